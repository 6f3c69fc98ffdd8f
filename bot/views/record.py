"""A stored record as `/journey show` gives it: what matters most, the rest one tap away."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, dissent, lanes, path
from bot.views.amid import amid
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline, plain
from bot.views.opening import open_button
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.identity import PersonId
from knowledge.records.diversity import NOWHERE, Claim, Departments, OneSided, one_sided
from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.words import Words

SHOWN_LANES = 6
SHOWN_PATHS = 3


def card(
    version: Version,
    *,
    prompts: Prompts,
    names: Mapping[PersonId, str],
    personas: path.Names,
    paths: Sequence[Version] = (),
    doubts: Sequence[str] = (),
    newest: Version | None = None,
    departments: Departments = NOWHERE,
) -> Block:
    """Return a record's card, short enough for a phone.

    Args:
        version: What to show.
        prompts: For words and the names of lanes.
        names: How to call the people in it.
        personas: The names of the records that it refers to, by ref.
        paths: The journeys of whom it is about.
        doubts: What colleagues found not right since this version, oldest first.
        newest: What counts now, if that may be another version.
        departments: Where those work who made its claims.
    """
    words, body = prompts.words, version.body
    shown: list[Block] = [blocks.section(_head(version, words)), *_older(version, newest, words)]
    if isinstance(body, OneLiner):
        shown.append(blocks.section(_one_liner(body, words, names)))
    else:
        shown += _body(body, prompts, personas, departments)
    shown += [*_paths(paths, words), *dissent.on_card(getattr(body, "insights", ()), words)]
    if doubts:
        said = words("record.doubts", n=len(doubts), text=inline(doubts[-1]))
        shown.append(blocks.context(said))
    shown.append(blocks.actions(*_buttons(version, words)))
    summary = words("record.summary", ref=str(version.named), name=inline(name_of(version)))
    return blocks.message(summary, shown)


def _body(
    body: Body, prompts: Prompts, personas: path.Names, departments: Departments
) -> list[Block]:
    claims = [Claim.of(one) for one in getattr(body, "insights", ())]
    sides = one_sided(claims, departments=departments)
    if isinstance(body, Journey):
        return path.journey(body, prompts, personas, sides)
    if isinstance(body, Scenario):
        return path.scenario(body, prompts, sides)
    return _portrait(body, prompts, sides) if isinstance(body, Persona | Segment) else []


def _paths(paths: Sequence[Version], words: Words) -> list[Block]:
    """Lead from whom it is about to what they go through: most of what is known stands there."""
    return [
        blocks.section(
            words("record.path", title=inline(name_of(one))),
            accessory=open_button(str(one.ref), words),
        )
        for one in paths[:SHOWN_PATHS]
    ]


def _older(version: Version, newest: Version | None, words: Words) -> list[Block]:
    """Say that another version counts, with the way to compare, restore or open it."""
    if newest is None or newest.number == version.number:
        return []
    at, day = str(version.named), day_of(version.at.date())
    said = words("versions.not_newest", version=at, day=day, newest=str(newest.named))
    buttons = [
        open_button(str(newest.named), words),
        blocks.button(words("versions.compare"), f"record.diff:{at}", value=at),
        blocks.button(words("versions.restore"), f"record.restore:{at}", value=at),
    ]
    if isinstance(version.body, OneLiner):
        buttons.pop()
    return [blocks.context(said), blocks.actions(*buttons)]


def name_of(version: Version) -> str:
    """Return what people call the record, as it was written."""
    body = version.body
    if isinstance(body, OneLiner):
        return body.sentence
    return body.title if isinstance(body, Journey | Scenario) else body.name


def stage_options(body: Journey | Scenario, version: Version, words: Words) -> list[Block]:
    """Return the choices of a menu with all stages; the whole comes first."""
    at = str(version.named)
    whole = blocks.option(words("record.whole"), joined(at, "whole"))
    return [
        whole,
        *(
            blocks.option(words("notes.stage_option", n=n, stage=plain(stage.title)), joined(at, n))
            for n, stage in enumerate(body.stages, start=1)
        ),
    ]


def _head(version: Version, words: Words) -> str:
    facts = {
        "name": inline(name_of(version)),
        "version": str(version.named),
        "day": day_of(version.at.date()),
    }
    if isinstance(version.body, Persona) and version.body.role:
        return words("record.head_role", role=amid(inline(version.body.role)), **facts)
    wished = isinstance(version.body, Journey) and version.body.state == "future"
    return words("record.head_wished" if wished else "record.head", **facts)


def _portrait(body: Persona | Segment, prompts: Prompts, sides: OneSided) -> list[Block]:
    words = prompts.words
    lines = [path.short(body.portrait)] if body.portrait else []
    if isinstance(body, Persona) and body.buying_role:
        role = words(f"record.buying_role.{body.buying_role.value}")
        lines.append(words("record.part", role=role))
    if isinstance(body, Segment):
        lines += lanes.ratings(body, prompts, most=1)
    said = lanes.lines(lanes.beyond_ratings(body), prompts, most=1)
    lines += said[:SHOWN_LANES]
    if len(said) > SHOWN_LANES:
        lines.append(words("record.more_lanes", n=len(said) - SHOWN_LANES))
    if not lines:
        return [blocks.section(words("record.nothing"))]
    return [blocks.section("\n".join(lines)), *lanes.founded(body.insights, prompts, sides=sides)]


def _one_liner(body: OneLiner, words: Words, names: Mapping[PersonId, str]) -> str:
    lines = [
        words("record.one_liner", text=inline(body.sentence)),
        words(
            "record.one_liner_by",
            person=names.get(body.heard_by, "?"),
            day=day_of(body.heard_at.date()),
        ),
    ]
    if body.customer:
        lines.append(words("record.one_liner_customer", customer=inline(body.customer)))
    return "\n".join(lines)


def _buttons(version: Version, words: Words) -> list[Element]:
    ref, body = str(version.ref), version.body
    buttons = [blocks.button(words("record.history"), f"record.history:{ref}", value=ref)]
    if isinstance(body, Journey | Scenario) and body.stages:
        options = stage_options(body, version, words)
        buttons.insert(0, blocks.menu("record.read", options, placeholder=words("record.read")))
    elif isinstance(body, Persona | Segment) and (body.insights or getattr(body, "criteria", ())):
        at = f"{version.named} whole"
        buttons.insert(0, blocks.button(words("record.read_all"), f"record.read:{ref}", value=at))
    if isinstance(body, Persona):
        ask = blocks.button(words("record.ask"), f"record.ask:{ref}", value=ref, style="primary")
        buttons.insert(0, ask)
    if isinstance(body, Journey) and body.stages:
        label = words("beside.open")
        buttons.append(blocks.button(label, f"record.beside:{ref}", value=ref))
    if isinstance(body, Journey | Persona):
        label = words("interview.open")
        buttons.append(blocks.button(label, f"record.interview:{ref}", value=ref))
    if not isinstance(body, OneLiner):
        buttons.append(blocks.button(words("record.renew"), f"help.start:{ref}", value=ref))
    return buttons
