"""A server of the Model Context Protocol over an archive: assistants ask it, and get quotations with receipts."""
