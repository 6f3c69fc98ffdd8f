"""The ledger and the records, on both databases."""
