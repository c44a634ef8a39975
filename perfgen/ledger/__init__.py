"""Who owes a filing, and what has come of each: the ledger of a bureau."""

from perfgen.ledger.owed import Owed, lists_of, opinions_of, owed_in
from perfgen.ledger.standing import DepartmentLedger, FilingState, LedgerRow, Received, ledger_of, received

__all__ = [
    "DepartmentLedger",
    "FilingState",
    "LedgerRow",
    "Owed",
    "Received",
    "ledger_of",
    "lists_of",
    "opinions_of",
    "owed_in",
    "received",
]
