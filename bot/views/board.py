"""The board: one message, edited in place, small enough to read on a phone."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, guard, stakeholders, voting
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import aloud, inline, instant, plain
from bot.views.titles import published_as, published_buttons, title_of
from bot.views.values import as_drawn
from bot.views.when import deadline
from knowledge.identity import PersonId
from prompts.models import Activity
from prompts.words import Words
from workshops.engine.board import Board, Cell
from workshops.engine.seal import sealed, voice_of
from workshops.engine.state import Workshop

SHOWN_STAGES = 14
LONGEST_GOAL = 300


def message(state: Workshop, board: Board, *, words: Words, names: Mapping[PersonId, str]) -> Block:
    """Return the board as the workshop stands.

    Args:
        state: The workshop.
        board: What is to be shown of it.
        words: Texts.
        names: How to call each person: a mention.
    """
    title = title_of(state, words)
    shown: list[Block] = [blocks.section(_head(state, words, title))]
    if state.agreed.rehearsal:
        shown.append(blocks.context(words("board.rehearsal")))
    if state.status == "published":
        shown += _published(state, words)
    elif state.status == "closed":
        shown += _ended(state, words, names)
    else:
        shown += _open(state, board, words, names)
    summary = words("board.summary", title=title, activity=state.activity.title)
    return blocks.message(inline(summary), shown)


def rehearsed(*, words: Words) -> Block:
    """Return what stands in the board's place after a rehearsal."""
    return blocks.line(words("board.rehearsed"))


def line(state: Workshop, *, words: Words) -> Block:
    """Return the one line for the thread when an activity begins."""
    key = "board.line_review" if state.activity.kind == "review" else "board.line"
    text = words(key, title=inline(state.activity.title), question=_question(state, words))
    if state.clock.between:
        text = words("board.line_between", title=inline(state.activity.title))
    return blocks.message(aloud(text), [blocks.section(text)])


def place_back(state: Workshop, *, words: Words) -> Block:
    """Return the line for the thread when the channel is back."""
    text = words("board.place_back", title=inline(state.activity.title))
    return blocks.message(aloud(text), [blocks.section(text)])


def _head(state: Workshop, words: Words, title: str) -> str:
    lines = [f"*{inline(title)}*"]
    if state.goal:
        lines.append(words("board.goal", goal=guard.cut(inline(state.goal), LONGEST_GOAL)))
    return "\n".join(lines)


def _open(
    state: Workshop, board: Board, words: Words, names: Mapping[PersonId, str]
) -> list[Block]:
    shown = [blocks.section(asked(state, words))]
    counts = _counts(state, board, words)
    if counts:
        shown.append(blocks.section("\n".join(counts)))
    led = _led(state, words, names)
    counted = [] if state.activity.kind == "review" else [_people(board, words)]
    if board.disputed:
        counted.append(words("dissent.on_board", n=board.disputed))
    shown.append(blocks.context(*counted, led))
    shown += stakeholders.absent(state, board, words)
    if state.shared:
        shown.append(blocks.context(words("board.shared")))
    shown += voting.on_board(state, words)
    shown.append(blocks.actions(*_buttons(state, words)))
    reply = _reply(state, words)
    return [*shown, blocks.context(reply)] if reply else shown


def asked(state: Workshop, words: Words) -> str:
    """Return where a workshop is, what it asks for now, and an example."""
    subject = inline(state.agreed.called)
    lines = [_position(state, words), words("board.question", question=_question(state, words))]
    if state.activity.kind == "review":
        lines.append(words("board.review"))
    else:
        example = words.fill(state.activity.example, subject=subject)
        lines.append(words("board.example", example=example))
    return "\n".join(lines)


def _question(state: Workshop, words: Words) -> str:
    return words.fill(state.activity.question, subject=inline(state.agreed.called))


def _position(state: Workshop, words: Words) -> str:
    facts = {
        "n": state.position + 1,
        "of": len(state.agreed.agenda.activities),
        "title": inline(state.activity.title),
    }
    if state.clock.between:
        return words("board.between", **facts)
    if state.status == "paused":
        return words("board.paused", **facts)
    if state.clock.overtime or state.clock.ends_at is None:
        return words(_over(state), **facts)
    if state.clock.day is not None:
        return words(
            "board.deadline", deadline=deadline(words, state.clock.day, state.agreed.pace), **facts
        )
    time = instant(int(state.clock.ends_at.timestamp()), f"{state.clock.ends_at:%H:%M} UTC")
    return words("board.ends", time=time, **facts)


def _over(state: Workshop) -> str:
    if state.agreed.pace:
        return "board.position"
    return "board.overtime_review" if state.activity.kind == "review" else "board.overtime"


def _counts(state: Workshop, board: Board, words: Words) -> list[str]:
    if state.activity.kind == "review":
        return _founded(board, words)
    if not board.stages:
        key = "board.notes" if board.notes else "board.no_notes"
        counted = words(key, **({"n": board.notes} if board.notes else {}))
        # Who is asked for better stages must see the ones that there are.
        return [*_stages(board.proposed, words, begun=False), counted]
    begun = board.notes > 0
    lines = _stages(board.stages, words, begun=begun)
    if board.unsorted:
        lines.append(words("board.unsorted", n=board.unsorted))
    return lines if begun or board.unsorted else [*lines, words("board.no_notes")]


