"""Decisions about asking somebody who was not heard yet."""

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.nudges import to_nudge
from workshops.engine.rules import is_late, must_be_open, must_lead
from workshops.engine.state import Workshop


def nudge(state: Workshop, command: c.Nudge) -> e.Events:
    """Ask somebody once an activity; nothing, where they were heard or declined meanwhile."""
    must_be_open(state)
    must_lead(state, command.by)
    if is_late(state, command) or command.person not in to_nudge(state, at=command.at):
        return ()
    key = state.activity.key
    return (e.PersonNudged(at=command.at, by=command.by, person=command.person, activity=key),)


def decline(state: Workshop, command: c.DeclineNudges) -> e.Events:
    """Ask somebody no more for a while; the same again changes nothing."""
    must_be_open(state)
    if state.undisturbed.get(command.by) == command.until:
        return ()
    return (e.NudgesDeclined(at=command.at, by=command.by, until=command.until),)
