"""The reader: pages and feeds over HTTP, made from what `queries` answers."""
