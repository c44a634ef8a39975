"""A Word file that somebody went over, merged into the YAML it was made from."""
