"""A person's own page: their workshops, their answers, and the library."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views import blocks
from bot.views.amid import amid
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.titles import published_as
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.store import Version
from prompts.words import Words
from workshops.engine.state import Workshop

SHOWN_WORKSHOPS, SHOWN_ANSWERS, SHOWN_RECORDS = 5, 5, 20


@dataclass(frozen=True, kw_only=True)
class Mine:
    """One of my workshops, and the address of its board; "" while it has none."""

    state: Workshop
    title: str
    board: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One of my questions, with its answer in a line; `ago` is said in words."""

    id: str
    question: str
    summary: str
    ago: str


def view(
    *,
    words: Words,
    workshops: Sequence[Mine],
    answers: Sequence[Asked],
    library: Sequence[Version],
) -> Block:
    """Return the Home of one person; newest first in each part."""
    start = blocks.button(words("buttons.start_workshop"), "help.start", style="primary")
    ask = blocks.button(words("buttons.ask"), "help.ask")
    note = blocks.button(words("buttons.note"), "help.note")
    return blocks.home(
        [
            blocks.section(words("home.lead")),
            blocks.actions(ask, start, note),
            blocks.header(words("home.workshops")),
            *_workshops(words, workshops),
            blocks.header(words("home.answers")),
            *_answers(words, answers),
            blocks.header(words("home.library")),
            *_library(words, library),
        ]
    )


def _workshops(words: Words, mine: Sequence[Mine]) -> list[Block]:
    if not mine:
        return [blocks.section(words("home.no_workshops"))]
    return [_workshop(words, one) for one in mine[:SHOWN_WORKSHOPS]]


def _workshop(words: Words, mine: Mine) -> Block:
    state = mine.state
    facts = {"title": inline(mine.title), "place": f"<#{state.place}>"}
    if state.status == "running":
        text = words(
            "home.workshop",
            n=state.position + 1,
            of=len(state.agreed.agenda.activities),
            activity=inline(state.activity.title),
            **facts,
        )
    else:
        named = {"refs": inline(published_as(state, words))} if state.published else {}
        text = words("home.workshop_closed", status=words(f"home.{state.status}", **named), **facts)
    if not mine.board:
        return blocks.section(text)
    link = blocks.button(words("home.open_board"), f"home.open:{state.id}", value=state.id)
    return blocks.section(text, accessory={**link, "url": mine.board})


def _answers(words: Words, asked: Sequence[Asked]) -> list[Block]:
    if not asked:
        return [blocks.section(words("home.no_answers"))]
    return [
        blocks.section(
            words(
                "home.answer",
                question=inline(one.question),
                summary=inline(one.summary),
                ago=one.ago,
            ),
            accessory=blocks.button(
                words("home.look_again"), f"answer.again:{one.id}", value=one.id
            ),
        )
        for one in asked[:SHOWN_ANSWERS]
    ]


def _library(words: Words, library: Sequence[Version]) -> list[Block]:
    named = [(version, _entry(words, version)) for version in library]
    entries = [(version, text) for version, text in named if text]
    if not entries:
        return [blocks.section(words("home.no_library"))]
    shown = [_record(words, version, text) for version, text in entries[:SHOWN_RECORDS]]
    said = []
    if len(entries) > SHOWN_RECORDS:
        said.append(words("home.more", n=len(entries) - SHOWN_RECORDS))
    one_liners = sum(
        isinstance(version.body, OneLiner) and not version.body.withdrawn for version in library
    )
    if one_liners:
        said.append(words("home.one_liners", n=one_liners))
    return shown + ([blocks.context(*said)] if said else [])


def _record(words: Words, version: Version, text: str) -> Block:
    ref = str(version.ref)
    show = blocks.button(words("home.show"), f"record.show:{ref}", value=ref)
    return blocks.section(text, accessory=show)


def _entry(words: Words, version: Version) -> str:
    body, at = version.body, str(version.named)
    if isinstance(body, Persona):
        if not body.role:
            return words("home.persona_bare", name=inline(body.name), version=at)
        return words(
            "home.persona", name=inline(body.name), role=amid(inline(body.role)), version=at
        )
    if isinstance(body, Journey):
        key = "home.journey_wished" if body.state == "future" else "home.journey"
        return words(key, title=inline(body.title), version=at)
    if isinstance(body, Scenario):
        return words("home.scenario", title=inline(body.title), version=at)
    if isinstance(body, Segment):
        return words("home.segment", name=inline(body.name), version=at)
    return ""
