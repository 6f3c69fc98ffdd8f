"""F5: what one more note costs in a workshop that has many, beside one that has few."""

import time
from dataclasses import dataclass
from pathlib import Path

from bot.bench import bot
from bot.bench.figure import Figure, median
from bot.bench.plan import Plan
from bot.bench.requests import sentence
from bot.bench.say import say
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import Ledger
from prompts.loader import Prompts, load
from workshops import starting
from workshops.engine import NoteId, Workshop, WorkshopId
from workshops.engine import commands as c
from workshops.store import Workshops
from workshops.subjects import Whom

ONE = WorkspaceId("one")
PEOPLE = tuple(PersonId(f"p{number}") for number in range(40))
FEW = 10
AT_ONCE = 20
"""Notes in one form, where only their number matters."""


@dataclass
class Writing:
    """A workshop in which notes are written."""

    ledger: Ledger
    workshops: Workshops
    id: WorkshopId
    written: int = 0

    async def start(self, prompts: Prompts) -> None:
        """Start the shortest journey with forty people."""
        async with self.ledger.transaction(ONE) as tx:
            wish = starting.Wish(
                workshop=self.id,
                by=PEOPLE[0],
                at=tx.now,
                agenda=prompts.agendas["journey-quick"],
                place=PlaceId(self.id),
                visibility=None,
                model=prompts.models["buyers-journey"],
                state="current",
                goal="Fewer deals lost",
                people=PEOPLE,
                whose=(Whom(name="Petra"),),
            )
            await starting.start(tx, self.workshops, wish, prompts=prompts)

    async def note(self, count: int = 1) -> float:
        """Write notes in one transaction; return its milliseconds, with the commit."""
        began = time.perf_counter()
        async with self.ledger.transaction(ONE) as tx:
            state = await self.workshops.load(tx, self.id)
            await self.workshops.handle(tx, self._command(state, count))
        self.written += count
        return (time.perf_counter() - began) * 1000

    def _command(self, state: Workshop, count: int) -> c.AddNotes:
        numbers = range(self.written, self.written + count)
        notes = [
            c.NewNote(id=NoteId(f"{self.id}n{n}"), lane="trigger", text=sentence(n), stage=None)
            for n in numbers
        ]
        return c.AddNotes(
            workshop=self.id,
            at=self.ledger.now(),
            by=PEOPLE[self.written % len(PEOPLE)],
            activity=state.activity.key,
            notes=tuple(notes),
        )


async def measure(plan: Plan, folder: Path) -> list[Figure]:
    """Return what a note costs after many, as a multiple of what it costs after few."""
    say(f"notes: {plan.many_notes} in one workshop")
    folder.mkdir()
    prompts = load("en")
    async with await bot.ledger(folder) as opened:
        few, many = [Writing(opened, Workshops(), WorkshopId(f"w{n}")) for n in range(2)]
        for one in (few, many):
            await one.start(prompts)
            await one.note(FEW)
        while many.written < plan.many_notes:
            await many.note(AT_ONCE)
        # One after the other, so that what the computer does besides meets both.
        pairs = [(await few.note(), await many.note()) for _ in range(plan.compared_notes)]
    return [_figure(plan, pairs)]


def _figure(plan: Plan, pairs: list[tuple[float, float]]) -> Figure:
    few, many = (median([pair[side] for pair in pairs]) for side in range(2))
    return Figure(
        number="F5",
        key="note_cost_ratio",
        value=many / few,
        unit="×",
        goal=1.3,
        about=f"one note after {plan.many_notes} beside one after {FEW}",
        how=f"one transaction with its commit; medians of {len(pairs)} notes, in turn",
        sides={"note_after_few_ms": few, "note_after_many_ms": many},
    )
