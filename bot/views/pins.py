"""Pins: where a channel's people say that a persona stands now."""

from collections.abc import Mapping, Sequence

from bot.views import blocks
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.when import day_of
from knowledge.answers.pinning import Stand
from knowledge.answers.where import Place
from knowledge.identity import PersonId
from knowledge.ledger.pins import Pin
from prompts.words import Words

SHOWN = 20
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
    options = [_option(stand, place) for place in stand.stages[:MOST_STAGES]]
    picker = blocks.select("pin.stage", options, placeholder=words("pins.choose"))
    return blocks.message(text, [blocks.section(text), blocks.actions(picker)])


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


def _option(stand: Stand, place: Place) -> Block:
    value = f"{stand.persona.ref} {place.journey.ref} {place.stage.id}"
    return blocks.option(plain(place.stage.title), value)
