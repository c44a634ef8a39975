"""NUM: amounts, plans and scores."""
