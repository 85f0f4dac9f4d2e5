"""What watches wait for beside matches: each kind of happening, found in what is new in an archive."""
