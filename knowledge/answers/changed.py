"""Questions about what became of a record: "what changed in J1?", "who wrote Petra's journey?"."""

from knowledge.answers.called import named_alone
from knowledge.answers.reading import Reading
from knowledge.index.library import Library
from knowledge.records.refs import Kind, Ref


def asks(question: str, *, language: str = "en") -> bool:
    """Say whether a question may be one; most are not, and nothing need be known for that."""
    return bool(_said(Reading.of(question, language=language)))


def whose(question: str, seen: Library, *, language: str = "en") -> Ref | None:
    """Return the record whose history *question* asks for; None where it asks something else.

    Args:
        question: As it was typed.
        seen: What its asker may see.
        language: In which it is read.
    """
    reading = Reading.of(question, language=language)
    left = reading.without(_said(reading))
    if left == reading:
        return None
    if left.refs:
        first, *others = left.refs
        alone = not others and not left.without_refs().content
        return first if alone and first in seen.versions else None
    meant = [version.ref for version in named_alone(left, seen)]
    people = [ref for ref in meant if ref.kind == Kind.PERSONA]
    return meant[-1] if len(people) == 1 else None


def _said(reading: Reading) -> list[int]:
    return [n for n, word in enumerate(reading.words) if word in reading.lexicon.history]
