"""A stored record as `/journey show` gives it: what matters most, the rest one tap away."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.views import blocks, dissent, guard, lanes
from bot.views.amid import amid
from bot.views.blocks import Block, Element
from bot.views.involved import parts
from bot.views.mrkdwn import inline, plain
from bot.views.note import signed
from bot.views.opening import open_button
from bot.views.when import day_of
from knowledge.identity import PersonId
from knowledge.records.diversity import NOWHERE, Claim, Departments, OneSided, one_sided
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.words import Words

SHOWN_LANES = 6
SHOWN_STAGES = 20
SHOWN_HYPOTHESES = 2
SHOWN_PATHS = 3
LONGEST_TEXT = 300
Names = Mapping[str, str]


def card(
    version: Version,
    *,
    prompts: Prompts,
    names: Mapping[PersonId, str],
    personas: Names,
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
    claims = [Claim.of(one) for one in getattr(body, "insights", ())]
    sides = one_sided(claims, departments=departments)
    if isinstance(body, Journey):
        shown += _journey(body, prompts, personas, sides)
    elif isinstance(body, Scenario):
        shown += _scenario(body, prompts, sides)
    elif isinstance(body, Persona | Segment):
        shown += _portrait(body, prompts, sides)
    elif isinstance(body, OneLiner):
        shown.append(blocks.section(_one_liner(body, words, names)))
    shown += [*_paths(paths, words), *dissent.on_card(getattr(body, "insights", ()), words)]
    if doubts:
        said = words("record.doubts", n=len(doubts), text=inline(doubts[-1]))
        shown.append(blocks.context(said))
    shown.append(blocks.actions(*_buttons(version, words)))
    summary = words("record.summary", ref=str(version.named), name=inline(name_of(version)))
    return blocks.message(summary, shown)


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
    whole = blocks.option(words("record.whole"), f"{at} whole")
    return [
        whole,
        *(
            blocks.option(words("notes.stage_option", n=n, stage=plain(stage.title)), f"{at} {n}")
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
    lines = [_short(body.portrait)] if body.portrait else []
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


def _journey(body: Journey, prompts: Prompts, personas: Names, sides: OneSided) -> list[Block]:
    words = prompts.words
    shown: list[Block] = []
    framed = _frame(body, words)
    if framed:
        shown.append(blocks.section("\n".join(framed)))
    stages = [
        _stage(body, number, words, personas)
        for number in range(1, min(len(body.stages), SHOWN_STAGES) + 1)
    ]
    if len(body.stages) > SHOWN_STAGES:
        stages.append(words("record.more_stages", n=len(body.stages) - SHOWN_STAGES))
    if stages:
        shown.append(blocks.section(guard.cut("\n".join(stages), 2900)))
    return [*shown, *lanes.founded(body.insights, prompts, sides=sides)]


def _frame(body: Journey, words: Words) -> list[str]:
    framed = [words("record.variant", ref=body.variant_of)] if body.variant_of else []
    framed += [
        words(f"record.{field}", text=_short(text))
        for field, text in (("goal", body.goal), ("trigger", body.trigger))
        if text
    ]
    if body.strength:
        framed.append(words(f"record.strength.{body.strength}"))
    framed += [
        words("record.hypothesis", text=_short(one.text), status=words(f"record.{one.status}"))
        for one in body.hypotheses[:SHOWN_HYPOTHESES]
    ]
    if len(body.hypotheses) > SHOWN_HYPOTHESES:
        hidden = len(body.hypotheses) - SHOWN_HYPOTHESES
        framed.append(words("record.more_hypotheses", n=hidden))
    return framed


def _stage(body: Journey, number: int, words: Words, personas: Names) -> str:
    stage = body.stages[number - 1]
    title = guard.cut(inline(stage.title), 80)
    if stage.skipped:
        reason = guard.cut(inline(stage.skipped), 80)
        return words("record.stage_left_out", n=number, title=title, reason=reason)
    claims = sum(one.stage == stage.id for one in body.insights)
    nothing = words("record.as_in", ref=body.variant_of) if body.variant_of else ""
    said = words("record.claims", n=claims) if claims else nothing or words("record.no_claims")
    involved = parts(body, stage.id, personas, words=words, only=("decides", "blocks"))
    facts = {"title": title, "claims": said}
    line = words("record.stage", number=number, **facts)
    felt = _felt([one for one in body.insights if one.stage == stage.id], words)
    parts_ = (line, felt, involved, *ways_on(body, stage, words))
    return words("record.separator").join(part for part in parts_ if part)


def _felt(insights: Sequence[Insight], words: Words) -> str:
    """Say how feelings spread, from best to worst: +2 once and -2 twice is no 0."""
    counted = Counter(feeling.value for feeling in lanes.feelings(insights))
    items = (
        words("record.felt_item", value=signed(value), n=n)
        for value, n in sorted(counted.items(), reverse=True)
    )
    return words("record.felt", spread=", ".join(items)) if counted else ""


def ways_on(body: Journey | Scenario, stage: Stage, words: Words) -> list[str]:
    """Say where a stage leads other than to the next one: back, or to an end without change."""
    numbers = {one.id: number for number, one in enumerate(body.stages, start=1)}
    back = numbers.get(stage.loops_to or "")
    said = [words("record.leads_back", n=back)] if back else []
    return [*said, words("record.may_end")] if stage.ends else said


def _scenario(body: Scenario, prompts: Prompts, sides: OneSided) -> list[Block]:
    words = prompts.words
    stages = [_cells(body, n, prompts) for n in range(1, min(len(body.stages), SHOWN_STAGES) + 1)]
    if len(body.stages) > SHOWN_STAGES:
        stages.append(words("record.more_stages", n=len(body.stages) - SHOWN_STAGES))
    shown = [blocks.section(guard.cut("\n".join(stages), 2900))] if stages else []
    gaps = len(body.gaps())
    if gaps:
        shown.append(blocks.context(words("record.gaps", n=gaps)))
    return [*shown, *lanes.founded(body.insights, prompts, sides=sides)]


def _cells(body: Scenario, number: int, prompts: Prompts) -> str:
    """Say of a stage what is still empty."""
    words, stage = prompts.words, body.stages[number - 1]
    title = guard.cut(inline(stage.title), 80)
    if stage.skipped:
        reason = guard.cut(inline(stage.skipped), 80)
        return words("record.stage_left_out", n=number, title=title, reason=reason)
    empty = [lanes.label(lane, prompts) for one, lane in body.gaps() if one.id == stage.id]
    if not empty:
        return words("record.stage_full", n=number, title=title)
    if len(empty) == len(body.lanes):
        return words("record.stage_empty", n=number, title=title)
    return words("record.stage_lacks", n=number, title=title, lanes=", ".join(empty))


def _short(text: str) -> str:
    return guard.cut(inline(text), LONGEST_TEXT)


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
