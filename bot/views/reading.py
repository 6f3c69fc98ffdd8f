"""Reading a record whole: one page a stage, and one for all of a lane that is long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, kw_only=True)
class _Opened:
    """A record that is open at a page, and the texts around it."""

    version: Version
    body: Readable
    page: Page
    prompts: Prompts

    @property
    def words(self) -> Words:
        return self.prompts.words

    @property
    def stage(self) -> Stage | None:
        """The stage of the page; None where it shows the whole."""
        if not isinstance(self.body, Staged) or not 0 < self.page.stage <= len(self.body.stages):
            return None
        return self.body.stages[self.page.stage - 1]

    @property
    def here(self) -> list[Insight]:
        """What belongs on the page."""
        if isinstance(self.body, Staged):
            stage = self.stage.id if self.stage else None
            return [one for one in self.body.insights if one.stage == stage]
        return lanes.beyond_ratings(self.body)

    def button(self, label: str, what: str, page: Page) -> Element:
        """Return the button that leads to another page."""
        return blocks.button(label, f"{READ}:{what}", value=page.write(self.version))


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
    read = _Opened(version=version, body=body, page=page, prompts=prompts)
    shown = [_title(read)]
    if page.lane:
        shown += _lane(read)
    else:
        shown += _paragraphs(frame.lines(body, read.stage, prompts, personas))
        shown += _lanes(read, departments)
    if len(shown) == 1:
        shown.append(blocks.section(words("record.nothing")))
    shown += [*_framework(body, words), *_turn(read)]
    title = plain(guard.cut(name_of(version), 24))
    return blocks.modal(READ, title, shown, close=words("buttons.close"))


def _framework(body: Readable, words: Words) -> list[Block]:
    """Lead from a variant to the journey that says the rest."""
    if not isinstance(body, Journey) or body.variant_of is None:
        return []
    of = body.variant_of
    button = blocks.button(
        words("record.read_framework"), f"{READ}:framework", value=joined(of, WHOLE)
    )
    return [blocks.section(words("record.as_in_all", ref=of), accessory=button)]


def _title(read: _Opened) -> Block:
    words, body, stage = read.words, read.body, read.stage
    name, at = inline(name_of(read.version)), str(read.version.named)
    if not isinstance(body, Staged):
        return blocks.section(words("record.page", name=name, version=at))
    said = words("record.page_whole", name=name, version=at)
    if stage is not None:
        facts = {"n": read.page.stage, "of": len(body.stages), "version": at}
        said = words("record.page_stage", title=inline(stage.title), **facts)
    if not body.stages:
        return blocks.section(said)
    options = stage_options(body, read.version, words)
    menu = blocks.menu(READ, options, placeholder=words("record.read"))
    return blocks.section(said, accessory=menu)


def _lanes(read: _Opened, departments: Departments) -> list[Block]:
    grouped = lanes.grouped(read.here, read.prompts)
    shown = [_group(read, lane, group) for lane, group in grouped]
    sides = part_of(read.body.insights, read.here, departments)
    return [*shown, *lanes.founded(read.here, read.prompts, sides=sides)]


def _group(read: _Opened, lane: str, group: Sequence[Insight]) -> Block:
    words = read.words
    lines = [line for one in group[:SHOWN_IN_A_LANE] for line in claims.told(one, words)]
    feelings = lanes.feelings(group)
    told = [spread(words, feelings)] if len(feelings) > 1 else []
    text = "\n".join([f"*{lanes.label(lane, read.prompts)}*", *told, *lines])
    if len(group) <= SHOWN_IN_A_LANE:
        return blocks.section(guard.cut(text, LONGEST_SECTION))
    button = read.button(words("record.all", n=len(group)), lane, Page(read.page.stage, lane))
    return blocks.section(guard.cut(text, LONGEST_SECTION), accessory=button)


def _lane(read: _Opened) -> list[Block]:
    """Return a lane that is too long for its stage's page."""
    words, page = read.words, read.page
    group = [one for one in read.here if one.lane == page.lane]
    here = group[page.start : page.start + SHOWN_ON_A_LANES_PAGE]
    said = [f"*{lanes.label(page.lane, read.prompts)}*"]
    said += [line for one in here for line in claims.told(one, words)]
    buttons = [read.button(words("record.back"), "back", Page(page.stage))]
    hidden = len(group) - page.start - len(here)
    if hidden > 0:
        label = words("record.following", n=min(hidden, SHOWN_ON_A_LANES_PAGE))
        following = replace(page, start=page.start + len(here))
        buttons.append(read.button(label, "on", following))
    return [*_paragraphs(said), blocks.actions(*buttons)]


def _paragraphs(lines: Sequence[str]) -> list[Block]:
    """Return the lines in as few sections as hold them."""
    parts: list[str] = []
    for line in (guard.cut(line, LONGEST_SECTION) for line in lines):
        if parts and len(parts[-1]) + len(line) < LONGEST_SECTION:
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return [blocks.section(part) for part in parts]


def _turn(read: _Opened) -> list[Block]:
    """Return the buttons to the stage before and the next one."""
    page, body = read.page, read.body
    if page.lane or not isinstance(body, Staged):
        return []
    turns: list[Element] = []
    for number, key in ((page.stage - 1, "before"), (page.stage + 1, "next")):
        if 0 < number <= len(body.stages):
            label = read.words(f"record.{key}_stage", title=plain(body.stages[number - 1].title))
            turns.append(read.button(label, key, Page(number)))
    return [blocks.actions(*turns)] if turns else []
