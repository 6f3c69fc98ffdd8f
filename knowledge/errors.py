"""The root of everything that `knowledge` raises on purpose."""


class KnowledgeError(Exception):
    """Something about the ledger, a record, the index or an answer is not as it must be."""
