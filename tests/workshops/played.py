"""A workshop that a test plays in a ledger: each act is a transaction of its own."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import Ledger
from knowledge.records import store
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind
from knowledge.records.store import Version
from tests.workshops.scene import EVERYBODY, JONAS, MARA, NOON, W, prompts
from workshops import publishing, starting
from workshops.engine import NoteId, Workshop, WorkshopId
from workshops.engine import commands as c
from workshops.previewing import Preview, preview
from workshops.publishing import Published
from workshops.renewing import Audience
from workshops.store import Handled, Workshops
from workshops.subjects import Whom

_ids = count(1)


@dataclass
class Played:
    """One workshop in a ledger."""

    ledger: Ledger
    workshops: Workshops
    workspace: WorkspaceId
    id: str = W

    async def start(self, agenda: str = "journey-quick", **wish: Any) -> Handled:
        """Start with a new Petra, or with `subject`; `journey` is the one to renew."""
        wanted: dict[str, Any] = {
            "place": PlaceId("workwear"),
            "visibility": None,
            "model": prompts().models["buyers-journey"],
            "state": "current",
            "goal": "Fewer deals lost",
            "people": EVERYBODY,
        }
        if not {"whose", "renews"} & wish.keys():
            wish |= _whose(agenda, **{name: wish.pop(name, "") for name in ("subject", "journey")})
        async with self.ledger.transaction(self.workspace) as tx:
            one = starting.Wish(
                workshop=self.id,
                by=MARA,
                at=tx.now,
                agenda=prompts().agendas[agenda],
                **(wanted | wish),
            )
            return await starting.start(tx, self.workshops, one, prompts=prompts())

    async def play(self, kind: type[c.Command], *, by: PersonId = MARA, **more: Any) -> Handled:
        command = kind(workshop=WorkshopId(self.id), at=NOON, by=by, **more)
        async with self.ledger.transaction(self.workspace) as tx:
            return await self.workshops.handle(tx, command)

    async def state(self) -> Workshop:
        async with self.ledger.reading(self.workspace) as tx:
            return await self.workshops.load(tx, self.id)

    async def go_to(self, activity: str) -> None:
        while (state := await self.state()).activity.key != activity:
            await self.play(c.Next, drawn=state.drawn)

    async def write(
        self, text: str, *, lane: str, stage: str | None = None, by: PersonId = JONAS, **more: Any
    ) -> NoteId:
        note = NoteId(f"{self.id[:3]}n{next(_ids)}")
        key = (await self.state()).activity.key
        new = c.NewNote(id=note, lane=lane, text=text, stage=stage, **more)
        await self.play(c.AddNotes, by=by, activity=key, notes=(new,))
        return note

    async def preview(self) -> Preview:
        async with self.ledger.reading(self.workspace) as tx:
            return await preview(tx, await self.workshops.load(tx, self.id))

    async def publish(self, *, audience: Audience | None = None) -> Published:
        async with self.ledger.transaction(self.workspace) as tx:
            return await publishing.publish(tx, self.workshops, self.id, by=MARA, audience=audience)

    async def persona(self, name: str = "Petra") -> Version:
        async with self.ledger.transaction(self.workspace) as tx:
            ref = await store.new_ref(tx, Kind.PERSONA)
            body = Persona(name=name)
            return await store.publish(tx, ref, body, person=MARA, reason="example", base=None)


def _whose(agenda: str, *, subject: str, journey: str) -> dict[str, Any]:
    if journey:
        return {"renews": journey}
    if not subject:
        return {"whose": (Whom(name="Petra"),)}
    if prompts().agendas[agenda].makes == "journey":
        return {"whose": (Whom(ref=subject),)}
    return {"renews": subject}


def journey(version: Version) -> Journey:
    """Return what a version says, which is a journey."""
    assert isinstance(version.body, Journey)
    return version.body
