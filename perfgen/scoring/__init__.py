"""Scores of a 自评表: worked out, each with a line that tells how. Pure: stands on `perfgen.filing` alone.

Nothing is gathered here: every layout reads `perfgen.scoring.rules`, and few documents are scored.
"""
