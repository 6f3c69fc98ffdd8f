"""What the example files say, before it becomes records."""

from collections.abc import Mapping
from importlib import resources
from typing import Literal

import yaml
from pydantic import TypeAdapter

from knowledge.records.models.claims import Feeling, Source
from knowledge.records.models.journeys import Stage
from knowledge.records.models.personas import BuyingRole
from knowledge.records.models.segments import Criterion
from knowledge.records.models.terms import Id, Line, Model, Rating, Text
from prompts.models import Part

Key = Id


class Keyed(Model):
    """Something that other files mean by its key."""

    key: Key


class EvidenceFile(Model):
    """Evidence with its age instead of its date, so that examples stay fresh."""

    source: Source
    customer: Line | None = None
    quote: Text | None = None
    days_ago: int


class InsightFile(Model):
    """An insight, its evidence by key and its contributors by name."""

    id: Id
    lane: Id
    text: Text
    met: Rating | None = None
    feeling: Feeling | None = None
    channel: Line | None = None
    starts: Literal["customer", "us"] | None = None
    moment_of_truth: bool = False
    by: tuple[Key, ...] = ()
    heard: tuple[Key, ...] = ()
    from_: tuple[EvidenceFile, ...] = ()


class SegmentFile(Keyed):
    """A segment."""

    name: Line
    portrait: Text
    size: Rating
    attractiveness: Rating
    probability: Rating
    priority: int
    criteria: tuple[Criterion, ...]


class PersonaFile(Keyed):
    """A persona; `segment` and `company` are keys."""

    name: Line
    who: Literal["person", "company"] = "person"
    role: Line | None = None
    aliases: tuple[Line, ...] = ()
    portrait: Text
    segment: Key
    company: Key | None = None
    buying_role: BuyingRole | None = None
    insights: tuple[InsightFile, ...]


class OneLinerFile(Keyed):
    """A sentence, who heard it from whom, and whom it speaks of."""

    sentence: Text
    by: Key
    customer: Line
    days_ago: int
    persona: Key
    stage: Id
    confirmed: bool = True


class HypothesisFile(Model):
    """What the team believed first."""

    id: Id
    text: Text
    status: Literal["open", "confirmed", "refuted"]
    from_: tuple[EvidenceFile, ...] = ()


class JourneyFile(Keyed):
    """A journey; cells and involvement by stage."""

    title: Line
    personas: tuple[Key, ...]
    goal: Text
    trigger: Text
    strength: Literal["forced", "strong", "weak"]
    scope: Line
    stages: tuple[Stage, ...]
    involvement: Mapping[Id, Mapping[Key, Part]]
    hypotheses: tuple[HypothesisFile, ...]
    cells: Mapping[Id, tuple[InsightFile, ...]]


class Example(Model):
    """All example records of one language."""

    segments: tuple[SegmentFile, ...]
    personas: tuple[PersonaFile, ...]
    one_liners: tuple[OneLinerFile, ...]
    journey: tuple[JourneyFile, ...]


_EXAMPLE: TypeAdapter[Example] = TypeAdapter(Example)


def read(language: str) -> Example:
    """Return the example records of *language*, or the English ones where there are none."""
    folder = resources.files(__package__) / language
    if not language.isalpha() or not folder.is_dir():
        folder = resources.files(__package__) / "en"
    names = Example.model_fields
    texts = {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in names}
    found = {name: _renamed(yaml.safe_load(text)) for name, text in texts.items()}
    return _EXAMPLE.validate_python(found)


def _renamed(value: object) -> object:
    """`from` reads well in the files and is a keyword here."""
    if isinstance(value, dict):
        return {("from_" if k == "from" else k): _renamed(v) for k, v in value.items()}
    return [_renamed(item) for item in value] if isinstance(value, list) else value
