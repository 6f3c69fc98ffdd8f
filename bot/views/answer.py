"""The answer card."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.views import answer_line, blocks, dissent, known
from bot.views.amid import amid
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline, plain
from bot.views.values import joined
from bot.views.when import latest
from knowledge.answers.models import (
    Answer,
    AnswerLine,
    Footer,
    NothingFounded,
    Reply,
    StageFact,
    StageOption,
    Unclear,
)
from knowledge.records.models.terms import Line
from prompts.loader import Prompts
from prompts.words import Words

MOST_WISHES = 3
ENDS = ("first_stage", "last_stage")


def card(
    reply: Reply,
    *,
    prompts: Prompts,
    question: str,
    today: date,
    buttons: bool = True,
    stays: bool = False,
) -> Block:
    """Return the message for what was asked.

    Args:
        reply: The founded answer, a question back, or what would help.
        prompts: For words, and the names of lanes.
        question: The id under which the question is kept; the buttons carry it.
        today: In the reader's calendar, to say how long ago something was heard.
        buttons: False for a card that was shared.
        stays: True where the asker keeps the card anyway: in their conversation with the bot.
    """
    words = prompts.words
    if isinstance(reply, Answer):
        pressed = _buttons(reply, words, question=question, stays=stays) if buttons else []
        return _founded(reply, prompts, today=today, buttons=pressed)
    if isinstance(reply, Unclear):
        return _unclear(reply, words, question=question)
    return _nothing(reply, words, question=question)


def in_modal(card: Block, *, title: str, words: Words) -> Block:
    """Return a card as a window."""
    return blocks.modal("answer.card", title, card["blocks"], close=words("buttons.close"))


def summary(reply: Reply, *, words: Words) -> str:
    """Return the answer in one line, for notifications and lists."""
    if not isinstance(reply, Answer):
        return words("answer.nothing_summary")
    said = next((gist for gist in map(_gist, reply.lines) if gist), "")
    name = plain(reply.persona.name) if reply.persona else ""
    if not name:
        return plain(said) or words("answer.nothing_summary")
    if not said:
        return words("answer.summary_bare", name=name)
    return words("answer.summary", name=name, said=plain(said))


def _gist(line: AnswerLine) -> str:
    return line.text or ", ".join(one.name for one in line.involved)


def _founded(answer: Answer, prompts: Prompts, *, today: date, buttons: Sequence[Element]) -> Block:
    words = prompts.words
    shown = [blocks.section(_head(answer, words))]
    if answer.unread:
        shown.append(blocks.context(words(f"answer.unread.{answer.unread}")))
    shown += _body(answer, prompts)
    footer = _footer(answer, prompts, today=today)
    if footer:
        shown.append(blocks.context(footer))
    if buttons:
        shown.append(blocks.actions(*buttons))
    return blocks.message(inline(summary(answer, words=words)), shown)


def _body(answer: Answer, prompts: Prompts) -> list[Block]:
    if answer.extent is not None:
        return known.body(answer, answer.extent, prompts=prompts)
    name = inline(answer.persona.name) if answer.persona else ""
    words, mark = prompts.words, dissent.marks(answer, prompts.words)
    alone = _segment(answer)
    texts = [
        mark(line, answer_line.of_segment(line, prompts, alone=alone is not None))
        if line.segment
        else mark(line, answer_line.said(line, words, name=name))
        for line in answer.lines
    ]
    return [blocks.section("\n".join(texts))]


def _head(answer: Answer, words: Words) -> str:
    if answer.persona is None and answer.journey is not None:
        title = inline(answer.journey.title)
        if answer.stage is None:
            return words("answer.head_name", name=title)
        return words("answer.head", name=title, stage=_stage(answer.stage, words))
    if answer.across is not None:
        return words(f"answer.across.{answer.across}")
    if answer.persona is None:
        segment = _segment(answer)
        if segment is None:
            return words("answer.head_question")
        return words("answer.head_name", name=inline(segment))
    facts = {"name": inline(answer.persona.name)}
    if answer.persona.role:
        facts["role"] = amid(inline(answer.persona.role))
    if answer.stage is None:
        return words("answer.head_whole" if "role" in facts else "answer.head_name", **facts)
    facts["stage"] = _stage(answer.stage, words)
    return words("answer.head_role" if "role" in facts else "answer.head", **facts)


def _segment(answer: Answer) -> str | None:
    """Return the one segment that all lines speak of, if they do."""
    named = {line.segment for line in answer.lines}
    return named.pop() if len(named) == 1 else None


def _stage(stage: StageFact, words: Words) -> str:
    title = inline(stage.title)
    if stage.why == "pinned" and stage.pinned_at:
        return words("answer.pinned", stage=title, day=f"{stage.pinned_at:%d %b}".lstrip("0"))
    if stage.why == "pinned":
        return words("answer.asked", stage=title)
    return words(f"answer.{stage.why}", stage=title)


def _footer(answer: Answer, prompts: Prompts, *, today: date) -> str:
    words, footer, said = prompts.words, answer.footer, []
    if footer.heard:
        said.append(_heard(footer, words, today=today))
    if footer.nameless:
        said.append(words("answer.nameless", numbers=_numbers(footer.nameless)))
    if footer.documented:
        said.append(words("answer.documented", numbers=_numbers(footer.documented)))
    if beliefs := _beliefs(answer, prompts):
        said.append(words("answer.beliefs", numbers=_numbers(beliefs)))
    return " ".join(said)


def _beliefs(answer: Answer, prompts: Prompts) -> tuple[int, ...]:
    """Return what has no source and should: what says how we know needs none."""
    lanes = {citation.number: citation.lane for citation in answer.citations}
    return tuple(n for n in answer.footer.beliefs if lanes[n] not in prompts.unsourced)


def _heard(footer: Footer, words: Words, *, today: date) -> str:
    facts = {
        "numbers": _numbers(footer.heard),
        "latest": latest(footer.latest, words, today=today),
    }
    count = footer.customers or footer.colleagues
    if not count:
        return words("answer.heard_bare", **facts)
    key = "answer.customers" if footer.customers else "answer.colleagues"
    return words("answer.heard", customers=words(key, n=count), **facts)


def _numbers(numbers: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}{'–' if len(run) > 2 else ', '}{run[-1]}"


def _buttons(answer: Answer, words: Words, *, question: str, stays: bool) -> list[Element]:
    elements: list[Element] = []
    options = _stages(answer, answer.alternatives, words, question=question)
    if options:
        elements.append(
            blocks.select("answer.stage", options[:100], placeholder=words("answer.other_stage"))
        )
    for name, label in (
        *(() if stays else (("keep", "keep"),)),
        ("share", "share"),
        ("evidence", "evidence_button"),
        ("wrong", "not_right"),
    ):
        elements.append(blocks.button(words(f"answer.{label}"), f"answer.{name}", value=question))
    return elements


def _stages(
    reply: Answer | NothingFounded, found: Sequence[StageOption], words: Words, *, question: str
) -> list[Element]:
    """Offer stages; two journeys often share their titles, so another one's are named."""
    here = reply.journey.ref if reply.journey else found[0].journey if found else ""
    return [
        blocks.option(
            plain(one.title)
            if one.journey == here
            else words("answer.stage_of", stage=plain(one.title), journey=one.journey),
            joined(question, one.journey, one.id),
        )
        for one in found
    ]


