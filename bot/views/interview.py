"""What to ask customers: the kit, who asks, and the text to send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.forms import InterviewForm, PlaceForm
from bot.views import blocks, guard, lanes
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.record import name_of
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.identity import PersonId
from knowledge.interviews.kit import Question
from knowledge.records.founding import customers
from knowledge.records.models.journeys import Journey
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.words import Words
from workshops.guard import Guard

SHOW, ASSIGN, TEXT = "record.interview", "interview.assign", "interview.text"
ANSWER = "interview.answer"
KIT, ASSIGNED = "interview", "interview.assigned"
SHOWN_WHY, LONGEST_TEXT = 2, 2900
SOON = timedelta(days=14)
Names = Mapping[PersonId, str]


@dataclass(frozen=True)
class Kit:
    """All that its views need: of what, the questions, whom to ask, and how we call them."""

    version: Version
    questions: tuple[Question, ...]
    whom: str
    names: tuple[str, ...] = ()


def button(ref: str, words: Words) -> Block:
    """Return the button that opens a record's kit."""
    return blocks.button(words("interview.open"), f"{SHOW}:{ref}", value=ref)


def modal(kit: Kit, *, prompts: Prompts, names: Names, place: str, said: str = "") -> Block:
    """Return the kit.

    Args:
        kit: What is asked.
        prompts: For words, lanes, and what whoever asks keeps in mind.
        names: How to call each person.
        place: From where it is looked at.
        said: What to say on top: what was just saved.
    """
    words = prompts.words
    shown = [blocks.context(said)] if said else []
    if not kit.questions:
        shown.append(blocks.section(words("interview.none", name=inline(name_of(kit.version)))))
        return _window(words, shown, place)
    facts = {"whom": inline(kit.whom), "version": str(kit.version.named)}
    shown.append(blocks.section(words("interview.lead", n=len(kit.questions), **facts)))
    for number, question in enumerate(kit.questions, start=1):
        shown += _question(kit, question, number=number, prompts=prompts, names=names)
    text = blocks.button(words("interview.as_text"), TEXT, value=str(kit.version.ref))
    shown += [blocks.divider(), blocks.actions(text), blocks.context(words("interview.rule"))]
    return _window(words, shown, place)


def _window(words: Words, shown: Sequence[Block], place: str) -> Block:
    return blocks.modal(
        KIT,
        words("interview.title"),
        shown,
        metadata=PlaceForm(place=place).write(),
        close=words("buttons.close"),
    )


def _question(
    kit: Kit, question: Question, *, number: int, prompts: Prompts, names: Names
) -> list[Block]:
    words, key = prompts.words, question.place.key
    lines = [
        words("interview.question", n=number, where=where(question, prompts)),
        words("interview.asked", text=inline(question.text)),
        _asking(question, words, names),
    ]
    value = joined(kit.version.named, key)
    return [
        blocks.section("\n".join(lines)),
        *_because(question, prompts),
        blocks.actions(
            blocks.button(words("interview.assign"), f"{ASSIGN}:{key}", value=value),
            blocks.button(words("interview.answer"), f"{ANSWER}:{key}", value=value),
        ),
    ]


def _because(question: Question, prompts: Prompts) -> list[Block]:
    """Say what makes the place weak, and what to keep in mind when asking."""
    words, why = prompts.words, question.place.why[:SHOWN_WHY]
    if not why:
        return []
    said = "; ".join(words(f"interview.why.{one}") for one in why)
    listen = inline(prompts.interview.listen[why[0]])
    return [blocks.context(words("interview.because", why=said, listen=listen))]


def where(question: Question, prompts: Prompts) -> str:
    """Name the place that a question is about; escaped."""
    lane, stage = lanes.label(question.place.lane, prompts), question.place.stage
    if stage is None:
        return lane
    return prompts.words("history.cell", stage=guard.cut(inline(stage.title), 80), lane=lane)


