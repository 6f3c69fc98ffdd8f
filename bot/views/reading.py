"""Reading a record whole: one page a stage, and one for all of a lane that is long."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views import blocks, claims, frame, guard, lanes
from bot.views.blocks import Block, Element
from bot.views.frame import Readable, Staged
from bot.views.mrkdwn import inline, plain
from bot.views.note import spread
from bot.views.path import Names
from bot.views.record import name_of, stage_options
from bot.views.values import joined, parted
from knowledge.records.diversity import NOWHERE, Departments, part_of
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.words import Words

READ = "record.read"
WHOLE = "whole"
SHOWN_IN_A_LANE, SHOWN_ON_A_LANES_PAGE = 8, 40
LONGEST_SECTION = 2900


@dataclass(frozen=True)
class Page:
    """Where somebody reads: `stage` counts from 1, 0 is the whole; `lane` when only that."""

    stage: int = 0
    lane: str = ""
    start: int = 0

    @classmethod
    def parse(cls, text: str) -> "Page":
        """Read `2`, `whole` or `2 goals 40`; what has another form is the whole."""
        stage, lane, start = parted(text, 3)
        return cls(_number(stage), lane, _number(start))

    def write(self, version: Version) -> str:
        """Return the page as the value of a button."""
        where = joined(version.named, self.stage or WHOLE)
        return joined(where, self.lane, self.start) if self.lane else where


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def modal(
    version: Version,
    page: Page,
    *,
    prompts: Prompts,
    personas: Names,
    departments: Departments = NOWHERE,
) -> Block:
    """Return one page of a record.

    Args:
        version: A journey, persona or segment.
        page: Which one; a stage that is not there shows the whole.
        prompts: For words and the names of lanes.
        personas: The names of the records that it refers to, by ref.
        departments: Where those work who made its claims.
    """
    words, body = prompts.words, version.body
    assert isinstance(body, Readable)
    stage = _stage(body, page)
    shown = [_title(version, body, stage, page, words)]
    if page.lane:
        shown += _lane(version, body, stage, page, prompts)
    else:
        shown += _paragraphs(frame.lines(body, stage, prompts, personas))
        shown += _lanes(version, body, stage, page, prompts, departments)
    if len(shown) == 1:
        shown.append(blocks.section(words("record.nothing")))
    shown += _framework(body, words)
    shown += _turn(version, body, page, words)
    return blocks.modal(
        READ, plain(guard.cut(name_of(version), 24)), shown, close=words("buttons.close")
    )


def _framework(body: Readable, words: Words) -> list[Block]:
    """Lead from a variant to the journey that says the rest."""
    if not isinstance(body, Journey) or body.variant_of is None:
        return []
    of = body.variant_of
    button = blocks.button(
        words("record.read_framework"), f"{READ}:framework", value=joined(of, WHOLE)
    )
    return [blocks.section(words("record.as_in_all", ref=of), accessory=button)]


def _stage(body: Readable, page: Page) -> Stage | None:
    if not isinstance(body, Staged) or not 0 < page.stage <= len(body.stages):
        return None
    return body.stages[page.stage - 1]


def _title(
    version: Version, body: Readable, stage: Stage | None, page: Page, words: Words
) -> Block:
    name, at = inline(name_of(version)), str(version.named)
    if not isinstance(body, Staged):
        return blocks.section(words("record.page", name=name, version=at))
    said = words("record.page_whole", name=name, version=at)
    if stage is not None:
        facts = {"n": page.stage, "of": len(body.stages), "version": at}
        said = words("record.page_stage", title=inline(stage.title), **facts)
    if not body.stages:
        return blocks.section(said)
    menu = blocks.menu(READ, stage_options(body, version, words), placeholder=words("record.read"))
    return blocks.section(said, accessory=menu)


def _lanes(
    version: Version,
    body: Readable,
    stage: Stage | None,
    page: Page,
    prompts: Prompts,
    departments: Departments,
) -> list[Block]:
    insights = _here(body, stage)
    shown = [
        _group(version, page, lane, group, prompts)
        for lane, group in lanes.grouped(insights, prompts)
    ]
    sides = part_of(body.insights, insights, departments)
    return [*shown, *lanes.founded(insights, prompts, sides=sides)]


def _here(body: Readable, stage: Stage | None) -> list[Insight]:
    if isinstance(body, Staged):
        return [one for one in body.insights if one.stage == (stage.id if stage else None)]
    return lanes.beyond_ratings(body)


def _group(
    version: Version, page: Page, lane: str, group: Sequence[Insight], prompts: Prompts
) -> Block:
    words = prompts.words
    lines = [line for one in group[:SHOWN_IN_A_LANE] for line in claims.told(one, words)]
    feelings = lanes.feelings(group)
    told = [spread(words, feelings)] if len(feelings) > 1 else []
    text = "\n".join([f"*{lanes.label(lane, prompts)}*", *told, *lines])
    if len(group) <= SHOWN_IN_A_LANE:
        return blocks.section(guard.cut(text, LONGEST_SECTION))
    more = Page(page.stage, lane).write(version)
    button = blocks.button(words("record.all", n=len(group)), f"{READ}:{lane}", value=more)
    return blocks.section(guard.cut(text, LONGEST_SECTION), accessory=button)


def _lane(
    version: Version, body: Readable, stage: Stage | None, page: Page, prompts: Prompts
) -> list[Block]:
    """Return a lane that is too long for its stage's page."""
    words = prompts.words
    group = [one for one in _here(body, stage) if one.lane == page.lane]
    here = group[page.start : page.start + SHOWN_ON_A_LANES_PAGE]
    said = [f"*{lanes.label(page.lane, prompts)}*"]
    said += [line for one in here for line in claims.told(one, words)]
    shown = _paragraphs(said)
    hidden = len(group) - page.start - len(here)
    buttons = [
        blocks.button(words("record.back"), f"{READ}:back", value=Page(page.stage).write(version))
    ]
    if hidden > 0:
        following = Page(page.stage, page.lane, page.start + len(here)).write(version)
        label = words("record.following", n=min(hidden, SHOWN_ON_A_LANES_PAGE))
        buttons.append(blocks.button(label, f"{READ}:on", value=following))
    return [*shown, blocks.actions(*buttons)]


def _paragraphs(lines: Sequence[str]) -> list[Block]:
    """Return the lines in as few sections as hold them."""
    parts: list[str] = []
    for line in (guard.cut(line, LONGEST_SECTION) for line in lines):
        if parts and len(parts[-1]) + len(line) < LONGEST_SECTION:
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return [blocks.section(part) for part in parts]


def _turn(version: Version, body: Readable, page: Page, words: Words) -> list[Block]:
    """Return the buttons to the stage before and the next one."""
    if page.lane or not isinstance(body, Staged) or not body.stages:
        return []
    turns: list[Element] = []
    for number, key in ((page.stage - 1, "before"), (page.stage + 1, "next")):
        if 0 < number <= len(body.stages):
            label = words(f"record.{key}_stage", title=plain(body.stages[number - 1].title))
            value = Page(number).write(version)
            turns.append(blocks.button(label, f"{READ}:{key}", value=value))
    return [blocks.actions(*turns)] if turns else []
