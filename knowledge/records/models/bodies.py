"""A body: what one version of a record holds, of whichever kind."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment

Body = Annotated[Persona | Segment | Journey | OneLiner | Scenario, Field(discriminator="kind")]
"""What one version of a record holds."""

BODY: TypeAdapter[Body] = TypeAdapter(Body, config={"defer_build": True})
"""Reads a body, of whichever kind."""
