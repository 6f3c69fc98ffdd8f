"""Who takes part, who is ready, who leads."""

from typing import Literal

from pydantic import AwareDatetime

from knowledge.identity import PersonId
from workshops.engine.events.event import Event


class ReadyMarked(Event):
    """A person is ready with an activity."""

    type: Literal["ready_marked"] = "ready_marked"
    activity: str


class ReadyTakenBack(Event):
    """A person is not ready after all."""

    type: Literal["ready_taken_back"] = "ready_taken_back"
    activity: str


class PersonJoined(Event):
    """Somebody takes part from now on."""

    type: Literal["person_joined"] = "person_joined"
    person: PersonId


class PersonLeft(Event):
    """Somebody takes part no longer; what they wrote stays."""

    type: Literal["person_left"] = "person_left"
    person: PersonId


class HandedOver(Event):
    """Somebody else leads from now on."""

    type: Literal["handed_over"] = "handed_over"
    to: PersonId


class PersonNudged(Event):
    """The facilitator asked somebody in private whether they would add something."""

    type: Literal["person_nudged"] = "person_nudged"
    person: PersonId
    activity: str


class NudgesDeclined(Event):
    """Somebody does not want to be asked again before `until`."""

    type: Literal["nudges_declined"] = "nudges_declined"
    until: AwareDatetime
