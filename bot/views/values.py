"""What a button or a choice carries: a few facts in one text, the first of which it is about."""

from workshops.engine.state import Workshop


def joined(*facts: object) -> str:
    """Return facts as one value; only the last of them may have spaces in it."""
    return " ".join(str(fact) for fact in facts)


def parted(value: str, count: int) -> tuple[str, ...]:
    """Return the *count* facts of a value; those that it lacks are empty."""
    facts = value.split(" ", count - 1)
    return (*facts, *("" for _ in range(count - len(facts))))


def as_drawn(state: Workshop) -> str:
    """Return what a button of a workshop carries: a click on one drawn before a move is late."""
    return joined(state.id, state.drawn)
