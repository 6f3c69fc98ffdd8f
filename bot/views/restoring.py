"""Letting an earlier version count again: asked first, and taken back with one tap."""

from collections.abc import Sequence

from bot.forms import PlaceForm, RestoreForm
from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.opening import open_button
from bot.views.record import name_of
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.records.store import Version
from prompts.words import Words

CALLBACK = "restore"


def confirm(
    old: Version,
    newest: Version,
    lines: Sequence[str],
    *,
    words: Words,
    person: str = "",
    place: str = "",
) -> Block:
    """Return the window that asks before restoring.

    Args:
        old: What shall count again.
        newest: What counts now.
        lines: What would change, a line each.
        words: Texts.
        person: Who published *newest* while the window was open: a mention; "" for nobody.
        place: From where the window was opened.
    """
    late = words("versions.restore_meanwhile", person=person, newest=str(newest.named))
    listed = [words("versions.restore_changes", newest=str(newest.named))]
    listed += [f"• {line}" for line in lines]
    return blocks.modal(
        CALLBACK,
        words("versions.restore_title"),
        [
            *([blocks.section(late)] if person else []),
            blocks.section(_lead(old, newest, words)),
            blocks.section(guard.cut("\n".join(listed), 2900)),
        ],
        metadata=RestoreForm(place=place, version=str(old.named), seen=newest.number).write(),
        submit=words("versions.restore_yes"),
        close=words("buttons.cancel"),
    )


def _lead(old: Version, newest: Version, words: Words) -> str:
    """Ask whether the record shall say again what it said then."""
    return words(
        "versions.restore_lead",
        name=inline(name_of(newest)),
        version=str(old.named),
        day=day_of(old.at.date()),
    )


def restored(
    made: Version, old: Version, *, before: Version, words: Words, place: str = ""
) -> Block:
    """Return what was restored, with the button that takes it back to *before*."""
    said = words("versions.restored", made=str(made.named), version=str(old.named))
    undo = blocks.button(
        words("versions.undo"), "record.unrestore", value=joined(before.named, made.number)
    )
    buttons = blocks.actions(open_button(str(made.named), words), undo)
    return _window([blocks.section(said), buttons], words, place=place)


def undone(made: Version, old: Version, *, words: Words) -> Block:
    """Return that it was taken back."""
    said = words("versions.undone", made=str(made.named), version=str(old.named))
    return _window(
        [blocks.section(said), blocks.actions(open_button(str(made.named), words))], words
    )


def too_late(newest: Version, *, words: Words) -> Block:
    """Return why nothing was taken back."""
    said = words("versions.undo_late", newest=str(newest.named))
    ref = str(newest.ref)
    history = blocks.button(words("record.history"), f"record.history:{ref}", value=ref)
    return _window([blocks.section(said), blocks.actions(history)], words)


def _window(shown: Sequence[Block], words: Words, *, place: str = "") -> Block:
    title, close = words("versions.restore_title"), words("buttons.close")
    metadata = PlaceForm(place=place).write()
    return blocks.modal("restored", title, shown, metadata=metadata, close=close)
