"""What events make of proposals for somebody's words."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Offer, Workshop


def wording_offered(event: e.WordingOffered, state: Workshop) -> Workshop:
    """Remember the proposals until their author says."""
    offer = Offer(event.heard, event.proposals, nameless=event.nameless)
    return replace(state, offers=state.offers.insert((event.by, event.activity), offer))


def wording_settled(event: e.WordingSettled, state: Workshop) -> Workshop:
    """Remember what the author said; it is not asked again."""
    key = event.by, event.activity
    offer = replace(state.offers[key], outcome=event.outcome)
    return replace(state, offers=state.offers.insert(key, offer))


def goal_set(event: e.GoalSet, state: Workshop) -> Workshop:
    """Set the goal."""
    return replace(state, goal=event.goal)
