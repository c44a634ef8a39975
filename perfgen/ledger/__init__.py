"""Who owes a filing, and what has come of each: the ledger of a bureau.

`rows` and `wording` say what a ledger is, and import next to nothing; `owed` and `standing` make one of what there is.
"""
