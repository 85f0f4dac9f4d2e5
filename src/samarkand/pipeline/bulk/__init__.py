"""Bulk work: files of captures into tables, file by file, then day by day, on whatever engine there is."""
