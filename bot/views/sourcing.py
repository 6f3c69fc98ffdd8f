"""Saying where a note comes from, and taking that back."""

from collections.abc import Iterable, Iterator

from bot.forms import SourceForm
from bot.views import blocks, guard, source
from bot.views.blocks import Block
from bot.views.mrkdwn import plain
from bot.views.note import line
from knowledge.records.models.claims import Evidence, Source
from knowledge.records.models.terms import LINE_LIMIT, TEXT_LIMIT
from prompts.words import Words
from workshops.engine.events import Founds
from workshops.engine.state import Note

CALLBACK = "source"
KIND, ONE_LINER, TAKE_BACK = "source.kind", "source.one_liner", "source.take_back"
OFFERED = (Source.INTERVIEW, Source.FRONTLINE, Source.DOCUMENT, Source.ANALYTICS)
SHOWN, LONGEST = 20, 400


def form(note: Note, notes: Iterable[Note], carried: SourceForm, *, words: Words) -> Block:
    """Return the form that asks for one more source.

    Args:
        note: The one that gets it.
        notes: The note, with those that it stands for; what they stand on can be taken away.
        carried: For which note and kind, and where to go back to.
        words: Texts.
    """
    shown: list[Block] = [blocks.section(words("sourcing.claim", text=_short(line(words, note))))]
    stands = list(_standing(notes, words))
    shown += stands[:SHOWN] or [blocks.context(words("sourcing.belief"))]
    if note.nameless:
        shown.append(blocks.context(words("sourcing.nameless")))
    shown += [_kind(carried.kind, words), *_asked(carried.kind, words)]
    if note.met is not None:
        shown.append(_founds(words))
    return blocks.modal(
        CALLBACK,
        words("sourcing.title"),
        shown,
        metadata=carried.write(),
        submit=words("buttons.save"),
        close=words("buttons.close"),
    )


def option(words: Words, ref: str, sentence: str) -> Block:
    """Return a one-liner as a choice."""
    return blocks.option(words("sourcing.one_liner_option", ref=ref, text=plain(sentence)), ref)


def _standing(notes: Iterable[Note], words: Words) -> Iterator[Block]:
    for note in notes:
        yield from (_one(one, "claim", words) for one in note.sources)
        yield from (_one(one, "met", words) for one in note.met_sources)


def _one(one: Evidence, founds: Founds, words: Words) -> Block:
    text = words(f"sourcing.stands_{founds}", source=_short(source.in_full(one, words)))
    button = blocks.button(words("sourcing.take_back"), f"{TAKE_BACK}:{one.id}", value=one.id)
    return blocks.section(text, accessory=button)


def _short(text: str) -> str:
    return guard.cut(text, LONGEST)


def _kind(chosen: Source, words: Words) -> Block:
    options = [blocks.option(words(f"sourcing.kind_{one.value}"), one.value) for one in OFFERED]
    picker = blocks.select(KIND, options, initial=chosen.value)
    return blocks.asks(words("sourcing.kind"), picker, block_id="kind", dispatch=True)


def _asked(kind: Source, words: Words) -> list[Block]:
    if kind is Source.FRONTLINE:
        placeholder = words("sourcing.one_liner_placeholder")
        search = blocks.search(ONE_LINER, placeholder=placeholder)
        hint = words("sourcing.one_liner_hint")
        return [blocks.asks(words("sourcing.one_liner"), search, block_id="one_liner", hint=hint)]
    day = blocks.asks(words("sourcing.day"), blocks.day("day"), block_id="day", optional=True)
    customer, link = _text("customer", words), _text("link", words)
    quote = _text("quote", words, most=TEXT_LIMIT)
    if kind is Source.INTERVIEW:
        return [customer, day, quote, link]
    return [link, day, quote, customer]


def _text(what: str, words: Words, *, most: int = LINE_LIMIT) -> Block:
    placeholder = words(f"sourcing.{what}_placeholder")
    entry = blocks.entry(what, placeholder=placeholder, multiline=what == "quote", most=most)
    return blocks.asks(words(f"sourcing.{what}"), entry, block_id=what, optional=True)


def _founds(words: Words) -> Block:
    options = [
        blocks.option(words("sourcing.founds_claim"), "claim"),
        blocks.option(words("sourcing.founds_met"), "met"),
    ]
    radio = blocks.radio("founds", options, initial="claim")
    return blocks.asks(words("sourcing.founds"), radio, block_id="founds")
