"""Many filings at once: which, what is left to do, and doing it on all cores so that each can fail alone."""
