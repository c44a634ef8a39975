"""XRF: the narrative against the tables."""
