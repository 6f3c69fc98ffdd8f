"""Decisions about sources: given by whoever wrote a note or leads, and taken back."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from knowledge.identity import PersonId
from knowledge.records.models.claims import Evidence, Source
from knowledge.records.models.terms import LINE_LIMIT, TEXT_LIMIT
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.rules import must_be_open, note_of
from workshops.engine.seal import mine
from workshops.engine.sources import may_found, members, takes_source
from workshops.engine.state import Note, Workshop
from workshops.engine.text import storable, visible
from workshops.errors import (
    DayInFuture,
    LinkNotWeb,
    NoSourceTaken,
    NotYours,
    SourceEmpty,
    SourceTooLong,
    TooManySources,
)

SOURCES_LIMIT = 20
AHEAD = timedelta(hours=14)
"""So far ahead of UTC it is somewhere on earth: there today has begun already."""


def give(state: Workshop, command: c.GiveSource) -> e.Events:
    """Keep where a note comes from; the same again changes nothing."""
    must_be_open(state)
    note = note_of(state, command.note)
    signed = _signed(state, note, command)
    if not takes_source(state, note) or (command.founds == "met" and note.met is None):
        raise NoSourceTaken
    evidence = _evidence(command)
    kept = note.met_sources if command.founds == "met" else note.sources
    if evidence in kept or (evidence.one_liner and _picked(kept, evidence.one_liner)):
        return ()
    if len(note.sources) + len(note.met_sources) >= SOURCES_LIMIT:
        raise TooManySources(SOURCES_LIMIT)
    event = e.SourceGiven(
        at=command.at, by=signed, note=note.id, evidence=evidence, founds=command.founds
    )
    return (event,)


def take_back(state: Workshop, command: c.TakeSourceBack) -> e.Events:
    """Take a source away, wherever in the group it was given; twice changes nothing."""
    must_be_open(state)
    for note in members(state, note_of(state, command.note)):
        if any(one.id == command.source for one in (*note.sources, *note.met_sources)):
            signed = _signed(state, note, command)
            event = e.SourceTakenBack(at=command.at, by=signed, note=note.id, source=command.source)
            return (event,)
    return ()


def _signed(state: Workshop, note: Note, command: c.Command) -> PersonId:
    """Return what the event is signed with: of an own note, what the note is signed with.

    Raises:
        NotYours: It is somebody else's, and the person does not lead or can't see it yet.
    """
    if not may_found(state, note, by=command.by, mine=mine(command)):
        raise NotYours(note.id)
    own = note.person is not None and note.person in mine(command)
    return note.person if own and note.person else command.by


def _picked(kept: tuple[Evidence, ...], one_liner: str) -> bool:
    return any(one.one_liner == one_liner for one in kept)


def _evidence(command: c.GiveSource) -> Evidence:
    if command.source is Source.FRONTLINE and command.one_liner is None:
        raise SourceEmpty
    evidence = Evidence(
        id=command.id,
        source=command.source,
        customer=_text(" ".join(command.customer.split()), "customer", limit=LINE_LIMIT),
        seen_on=_day(command.seen_on, command.at),
        link=_link(command.link),
        quote=_text(command.quote, "quote", limit=TEXT_LIMIT),
        one_liner=command.one_liner,
    )
    if not (evidence.one_liner or evidence.customer or evidence.link or evidence.quote):
        raise SourceEmpty
    return evidence


def _text(text: str, part: str, *, limit: int) -> str | None:
    kept = storable(text)
    if not visible(kept):
        return None
    if len(kept) > limit:
        raise SourceTooLong(part, len(kept), limit=limit)
    return kept


def _link(text: str) -> str | None:
    link = text.strip()
    if not visible(link):
        return None
    if not is_web(link):
        raise LinkNotWeb
    if len(link) > LINE_LIMIT:
        raise SourceTooLong("link", len(link), limit=LINE_LIMIT)
    return link


def is_web(link: str) -> bool:
    """Say whether a text is an address on the web, with nothing hidden in it."""
    if not link.isprintable() or any(one.isspace() or one in '<>|\\"`' for one in link):
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _day(day: date | None, at: datetime) -> date | None:
    if day is not None and day > (at + AHEAD).date():
        raise DayInFuture
    return day
