"""What the program tells, as JSON objects: one making for commands, the HTTP API and assistants. Decides nothing, asks little."""
