"""What a one-liner's card and forms say, read from the records."""

from typing import Any

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners.records import newest_seen
from bot.views import blocks
from bot.views.blocks import Block
from bot.views.capture import Captured
from bot.views.mrkdwn import plain
from knowledge.identity import Places
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.copies import seen_in
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
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
        customer=body.customer,
        match=(body.match.persona or "", stage_of(body.match)),
    )


def stage_of(match: Match) -> str:
    """Return a match's stage as the form's menu names it."""
    return f"{match.journey} {match.stage}" if match.stage else ""


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
            f"{version.ref} {stage.id}",
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
    fits = isinstance(chosen.body, Persona)
    if not fits:
        raise FormTampered
    if stage:
        ref, _, id_ = stage.partition(" ")
        journey = (await newest_seen(tx, Ref.parse(ref), places=places)).body
        if id_ not in [one.id for one in getattr(journey, "stages", ())]:
            raise NoSuchStage(id_)


async def _body(tx: Transaction, ref: str | None) -> Any:
    return (await store.current(tx, Ref.parse(ref))).body if ref else None
