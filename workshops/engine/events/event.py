"""What every event has in common, and the kinds of text that events hold."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from knowledge.identity import PersonId
from knowledge.records.models.terms import Model

Starts = Literal["customer", "us"]
VersionText = Annotated[str, Field(pattern=r"^[IPJLS][1-9][0-9]{0,8}@[1-9][0-9]{0,8}$")]
Stamp = Annotated[str, Field(pattern=r"^[0-9]{1,20}(\.[0-9]{1,20})?$")]
"""When a message was written or edited, as the place itself numbers it."""


class Event(Model):
    """What every event tells: when, and by whom."""

    at: AwareDatetime
    by: PersonId
    v: Literal[1] = 1
