"""Pure functions on plain values: no step imports another, does input or output, or reads the clock."""
