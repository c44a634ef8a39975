"""STR: structure, and what must be there."""