def _founded(board: Board, words: Words) -> list[str]:
    if not board.claims:
        return []
    if not board.founded:
        return [words("board.unfounded")]
    if board.founded == board.claims:
        return [words("board.all_founded")]
    return [words("board.founded", founded=board.founded, n=board.claims)]


def _stages(cells: Sequence[Cell], words: Words, *, begun: bool) -> list[str]:
    lines = [_stage(cell, words, begun=begun) for cell in cells[:SHOWN_STAGES]]
    hidden = len(cells) - SHOWN_STAGES
    return [*lines, words("board.stages_more", n=hidden)] if hidden > 0 else lines


def _stage(cell: Cell, words: Words, *, begun: bool) -> str:
    facts = {"n": cell.number, "stage": guard.cut(inline(cell.title), 80)}
    if cell.skipped:
        reason = guard.cut(inline(cell.skipped), 80)
        return words("board.stage_skipped", reason=reason, **facts)
    # While nobody has written, asking in each line would nag.
    said = [words("board.stage_empty" if begun else "board.stage_waits", **facts)]
    if cell.notes:
        said = [words("board.stage", count=cell.notes, **facts)]
    if cell.back_to:
        said.append(words("board.leads_back", n=cell.back_to))
    if cell.ends:
        said.append(words("board.may_end"))
    return words("board.separator").join(said)


def _people(board: Board, words: Words) -> str:
    facts = {
        "contributed": board.voices,
        "ready": len(board.ready),
        "of": len(board.people),
    }
    if not board.missing_departments:
        return words("board.people", **facts)
    departments = ", ".join(inline(name) for name in board.missing_departments)
    return words("board.missing", departments=departments, **facts)


def _led(state: Workshop, words: Words, names: Mapping[PersonId, str]) -> str:
    if state.facilitator not in state.people:
        return words("board.led_by_nobody")
    return words("board.led_by", person=names.get(state.facilitator, "?"))


def _buttons(state: Workshop, words: Words) -> list[Element]:
    value = as_drawn(state)
    facilitate = blocks.button(words("buttons.facilitate"), "board.facilitate", value=value)
    see_notes = blocks.button(words("buttons.see_notes"), "board.see_notes", value=value)
    if state.activity.kind == "review":
        review = words("board.review_button")
        return [
            blocks.button(review, "board.review", value=value, style="primary"),
            see_notes,
            facilitate,
        ]
    return [
        blocks.button(words("buttons.add_notes"), "board.add_notes", value=value, style="primary"),
        blocks.button(words("buttons.ready"), "board.ready", value=value),
        see_notes,
        *(
            [blocks.button(words("board.remind"), "board.remind", value=value)]
            if state.agreed.pace
            else []
        ),
        facilitate,
    ]


def _reply(state: Workshop, words: Words) -> str:
    if sealed(state, state.activity.key):
        return words(f"board.{voice_of(state, state.activity.key)}")
    if state.activity.reply is None:
        return ""
    if state.activity.scope == "each_stage" and state.stages:
        return _reply_stage(state, words)
    return _reply_rows(state.activity, words) or words("board.reply")


def _reply_stage(state: Workshop, words: Words) -> str:
    """Say how a reply names its stage, and in which row it stands where there are several."""
    activity, n = state.activity, min(2, len(state.stages))
    row = activity.lane(activity.reply or "")
    if row is None or len(activity.texts) < 2:
        return words("board.reply_stage", n=n)
    return words("board.reply_stage_row", n=n, row=inline(row.label))


def _reply_rows(activity: Activity, words: Words) -> str:
    """Say how a reply names its row; "" where there is none to choose."""
    named = [
        words("board.reply_row", n=n, row=inline(asked.label))
        for n, asked in enumerate(activity.rows, start=1)
    ]
    usual = activity.lane(activity.reply or "")
    if not named or usual is None:
        return ""
    return words("board.reply_rows", rows=", ".join(named), usual=inline(usual.label))


def _published(state: Workshop, words: Words) -> list[Block]:
    subject = state.agreed.called
    ask = blocks.button(
        plain(words("board.ask", subject=subject)),
        f"record.ask:{state.id}",
        value=state.persona_ref or "",
        style="primary",
    )
    said = words("board.published", refs=inline(published_as(state, words)))
    opens = published_buttons(state, words)
    return [blocks.section(said), blocks.actions(*([ask] if state.persona_ref else []), *opens)]


def _ended(state: Workshop, words: Words, names: Mapping[PersonId, str]) -> list[Block]:
    person = names.get(state.facilitator, "?")
    reopen = blocks.button(words("board.reopen"), "facilitate.reopen", value=as_drawn(state))
    return [blocks.section(words("board.ended", person=person)), blocks.actions(reopen)]
