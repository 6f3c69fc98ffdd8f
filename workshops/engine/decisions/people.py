"""Decisions about people: who takes part, who is ready, who leads."""

from contextlib import suppress

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.clock import halted
from workshops.engine.decisions.flow import moved_on
from workshops.engine.evolve import evolve
from workshops.engine.rules import is_late, joining, must_be_open, must_lead
from workshops.engine.state import Workshop
from workshops.errors import LastActivity, NoStages, NotFacilitator, NotInWorkshop


def mark_ready(state: Workshop, command: c.MarkReady) -> e.Events:
    """Say ready for the current activity; twice changes nothing."""
    must_be_open(state)
    key = state.activity.key
    if is_late(state, command) or command.by in (state.ready.get(key) or ()):
        return ()
    marked = (*joining(state, command), e.ReadyMarked(at=command.at, by=command.by, activity=key))
    return (*marked, *_all_ready(state, command, marked))


def _all_ready(state: Workshop, command: c.MarkReady, marked: e.Events) -> e.Events:
    """Move on when the last one is ready and people take their own time; else wait for Next."""
    for event in marked:
        state = evolve(state, event)
    ready = state.ready[state.activity.key]
    if state.agreed.pace is None or state.status != "running" or not ready.issuperset(state.people):
        return ()
    with suppress(LastActivity, NoStages):
        return moved_on(state, command, because="ready")
    return ()


def not_ready(state: Workshop, command: c.NotReady) -> e.Events:
    """Take it back; twice changes nothing."""
    must_be_open(state)
    key = state.activity.key
    if is_late(state, command) or command.by not in (state.ready.get(key) or ()):
        return ()
    return (e.ReadyTakenBack(at=command.at, by=command.by, activity=key),)


def add_person(state: Workshop, command: c.AddPerson) -> e.Events:
    """Let somebody take part; twice changes nothing."""
    must_be_open(state)
    if command.person in state.people:
        return ()
    return (e.PersonJoined(at=command.at, by=command.by, person=command.person),)


def leave(state: Workshop, command: c.LeavePerson) -> e.Events:
    """Let somebody go; a facilitator who leaves hands over to whoever came first.

    When the last one leaves, the clock waits for somebody to take over.
    """
    must_be_open(state)
    if command.person not in state.people:
        return ()
    if command.by != command.person:
        must_lead(state, command.by)
    left = e.PersonLeft(at=command.at, by=command.by, person=command.person)
    others = [person for person in state.people if person != command.person]
    if not others:
        return (left, *halted(state, command))
    if command.person != state.facilitator:
        return (left,)
    return (left, e.HandedOver(at=command.at, by=command.by, to=others[0]))


def hand_over(state: Workshop, command: c.HandOver) -> e.Events:
    """Let somebody else lead; where the facilitator is gone, anybody may take over."""
    must_be_open(state)
    orphaned = state.facilitator not in state.people
    if command.by != state.facilitator and not (orphaned and command.to == command.by):
        raise NotFacilitator(state.facilitator)
    if command.to == state.facilitator:
        return ()
    if command.to not in state.people and not orphaned:
        raise NotInWorkshop(command.to)
    event = e.HandedOver(at=command.at, by=command.by, to=command.to)
    return (*joining(state, command), event)
