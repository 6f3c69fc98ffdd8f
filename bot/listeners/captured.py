"""A one-liner's card and forms: what they say, read from the records, and what may be chosen."""

from collections.abc import Sequence
from typing import Any

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners.names import mentions
from bot.listeners.whence import from_here
from bot.views import blocks
from bot.views import capture as view
from bot.views.blocks import Block
from bot.views.capture import Captured, Similar
from bot.views.mrkdwn import plain
from bot.views.values import joined, parted
from bot.views.when import ago
from knowledge.answers.capture import Similar as Heard
from knowledge.identity import PlaceId, Places
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.copies import seen_in
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
from knowledge.records.visible import newest_seen
from workshops.errors import NoSuchStage


async def captured_in(tx: Transaction, version: Version) -> Captured:
    """Return what a one-liner's card shows."""
    body = version.body
    assert isinstance(body, OneLiner)
    persona = await _body(tx, body.match.persona)
    journey = await _body(tx, body.match.journey)
    stages = journey.stages if isinstance(journey, Journey) else ()
    return Captured(
        ref=str(version.ref),
        sentence=body.sentence,
        persona=persona.name if isinstance(persona, Persona) else None,
        stage=next((stage.title for stage in stages if stage.id == body.match.stage), None),
        confirmed=body.match.confirmed,
        withdrawn=body.withdrawn,
        private=version.visibility is not None,
        customer=body.customer,
        match=(body.match.persona or "", stage_of(body.match)),
    )


def stage_of(match: Match) -> str:
    """Return a match's stage as the form's menu names it."""
    return joined(match.journey, match.stage) if match.stage else ""


async def card_of(
    desk: Desk, tx: Transaction, version: Version, *, similar: Sequence[Heard | OneLiner] = ()
) -> Block:
    """Return a one-liner's card as it stands now, with what was said before that is *similar*.

    Whoever has made this version is who sees it.
    """
    shown = None
    if similar:
        nearest = similar[0]
        names = await mentions(tx, [nearest.heard_by])
        when = ago(desk.words, nearest.heard_at.date(), today=tx.now.date())
        shown = Similar(
            sentence=nearest.sentence,
            ago=when,
            person=names.get(nearest.heard_by),
            own=version.person == nearest.heard_by,
        )
    return view.card(await captured_in(tx, version), words=desk.words, similar=shown)


async def drawn(desk: Desk, tx: Transaction, ref: str, *, similar: str = "") -> Block:
    """Return a one-liner's card as it stands now, and a *similar* one, both by their refs."""
    version = await store.current(tx, Ref.parse(ref))
    before = [(await store.current(tx, Ref.parse(similar))).body] if similar else []
    heard = tuple(body for body in before if isinstance(body, OneLiner))
    return await card_of(desk, tx, version, similar=heard)


def in_window(desk: Desk, card: Block, place: PlaceId | None) -> Block:
    """Return the card in a window that was opened from a place."""
    title, close = desk.words("capture.note_title"), desk.words("buttons.close")
    return from_here(blocks.modal("capture.card", title, card["blocks"], close=close), place)


def about(body: OneLiner, persona: str, *, stage: str) -> OneLiner:
    """Return a one-liner that is about this persona, and this stage as the form's menu names it."""
    # Whoever only picks another persona does not mean the stage that was proposed for the first.
    left_over = (body.match.persona or persona) != persona and stage == stage_of(body.match)
    journey, id_ = parted("" if left_over else stage, 2)
    match = Match(persona=persona, journey=journey or None, stage=id_ or None, confirmed=True)
    return body.model_copy(update={"match": match})


async def choices(
    desk: Desk, tx: Transaction, *, places: Places
) -> tuple[list[Block], list[Block]]:
    """Return the personas and stages that somebody there may choose from."""
    found = await store.all_current(tx, Kind.PERSONA, Kind.JOURNEY)
    versions = seen_in(found, places)
    personas = [
        blocks.option(plain(version.body.name), str(version.ref))
        for version in versions
        if isinstance(version.body, Persona)
    ]
    stages = [
        blocks.option(
            desk.words(
                "capture.change_stage_option", stage=plain(stage.title), journey=version.ref
            ),
            joined(version.ref, stage.id),
        )
        for version in versions
        if isinstance(version.body, Journey)
        for stage in version.body.stages
    ]
    return personas[:100], stages[:100]


async def check_choice(tx: Transaction, persona: Ref, stage: str, *, places: Places) -> None:
    """Refuse what nobody there was offered: the card would tell its name.

    Raises:
        FormTampered: The one is no persona.
        NoSuchStage: The other is in no journey, or not any more.
        NoSuchRecord: It can't be seen from there, or not any more.
    """
    chosen = await newest_seen(tx, persona, places=places)
    if not isinstance(chosen.body, Persona):
        raise FormTampered
    if stage:
        ref, id_ = parted(stage, 2)
        journey = (await newest_seen(tx, Ref.parse(ref), places=places)).body
        if id_ not in [one.id for one in getattr(journey, "stages", ())]:
            raise NoSuchStage(id_)


async def _body(tx: Transaction, ref: str | None) -> Any:
    return (await store.current(tx, Ref.parse(ref))).body if ref else None
