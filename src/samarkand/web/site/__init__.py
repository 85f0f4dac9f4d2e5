"""The reader as files: which pages a static site has, what each was made of, and how they are made and linked."""
