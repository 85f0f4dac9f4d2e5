"""Who may enter the reader: by a password, or as a proxy says."""
