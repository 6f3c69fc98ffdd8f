"""A workshop that a test plays, act by act, with the engine alone."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Self

from knowledge.identity import PersonId, PlaceId
from knowledge.records.models.claims import Feeling
from knowledge.records.models.journeys import Stage
from prompts.loader import Prompts, load
from workshops.engine import NoteId, Workshop, WorkshopId, decide, evolve
from workshops.engine import commands as c
from workshops.engine.deadlines import Zones
from workshops.engine.events import AnyEvent, Events, Known, Subject

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MARA, JONAS, INES = PersonId("mara"), PersonId("jonas"), PersonId("ines")
EVERYBODY = (MARA, JONAS, INES)
W = WorkshopId("w-0123456789")
TITLES = ("Sees people get hurt", "Convinces the director", "Compares options")


@cache
def prompts() -> Prompts:
    return load()


def stages(*titles: str) -> tuple[Stage, ...]:
    return tuple(Stage(id=f"s{n}", title=title) for n, title in enumerate(titles, start=1))


def start(
    agenda: str = "journey-quick",
    *,
    stages_: tuple[Stage, ...] | None = None,
    known: tuple[Known, ...] = (),
    base: str | None = None,
    second_from: str | None = None,
) -> c.Start:
    return c.Start(
        workshop=W,
        at=NOON,
        by=MARA,
        place=PlaceId("workwear"),
        agenda=prompts().agendas[agenda],
        subject=Subject(name="Petra"),
        people=EVERYBODY,
        goal="Fewer deals lost between trial and order",
        stages=stages(*TITLES) if stages_ is None else stages_,
        emotions=prompts().emotions,
        unsourced=prompts().unsourced,
        known=known,
        base=base,
        second_from=second_from,
    )


@dataclass
class Scene:
    """Plays commands and remembers the state and every event."""

    begin: c.Start = field(default_factory=start)
    events: list[AnyEvent] = field(default_factory=list)
    at: datetime = NOON
    count: int = 0
    zones: Zones = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state: Workshop = self._fold(None, decide(None, self.begin))

    def _fold(self, state: Workshop | None, events: Events) -> Workshop:
        for event in events:
            state = evolve(state, event)
        assert state is not None
        self.events += events
        return state

    def play(self, command: c.Command) -> tuple[Any, ...]:
        events = decide(self.state, command)
        self.state = self._fold(self.state, events)
        return events

    def tell(self, event: AnyEvent) -> None:
        """Let something happen that nobody asked for."""
        self.state = self._fold(self.state, (event,))

    def new_id(self) -> NoteId:
        self.count += 1
        return NoteId(f"n{self.count}")

    def write(
        self,
        text: str = "",
        *,
        by: PersonId = JONAS,
        lane: str = "",
        stage: str | None = None,
        activity: str = "",
        feeling: tuple[str, int] | None = None,
        **more: Any,
    ) -> NoteId:
        note = self.new_id()
        key = activity or self.state.activity.key
        index = self.state.agreed.agenda.index(key)
        asked = self.state.agreed.agenda.activities[index or 0]
        new = c.NewNote(
            id=note,
            lane=lane or asked.lanes[0].lane,
            text=text,
            stage=stage,
            feeling=Feeling(word=feeling[0], value=feeling[1]) if feeling else None,
            **more,
        )
        self.play(c.AddNotes(workshop=W, at=self.at, by=by, activity=key, notes=(new,)))
        return note

    def reply(
        self, text: str, *, source: str = "100.1", version: str = "", by: PersonId = JONAS
    ) -> Events:
        return self.play(
            c.RecordReply(
                workshop=W, at=self.at, by=by, source=source, version=version or source, text=text
            )
        )

    def unreply(self, source: str = "100.1", *, by: PersonId = JONAS) -> Events:
        return self.play(c.DeleteReply(workshop=W, at=self.at, by=by, source=source))

    def next(self, *, by: PersonId = MARA) -> Events:
        drawn, zones = self.state.drawn, self.zones
        return self.play(c.Next(workshop=W, at=self.at, by=by, drawn=drawn, zones=zones))

    def skip(self, reason: str) -> Events:
        return self.play(
            c.Skip(workshop=W, at=self.at, by=MARA, drawn=self.state.drawn, reason=reason)
        )

    def go_to(self, activity: str) -> Self:
        while self.state.activity.key != activity:
            self.next()
        return self

    def later(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    def said(self) -> list[tuple[str, str | None, bool]]:
        """What stands: text, stage, unsorted, oldest first."""
        return [(note.text, note.stage, note.unsorted) for note in self.state.in_order()]


def wants() -> Scene:
    """Begin, and go to the activity in which people write what they want, stage by stage."""
    return Scene().go_to("wants")
