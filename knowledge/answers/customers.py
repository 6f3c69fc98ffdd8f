"""Customers: what was heard at one whom a question names."""

from itertools import islice

from knowledge.answers.cells import newest
from knowledge.answers.citing import Citations
from knowledge.answers.lines import of_voice
from knowledge.answers.models import AnswerLine, LineKind
from knowledge.answers.reading import Reading
from knowledge.index.library import Library

MOST = 4
SHORTEST = 4
"""So many letters has the first word of a name that may stand for all of it."""


def lines(reading: Reading, seen: Library, citations: Citations) -> tuple[AnswerLine, ...]:
    """Quote what customers who are named said, newest first; only what was confirmed."""
    named = [held for name, held in seen.customers.items() if _is_named(name, reading)]
    confirmed = [one for held in named for one in held if one.body.match.confirmed]
    latest = islice(newest(confirmed), MOST)
    return tuple(of_voice(LineKind.QUOTE, one, citations) for one in latest)


def _is_named(name: str, reading: Reading) -> bool:
    """Say whether a question names a customer: in full, or by the first word, "Kessler"."""
    first = name.split()[0]
    return bool(reading.spans(name)) or (len(first) >= SHORTEST and bool(reading.spans(first)))
