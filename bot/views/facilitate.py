"""The facilitator's private view, and the small forms that open from it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.forms import SkipForm, WorkshopForm
from bot.views import blocks, guard, nudging, set_aside, voting
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline, instant, plain
from bot.views.stages import stage_options
from bot.views.values import as_drawn
from bot.views.when import deadline
from knowledge.identity import PersonId
from prompts.words import Words
from workshops.engine.board import Board
from workshops.engine.events import VOICES
from workshops.engine.rules import before_review, begun
from workshops.engine.state import Workshop

CALLBACK, SKIP_CALLBACK = "facilitate", "skip"
LONGEST_LIST = 400
NOBODY: Mapping[PersonId, str] = {}


def view(
    state: Workshop,
    board: Board,
    *,
    words: Words,
    names: Mapping[PersonId, str],
    to_nudge: Sequence[PersonId] = (),
    called: Mapping[PersonId, str] = NOBODY,
    said: str = "",
) -> Block:
    """Return the facilitator's view as the workshop stands.

    Args:
        state: The workshop.
        board: What the board shows of it.
        words: Texts.
        names: How to call each person: a mention.
        to_nudge: Who was not heard yet and may be asked.
        called: How to call those without a mention.
        said: What to say first, about what was pressed.
    """
    first = [blocks.context(said)] if said else []
    asking: Sequence[Block] = ()
    if state.open:
        asking = nudging.rows(state, to_nudge, words=words, names=names, called=called)
    shown = _closed(state, words)
    if state.open:
        shown = _open(state, board, words=words, names=names, asking=asking)
    return blocks.modal(
        CALLBACK,
        words("facilitate.title"),
        first + shown,
        metadata=WorkshopForm(workshop=state.id).write(),
        close=words("buttons.close"),
    )


def skip(state: Workshop, *, words: Words, whole: bool) -> Block:
    """Return the form that asks why an activity, or all up to the review, is skipped."""
    key = "wrap_up" if whole else "skip"
    reason = blocks.entry("reason", placeholder=words("facilitate.skip_placeholder"), most=300)
    lines = [_position(state, words), *_passed_over(state, words, whole=whole)]
    return blocks.modal(
        SKIP_CALLBACK,
        words(f"facilitate.{key}_title"),
        [
            blocks.section("\n".join(lines)),
            blocks.asks(words("facilitate.skip_label"), reason, block_id="reason"),
        ],
        metadata=SkipForm(workshop=state.id, drawn=str(state.drawn), whole=whole).write(),
        submit=words(f"facilitate.{key}_submit"),
        close=words("buttons.cancel"),
    )


def _passed_over(state: Workshop, words: Words, *, whole: bool) -> Iterator[str]:
    """Say what is cut short, and what is left out on the way to the review."""
    written = begun(state)
    if state.activity.key in written:
        yield words("facilitate.cut_short", title=inline(state.activity.title))
    left = [inline(one.title) for one in before_review(state) if one.key not in written]
    if whole and left:
        titles = guard.cut(words("board.separator").join(left), LONGEST_LIST)
        yield words("facilitate.left_out", titles=titles)


def _closed(state: Workshop, words: Words) -> list[Block]:
    if state.agreed.rehearsal:
        return [blocks.section(words("review.over"))]
    if state.status == "published":
        keeping = blocks.actions(_keeping(state, words))
        return [blocks.section(words("facilitate.published")), keeping]
    return [
        blocks.section(words("facilitate.ended")),
        blocks.actions(_button(state, words, "reopen"), _keeping(state, words)),
    ]


def _open(
    state: Workshop,
    board: Board,
    *,
    words: Words,
    names: Mapping[PersonId, str],
    asking: Sequence[Block],
) -> list[Block]:
    asks = state.activity.kind != "review"
    heard = _heard(board, words, names) if asks else ()
    waits = set_aside.announced(state, words)
    return [
        blocks.section(_position(state, words)),
        blocks.context(_time(state, words), *heard, *waits),
        blocks.actions(*_moves(state, words)),
        blocks.actions(*_clock(state, words)),
        *asking,
        *_seal(state, board, words),
        *_changes(state, words),
        *voting.led(state, words),
        *set_aside.lists(state, words),
        *([] if state.agreed.rehearsal else [_handing_over(words)]),
        blocks.actions(*_endings(state, words)),
    ]


def _position(state: Workshop, words: Words) -> str:
    return words(
        "facilitate.position",
        n=state.position + 1,
        of=len(state.agreed.agenda.activities),
        title=inline(state.activity.title),
    )


def _time(state: Workshop, words: Words) -> str:
    if state.clock.between:
        return words("facilitate.between")
    if state.status == "paused" or state.clock.ends_at is None:
        return words("facilitate.paused")
    if state.clock.overtime:
        return words("facilitate.waits" if state.agreed.pace else "facilitate.overtime")
    if state.clock.day is not None:
        return words(
            "facilitate.deadline", deadline=deadline(words, state.clock.day, state.agreed.pace)
        )
    fallback = f"{state.clock.ends_at:%H:%M} UTC"
    return words("facilitate.ends", time=instant(int(state.clock.ends_at.timestamp()), fallback))


def _heard(board: Board, words: Words, names: Mapping[PersonId, str]) -> tuple[str, str]:
    counts = words(
        "facilitate.counts",
        contributed=board.voices,
        ready=len(board.ready),
        of=len(board.people),
    )
    return counts, _silent(board, words, names)


def _silent(board: Board, words: Words, names: Mapping[PersonId, str]) -> str:
    if board.nameless:
        return words("facilitate.nameless")
    silent = [names.get(person, "?") for person in board.silent]
    if not silent:
        return words("facilitate.all_heard")
    return words("facilitate.silent", people=", ".join(silent))


def _moves(state: Workshop, words: Words) -> list[Element]:
    following = state.agreed.agenda.activities[state.position + 1 :]
    before = state.agreed.agenda.activities[: state.position]
    moves = []
    if following:
        label = words("facilitate.next", title=plain(following[0].title))
        moves.append(_button(state, words, "next", label=label, style="primary"))
    else:
        moves.append(_button(state, words, "review", style="primary"))
    if before:
        label = words("facilitate.back", title=plain(before[-1].title))
        moves.append(_button(state, words, "back", label=label))
    return moves


def _going_on(state: Workshop) -> str:
    return "second" if state.clock.between else "resume"


def _clock(state: Workshop, words: Words) -> list[Element]:
    longer = ("extend_day",) if state.agreed.pace else ("extend_5", "extend_15")
    names = (*longer, "pause") if state.status == "running" else (_going_on(state),)
    # With the moves, it would begin a row of its own on a laptop, and push the last one out.
    undo = ("undo",) if state.trail else ()
    return [_button(state, words, name) for name in (*names, *undo)]


def _seal(state: Workshop, board: Board, words: Words) -> list[Block]:
    """How notes are taken: what is sealed now can be revealed, and what comes can be sealed."""
    shown = []
    if board.sealed:
        reveal = _button(state, words, "reveal")
        shown.append(blocks.section(words("facilitate.sealed", n=board.notes), accessory=reveal))
    if state.activity.kind == "review":
        return shown
    options = [blocks.option(words(f"facilitate.voice_{voice}"), voice) for voice in VOICES]
    picker = blocks.select("facilitate.voice", options, initial=state.seal.ahead)
    written = any(note.activity == state.activity.key for note in state.in_order())
    label = words("facilitate.voice_next" if written else "facilitate.voice_here")
    return [*shown, blocks.section(label, accessory=picker)]


def _changes(state: Workshop, words: Words) -> list[Block]:
    """What changes the plan; nothing is left to change in the review of a persona."""
    names = ["stages"] if state.agreed.agenda.staged else []
    if state.activity.kind != "review":
        names += ["skip", "wrap_up"]
    shown = [blocks.actions(*(_button(state, words, name) for name in names))] if names else []
    if state.stages:
        options = stage_options(state, words, state.stages)
        picker = blocks.select(
            "facilitate.stage", options, placeholder=words("facilitate.which_stage")
        )
        shown.append(blocks.section(words("facilitate.one_stage"), accessory=picker))
    return shown


def _endings(state: Workshop, words: Words) -> list[Element]:
    label = words("review.rehearsed") if state.agreed.rehearsal else ""
    ending = _button(state, words, "end", label=label, style="danger")
    question = "rehearsal_question" if state.agreed.rehearsal else "end_question"
    ending["confirm"] = blocks.confirm(
        words("review.rehearsed" if state.agreed.rehearsal else "facilitate.end_title"),
        words(f"facilitate.{question}"),
        yes=words("facilitate.end_yes"),
        no=words("facilitate.end_no"),
    )
    return [ending] if state.agreed.rehearsal else [_keeping(state, words), ending]


def _keeping(state: Workshop, words: Words) -> Element:
    return blocks.button(words("own.keep"), "own.form", value=as_drawn(state))


def _handing_over(words: Words) -> Block:
    return blocks.section(words("facilitate.hand_over_label"), accessory=_hand_over(words))


def _hand_over(words: Words) -> Element:
    return {
        "type": "users_select",
        "action_id": "facilitate.hand_over",
        "placeholder": blocks.text(words("facilitate.hand_over")),
    }


def _button(
    state: Workshop, words: Words, name: str, *, label: str = "", style: str = ""
) -> Element:
    return blocks.button(
        label or words(f"facilitate.{name}"),
        f"facilitate.{name}",
        value=as_drawn(state),
        style=style,
    )


def handed_over(state: Workshop, *, words: Words, names: Mapping[PersonId, str]) -> Block:
    """Return what somebody sees who has just handed over."""
    facilitator = names.get(state.facilitator, "?")
    return blocks.modal(
        CALLBACK,
        words("facilitate.title"),
        [blocks.section(words("facilitate.not_you", facilitator=facilitator))],
        metadata=WorkshopForm(workshop=state.id).write(),
        close=words("buttons.close"),
    )
