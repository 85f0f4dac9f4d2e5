"""What an archive gives away as files: tables, citations, books, pages, bags, and the digest of a day."""
