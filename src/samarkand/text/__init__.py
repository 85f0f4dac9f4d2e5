"""What is known of text and markup: trees, plain text, scripts, names for files. No input or output."""
