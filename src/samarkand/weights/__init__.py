"""What was learned: how common words are, and what ties articles of one event. Data only; `adapters.weights` reads it."""
