"""The library: every current version of one workspace, as of one generation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Generic, TypeVar

from knowledge.identity import Places, WorkspaceId
from knowledge.records import copies
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Ref, VersionRef
from knowledge.records.store import Version
from knowledge.records.variants import whole
from knowledge.records.visible import visible_to

Spot = tuple[str | None, str | None, str | None]
"""A persona, a journey and its stage, as a one-liner names them."""

Record = TypeVar("Record", Persona, Journey, OneLiner, Segment, Scenario)


@dataclass(frozen=True, eq=False)
class Held(Generic[Record]):
    """A record's current version together with what it says."""

    version: Version
    body: Record

    @property
    def ref(self) -> Ref:
        """Name the record."""
        return self.version.ref

    @property
    def at(self) -> VersionRef:
        """Name the version."""
        return VersionRef(self.version.ref, self.version.number)


@dataclass(frozen=True)
class Library:
    """What one workspace has on record; never holds another's.

    `copied` says by original which copy stands for it here.
    """

    workspace: WorkspaceId
    generation: int
    versions: Mapping[Ref, Version]
    copied: Mapping[Ref, Ref] = field(default_factory=dict)

    @classmethod
    def of(
        cls, workspace: WorkspaceId, versions: Iterable[Version], *, generation: int
    ) -> "Library":
        """Arrange *versions*, the current ones of *workspace*, by ref."""
        ordered = sorted(versions, key=lambda version: (version.ref.kind, version.ref.number))
        by_ref = MappingProxyType({version.ref: version for version in ordered})
        return cls(workspace, generation, by_ref)

    def visible(self, places: Places) -> "Library":
        """Return the part that somebody who is in *places* may see.

        A place's own copy of a record stands for its original, also where others name that.
        """
        seen = [v for v in self.versions.values() if visible_to(v, places)]
        copied = copies.originals(seen)
        if not copied and len(seen) == len(self.versions):
            return self
        stand = copies.standing(seen, copied)
        library = Library.of(self.workspace, stand, generation=self.generation)
        return replace(library, copied=copied)

    @cached_property
    def customers(self) -> Mapping[str, tuple[Held[OneLiner], ...]]:
        """Say by customer, as their name is written, what was heard there."""
        heard: dict[str, list[Held[OneLiner]]] = {}
        for one in self.one_liners:
            if one.body.customer:
                heard.setdefault(one.body.customer, []).append(one)
        return {name: tuple(ones) for name, ones in heard.items()}

    @cached_property
    def wishes(self) -> frozenset[Ref]:
        """Name the journeys that say how it should be, and not how it is."""
        return frozenset(h.ref for h in self._all(Journey) if h.body.state == "future")

    @cached_property
    def today(self) -> "Library":
        """Return the part that says how it is."""
        if not self.wishes:
            return self
        left = {ref: v for ref, v in self.versions.items() if ref not in self.wishes}
        return replace(self, versions=MappingProxyType(left))

    def here(self, ref: Ref) -> Ref:
        """Return the record that stands for *ref* here: its copy, if there is one."""
        return self.copied.get(ref, ref)

    def names(self, ref: Ref) -> tuple[Ref, ...]:
        """Return under which refs a record is spoken of: its own, and its original's."""
        return (ref, *(original for original, copy in self.copied.items() if copy == ref))

    @cached_property
    def personas(self) -> tuple[Held[Persona], ...]:
        """List the personas, oldest first."""
        return self._all(Persona)

    @cached_property
    def journeys(self) -> tuple[Held[Journey], ...]:
        """List the journeys, oldest first; a variant with all that holds of its framework."""
        return tuple(self._with_framework(held) for held in self._all(Journey))

    @cached_property
    def stage_titles(self) -> tuple[str, ...]:
        """List the titles of all stages, each once."""
        titles = (stage.title for journey in self.journeys for stage in journey.body.stages)
        return tuple(dict.fromkeys(titles))

    def source(self, variant: Held[Journey], insight: str) -> Held[Journey]:
        """Return the journey that says an insight of a variant: itself, or its framework."""
        raw = self.versions[variant.ref].body
        own = isinstance(raw, Journey) and any(one.id == insight for one in raw.insights)
        return variant if own else self.journey(variant.body.variant_of) or variant

    def _with_framework(self, held: Held[Journey]) -> Held[Journey]:
        of = held.body.variant_of
        version = self.versions.get(Ref.parse(of)) if of else None
        if version is None or not isinstance(version.body, Journey):
            return held
        return Held(held.version, whole(held.body, version.body))

    @cached_property
    def segments(self) -> tuple[Held[Segment], ...]:
        """List the segments, oldest first."""
        return self._all(Segment)

    @cached_property
    def scenarios(self) -> tuple[Held[Scenario], ...]:
        """List the scenarios, oldest first."""
        return self._all(Scenario)

    @cached_property
    def one_liners(self) -> tuple[Held[OneLiner], ...]:
        """List the one-liners that were not taken back, oldest first."""
        return tuple(held for held in self._all(OneLiner) if not held.body.withdrawn)

    @cached_property
    def heard(self) -> Mapping[Spot, tuple[Held[OneLiner], ...]]:
        """Arrange the one-liners that somebody confirmed by what they are about, oldest first."""
        found: dict[Spot, list[Held[OneLiner]]] = {}
        for version in self.versions.values():
            body = version.body
            if isinstance(body, OneLiner) and body.match.confirmed and not body.withdrawn:
                spot = (body.match.persona, body.match.journey, body.match.stage)
                found.setdefault(spot, []).append(Held(version, body))
        return {spot: tuple(ones) for spot, ones in found.items()}

    def persona(self, ref: Ref | str | None) -> Held[Persona] | None:
        """Find a persona, or None when there is none of that name here."""
        return self._personas.get(self._copied.get(str(ref), str(ref)))

    def journey(self, ref: Ref | str | None) -> Held[Journey] | None:
        """Find a journey, or None when there is none of that name here."""
        return self._journeys.get(self._copied.get(str(ref), str(ref)))

    def segment(self, ref: Ref) -> Held[Segment] | None:
        """Find a segment, or None when there is none of that name here."""
        return self._found(ref, Segment)

    def scenario(self, ref: Ref) -> Held[Scenario] | None:
        """Find a scenario, or None when there is none of that name here."""
        return self._found(ref, Scenario)

    def one_liner(self, ref: Ref) -> Held[OneLiner] | None:
        """Find a one-liner, or None when there is none of that name here, or not any more."""
        one = self._found(ref, OneLiner)
        return one if one and not one.body.withdrawn else None

    def _found(self, ref: Ref, kind: type[Record]) -> Held[Record] | None:
        version = self.versions.get(self.here(ref))
        return Held(version, version.body) if version and isinstance(version.body, kind) else None

    @cached_property
    def _copied(self) -> dict[str, str]:
        return {str(original): str(copy) for original, copy in self.copied.items()}

    @cached_property
    def _personas(self) -> dict[str, Held[Persona]]:
        return {str(held.ref): held for held in self.personas}

    @cached_property
    def _journeys(self) -> dict[str, Held[Journey]]:
        return {str(held.ref): held for held in self.journeys}

    def _all(self, kind: type[Record]) -> tuple[Held[Record], ...]:
        return tuple(
            Held(version, version.body)
            for version in self.versions.values()
            if isinstance(version.body, kind)
        )
