"""A bureau's rounds: filings handed in, and handed in again."""

from perfgen.rounds.findings import FindingFate, FindingFates, fates
from perfgen.rounds.resubmitted import Resubmitted, Rounds, RoundState, resubmitted

__all__ = ["FindingFate", "FindingFates", "Resubmitted", "RoundState", "Rounds", "fates", "resubmitted"]
