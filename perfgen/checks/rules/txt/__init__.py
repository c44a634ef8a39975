"""TXT: words."""
