"""IND: indicators."""
