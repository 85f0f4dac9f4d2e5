"""The flow: what is read, decided and written, and in which order."""
