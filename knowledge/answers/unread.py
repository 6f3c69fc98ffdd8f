"""Unread: why a question may get a card, though nothing is on record about what it says."""

from knowledge.answers import whom
from knowledge.answers.models import NothingFounded, Reply, Unread
from knowledge.answers.reading import Reading
from knowledge.answers.resolve import Asked
from knowledge.answers.whom import Whom
from knowledge.index.words import tokens


def why(asked: Asked, meant: Whom, found: Reply) -> Unread | None:
    """Say why a question may get the card of whom it is about, though nothing else was found.

    Who is not named in another language may not be meant, so then nothing is shown.
    """
    if not isinstance(found, NothingFounded) or found.reason != "no_match":
        return None
    if _is_foreign(meant.reading):
        return "language" if whom.mentions(asked.reading, asked.seen) else None
    return "report" if meant.reading.is_report else None


def _is_foreign(reading: Reading) -> bool:
    """Say whether it is in another language: more words are only of others than only of ours."""
    typed, known = tokens(reading.text), reading.lexicon
    free = [word for n, word in enumerate(typed) if n not in reading.taken]
    foreign = sum(word in known.foreign or not word.isascii() for word in free)
    return foreign > sum(word in known.stop and word not in known.shared for word in free)


def whose_report(reading: Reading) -> bool:
    """Say whether somebody reports what "she" said."""
    return reading.is_report and reading.words[0] in reading.lexicon.person
