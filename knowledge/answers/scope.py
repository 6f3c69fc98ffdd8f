"""Scope: where an answer may look for what is nearest to a question."""

from dataclasses import dataclass

from knowledge.answers.reading import Reading
from knowledge.identity import Places
from knowledge.index.search import Hit, Slice
from knowledge.index.slices import Slices
from knowledge.records.refs import Ref

NEAREST = 24
"""So many insights are weighed to find out what a question is about."""


@dataclass(frozen=True)
class Scope:
    """Where an answer may look: a workspace's slice, as somebody in *places* sees it.

    `without` names the records that are left out.
    """

    slices: Slices
    slice: Slice
    places: Places
    without: frozenset[Ref]

    def hits(self, reading: Reading, *, personas: tuple[Ref, ...] | None = None) -> tuple[Hit, ...]:
        """Return what is nearest to what the question asks, of one persona or of all.

        The persona's own name is left out: every insight about them is near to it.
        """
        if not reading.matter:
            return ()
        query = self.slices.query(reading.rest, stems=reading.matter)
        hits = self.slice.hits(query, places=self.places, k=NEAREST, personas=personas)
        return tuple(hit for hit in hits if hit.entry.ref not in self.without)
