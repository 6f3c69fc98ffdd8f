"""Records to choose from, where a name means several of them or none."""

from collections.abc import Sequence

from bot.views import blocks, guard
from bot.views.answer import candidate
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.record import name_of
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind
from knowledge.records.store import Version
from prompts.words import Words

ORDER = (Kind.PERSONA, Kind.JOURNEY, Kind.SCENARIO, Kind.SEGMENT)
SHOWN, LONGEST_NAME, LONGEST_SAID = 10, 55, 160


def card(
    said: str, found: Sequence[Version], everything: Sequence[Version], *, words: Words
) -> Block:
    """Return what a name may mean, each one tap away; what there is where it means nothing.

    Args:
        said: The name, as it was typed.
        found: What it may mean; none or several.
        everything: What this person may see.
        words: Texts.
    """
    offered = found or sorted((one for one in everything if one.ref.kind in ORDER), key=_place)
    text = _lead(said, words, found=bool(found), offered=bool(offered))
    shown = [blocks.section(text)]
    if offered:
        shown.append(blocks.actions(*(_button(one, words) for one in offered[:SHOWN])))
    if len(offered) > SHOWN:
        shown.append(blocks.context(words("record.more_named", n=len(offered) - SHOWN)))
    return blocks.message(text, shown)


def _lead(said: str, words: Words, *, found: bool, offered: bool) -> str:
    if found:
        return words("record.which")
    name = guard.cut(inline(said), LONGEST_SAID)
    return words("record.not_named" if offered else "record.nothing_named", name=name)


def _place(version: Version) -> tuple[int, int]:
    """Return where a record stands among all: kind by kind, the newest first."""
    return ORDER.index(version.ref.kind), -version.generation


def _button(version: Version, words: Words) -> Block:
    body, ref = version.body, str(version.ref)
    if isinstance(body, Persona):
        name = candidate(body.name, body.role, words)
    else:
        name = plain(name_of(version))
    label = words("record.named", name=guard.cut(name, LONGEST_NAME, plain=True), ref=ref)
    return blocks.button(label, f"record.show:{ref}", value=ref)
