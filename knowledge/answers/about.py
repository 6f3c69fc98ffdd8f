"""About somebody: the card of where they stand, and what on record fits the question beside it."""

from dataclasses import replace

from knowledge.answers import citing, nothing, resolve
from knowledge.answers.card import Card
from knowledge.answers.cells import Cell
from knowledge.answers.citing import Citations
from knowledge.answers.evidence import OBJECTIONS, Evidence
from knowledge.answers.founded import founded
from knowledge.answers.models import Answer, AnswerLine, LineKind, Reply, Unread
from knowledge.answers.reading import Reading
from knowledge.answers.resolve import Asked
from knowledge.answers.scope import Scope
from knowledge.answers.whom import PersonaHeld, Whom

AGAINST = (LineKind.OBJECTION.value,)


def card(asked: Asked, scope: Scope, persona: PersonaHeld) -> Reply:
    """Answer a question about *persona*: the card of their stage, and what fits beside it."""
    where = resolve.stage(asked, persona)
    if where and where.end:
        return nothing.beyond(asked, persona, where)
    reading = where.reading if where else asked.reading
    asked = resolve.with_hits(asked, asked.hits, reading)
    everything = scope.slice.library
    citations = Citations(everything)
    evidence = Evidence(asked, citations, about_persona=True)
    if not evidence.founded():
        return nothing.about(asked, persona, where, reason="no_match")
    fits = evidence.relevance()
    cell = Cell(persona, where.place if where else None, asked.seen, everything, fits)
    reports = asked.reading.reports
    against = reports and bool(cell.here(OBJECTIONS) or cell.overall(OBJECTIONS))
    lines = evidence.told(against=against) if reports else ()
    said = {line.text for line in lines}
    lines += tuple(
        one for one in _lines(cell, Card(cell, citations), asked) if one.text not in said
    )
    lines += evidence.lines(but={line.text for line in lines}, most=2)
    if not lines:
        return nothing.about(asked, persona, where, reason="empty")
    return founded(asked, citations, lines, persona=persona, where=where)


def _kinds(reading: Reading) -> tuple[str, ...]:
    """Return the kinds of line to begin with: a report is mostly an objection."""
    if reading.is_report:
        return AGAINST
    if reading.asks_who:
        return (citing.PORTRAIT,)
    return () if reading.reports else reading.cues


def card_alone(asked: Asked, meant: Whom, scope: Scope, *, why: Unread) -> Reply | None:
    """Show the card of whom a question is about; for a report, if they say anything against it."""
    reports = why == "report"
    alone = replace(asked, reading=meant.reading.unread(), first=AGAINST if reports else ())
    found = card(alone, scope, meant.personas[0])
    if not isinstance(found, Answer) or (reports and not found.line(LineKind.OBJECTION)):
        return None
    return found.model_copy(update={"unread": why})


def _lines(cell: Cell, drawn: Card, asked: Asked) -> tuple[AnswerLine, ...]:
    """A stage that the team skipped says so, and says nothing else."""
    place = cell.place
    if place and place.stage.skipped:
        return (drawn.skipped(place, place.stage.skipped),)
    lines = drawn.lines(asked=asked.first or _kinds(asked.reading))
    return lines if any(line.text for line in lines) else ()
