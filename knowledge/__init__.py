"""Remembers: the ledger, the records, the index and the answers."""
