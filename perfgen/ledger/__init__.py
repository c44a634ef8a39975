"""Who owes a filing, and what has come of each: the ledger of a bureau."""

from perfgen.ledger.owed import Owed, lists_of, owed_in
from perfgen.ledger.standing import Filed, FilingState, Ledger, LedgerRow, filed, ledger_of

__all__ = [
    "Filed",
    "FilingState",
    "Ledger",
    "LedgerRow",
    "Owed",
    "filed",
    "ledger_of",
    "lists_of",
    "owed_in",
]