def _asking(question: Question, words: Words, names: Names) -> str:
    asking = question.asking
    if asking is None or asking.owner is None or asking.due is None:
        said = words("interview.nobody")
    else:
        person = names.get(asking.owner, "?")
        said = words("interview.asks", person=person, day=day_of(asking.due))
    if asking is None or not asking.answers:
        return said
    return words("interview.answered", asks=said, n=asking.answers)


def assign(
    kit: Kit, question: Question, *, prompts: Prompts, place: str, owner: str, today: date
) -> Block:
    """Return the form for who asks and by when; *owner* is whoever does by now."""
    words, due = prompts.words, question.asking.due if question.asking else None
    placeholder = words("interview.owner_placeholder")
    whom = blocks.colleague("owner", placeholder=placeholder, initial=owner)
    return blocks.modal(
        ASSIGNED,
        words("interview.title"),
        [
            blocks.section(words("interview.asked", text=inline(question.text))),
            blocks.context(where(question, prompts)),
            blocks.asks(words("interview.owner"), whom, block_id="owner"),
            blocks.asks(
                words("interview.due"),
                blocks.day("due", initial=(due or today + SOON).isoformat()),
                block_id="due",
                hint=words("interview.owner_hint"),
            ),
        ],
        metadata=InterviewForm(
            place=place, record=str(kit.version.named), cell=question.place.key
        ).write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def text(kit: Kit, *, prompts: Prompts, guard_: Guard, place: str) -> Block:
    """Return the questions as a text that can be sent to customers."""
    words = prompts.words
    entry = blocks.entry(
        "text", initial=questionnaire(kit, prompts=prompts, guard_=guard_), multiline=True
    )
    asked = blocks.asks(
        words("interview.text_label"), entry, block_id="text", hint=words("interview.text_hint"),
        optional=True,
    )  # fmt: skip
    return blocks.modal(
        "interview.text",
        words("interview.title"),
        [asked],
        metadata=PlaceForm(place=place).write(),
        submit=words("buttons.close"),
        close=words("record.back"),
    )


def questionnaire(kit: Kit, *, prompts: Prompts, guard_: Guard) -> str:
    """Return plain text in customers' words: nothing of ours, nobody's name, no belief.

    A stage is named only where its name is the customer's own; else it is counted.
    """
    words = prompts.words
    lines = [words("interview.letter")]
    for number, question in enumerate(kit.questions, start=1):
        intro = _intro(kit, question, prompts, guard_)
        asked = f"{intro} {question.text}".strip()
        lines.append(words("interview.letter_question", n=number, text=asked))
    lines.append(words("interview.letter_end"))
    return guard.cut("\n\n".join(lines), LONGEST_TEXT)


def _intro(kit: Kit, question: Question, prompts: Prompts, guard_: Guard) -> str:
    stage, body = question.place.stage, kit.version.body
    if stage is None or not isinstance(body, Journey):
        return ""
    title = stage.title.casefold()
    if guard_.stage(title) is None and not any(name in title for name in _names(kit)):
        return prompts.interview.intro.format(stage=plain(stage.title))
    number = [one.id for one in body.stages].index(stage.id) + 1
    return prompts.interview.step.format(n=number)


def _names(kit: Kit) -> set[str]:
    """Return the names that no customer shall read: our personas' and other customers'."""
    insights = getattr(kit.version.body, "insights", ())
    sources = [one for claim in insights for one in (*claim.evidence, *claim.met_evidence)]
    said = (*customers(sources), *kit.names)
    return {name.casefold() for name in said}


def told(question: Question, version: Version, *, prompts: Prompts, by: str) -> Block:
    """Return the line to whoever was asked to ask."""
    words, asking = prompts.words, question.asking
    assert asking is not None
    assert asking.due is not None
    facts = {"person": by, "day": day_of(asking.due), "text": inline(question.text)}
    facts["where"] = where(question, prompts)
    if version.visibility is not None:
        # Only there it can be looked at.
        place, ref = f"<#{version.visibility}>", str(version.ref)
        return blocks.line(words("interview.told_there", place=place, ref=ref, **facts))
    said = words("interview.told", **facts)
    return blocks.message(
        said, [blocks.section(said), blocks.actions(button(str(version.ref), words))]
    )
