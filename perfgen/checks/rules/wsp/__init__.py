"""WSP: several filings of a workspace."""