def _unclear(reply: Unclear, words: Words, *, question: str) -> Block:
    text = words("answer.unclear_named" if reply.named else "answer.unclear")
    choices = [
        blocks.button(candidate(one.name, one.role, words), f"answer.persona:{one.ref}",
                      value=joined(question, one.ref))
        for one in reply.candidates[:5]
    ]  # fmt: skip
    return blocks.message(text, [blocks.section(text), blocks.actions(*choices)])


def candidate(name: Line, role: Line | None, words: Words) -> str:
    """Return how somebody who may be meant is called."""
    if not role:
        return plain(name)
    return words("answer.unclear_option", name=plain(name), role=amid(plain(role)))


def _nothing(reply: NothingFounded, words: Words, *, question: str) -> Block:
    said = [_why_nothing(reply, words), words(f"answer.helps.{reply.reason}")]
    if reply.filled:
        stages = " · ".join(inline(option.title) for option in reply.filled[:6])
        said.append(words("answer.filled", stages=stages))
    if wishes := reply.wishes[:MOST_WISHES]:
        refs = ", ".join(wishes)
        said.append(words("answer.wished", n=len(wishes), refs=refs, first=wishes[0]))
    shown: list[Block] = [blocks.section("\n".join(said))]
    options = _stages(reply, reply.filled[:100], words, question=question)
    if options:
        picker = blocks.select("answer.stage", options, placeholder=words("answer.other_stage"))
        shown.append(blocks.actions(picker))
    if reply.reason == "no_records":
        label = words("buttons.start_workshop")
        shown.append(blocks.actions(blocks.button(label, "help.start", style="primary")))
    return blocks.message(words("answer.nothing_summary"), shown)


def _why_nothing(reply: NothingFounded, words: Words) -> str:
    if reply.reason in ENDS and reply.persona and reply.stage:
        facts = {"name": inline(reply.persona.name), "stage": inline(reply.stage.title)}
        return words(f"answer.nothing.{reply.reason}", **facts)
    if reply.reason != "empty" or reply.persona is None:
        return words(f"answer.nothing.{'no_match' if reply.reason == 'empty' else reply.reason}")
    name = inline(reply.persona.name)
    if reply.stage is None:
        return words("answer.nothing.empty", name=name)
    return words("answer.nothing.empty_stage", name=name, stage=inline(reply.stage.title))
