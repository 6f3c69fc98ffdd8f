"""Pins: where a channel's people say that a persona stands now."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, guard
from bot.views.answer import candidate
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.answers.pinning import Stand
from knowledge.answers.where import Place
from knowledge.identity import PersonId
from knowledge.ledger.pins import Pin
from prompts.words import Words

SHOWN, LONGEST_NAME = 20, 55
MOST_STAGES = 100


def listed(
    pins: Sequence[tuple[Pin, Stand]], *, words: Words, names: Mapping[PersonId, str]
) -> Block:
    """Return what is pinned in a place, each with a way to take it away, and how one pins."""
    shown = [_line(pin, stand, words, names) for pin, stand in pins[:SHOWN]]
    lead = [blocks.section(words("pins.pinned"))] if shown else []
    usage = words("pins.usage")
    return blocks.message(usage, [*lead, *shown, blocks.section(usage)])


def where(stand: Stand, *, words: Words) -> Block:
    """Ask where a persona stands; say so if she has no path."""
    name = inline(stand.persona.body.name)
    if not stand.stages:
        return said("no_path", words=words, name=name)
    text = words("pins.where", name=name)
    options = [_option(stand, place, words) for place in stand.stages[:MOST_STAGES]]
    picker = blocks.select("pin.stage", options, placeholder=words("pins.choose"))
    return blocks.message(text, [blocks.section(text), blocks.actions(picker)])


def which(stands: Sequence[Stand], *, words: Words) -> Block:
    """Ask who of several is meant; the stage that was named goes along."""
    text = words("pins.which")
    buttons = [_somebody(stand, words) for stand in stands[:SHOWN]]
    return blocks.message(text, [blocks.section(text), blocks.actions(*buttons)])


def _somebody(stand: Stand, words: Words) -> Block:
    body, ref = stand.persona.body, str(stand.persona.ref)
    name = guard.cut(candidate(body.name, body.role, words), LONGEST_NAME, plain=True)
    label = words("record.named", name=name, ref=ref)
    return blocks.button(label, f"pin.persona:{ref}", value=_value(stand, stand.at))


def done(stand: Stand, at: Place, *, words: Words) -> Block:
    """Say what is pinned now, with a way back."""
    name, stage = inline(stand.persona.body.name), inline(at.stage.title)
    text = words("pins.done", name=name, stage=stage)
    button = _unpin(str(stand.persona.ref), words)
    return blocks.message(text, [blocks.section(text), blocks.actions(button)])


def said(key: str, *, words: Words, **facts: str) -> Block:
    """Return one sentence about pins."""
    return blocks.line(words(f"pins.{key}", **facts))


def _line(pin: Pin, stand: Stand, words: Words, names: Mapping[PersonId, str]) -> Block:
    facts = {
        "name": inline(stand.persona.body.name),
        "person": names.get(pin.person, ""),
        "day": day_of(pin.at.date()),
    }
    if stand.at is None:
        text = words("pins.line_gone", **facts)
    else:
        text = words("pins.line", stage=inline(stand.at.stage.title), **facts)
    return blocks.section(text, accessory=_unpin(pin.persona, words))


def _unpin(persona: str, words: Words) -> Block:
    return blocks.button(words("pins.unpin"), f"pin.remove:{persona}", value=persona)


def _option(stand: Stand, place: Place, words: Words) -> Block:
    """Return a choice of stage; paths often share their titles, so an older one is named."""
    label, path = plain(place.stage.title), place.journey.ref
    if path != stand.stages[0].journey.ref:
        label = words("answer.stage_of", stage=label, journey=str(path))
    return blocks.option(label, _value(stand, place))


def _value(stand: Stand, at: Place | None) -> str:
    persona = str(stand.persona.ref)
    return joined(persona, at.journey.ref, at.stage.id) if at else persona
