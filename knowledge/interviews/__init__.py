"""Interviews: what to ask customers about the weakest places of a record, and their answers."""
