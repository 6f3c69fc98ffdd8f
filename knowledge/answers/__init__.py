"""Answers: cited, from what is on record; the same question gets the same answer."""
