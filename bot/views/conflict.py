"""Two texts for one thing, side by side, until somebody chooses."""

from bot.forms import ConflictForm
from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.telling import Telling, short
from knowledge.records.merge import Conflict
from knowledge.records.settling import can_keep_both, key
from prompts.words import Words
from workshops.engine.state import Workshop
from workshops.previewing import Preview

CALLBACK = "conflict"
SHOWN = 12
SIDE = "side:"
_SIDE_LENGTH = 1900
_NONE: tuple[object, ...] = (None, "", [])


def modal(
    state: Workshop, preview: Preview, *, telling: Telling, person: str, again: bool = False
) -> Block:
    """Return what was changed twice, with both texts of each.

    Args:
        state: The workshop, with what was chosen so far.
        preview: What publishing would write.
        telling: Of the newest version and what would become of it.
        person: Who published the other version: a mention.
        again: Show also what was chosen already, to choose anew.
    """
    open_ = preview.conflicts if again else preview.unsettled
    current = preview.renewed.current
    assert current is not None
    version = str(current.named)
    words, facts = telling.words, {"person": person, "version": version}
    shown: list[Block] = [blocks.section(words("review.conflict_lead", n=len(open_), **facts))]
    if len(open_) > SHOWN:
        part = words("review.conflict_part", shown=SHOWN, n=len(open_))
        shown.append(blocks.context(part))
    for one in open_[:SHOWN]:
        shown += [
            blocks.divider(),
            *_both(one, telling, **facts),
            _choice(state, one, words, version),
        ]
    return blocks.modal(
        CALLBACK,
        words("review.conflict_title"),
        shown,
        metadata=ConflictForm(workshop=state.id).write(),
        submit=words("review.choose"),
        close=words("buttons.close"),
    )


def _both(one: Conflict, telling: Telling, *, person: str, version: str) -> list[Block]:
    words = telling.words
    ours = words("review.conflict_ours", text=_side(one, one.ours, telling))
    text = _side(one, one.theirs, telling)
    theirs = words("review.conflict_theirs", person=person, version=version, text=text)
    block = blocks.section(_where(one, telling))
    block["fields"] = [blocks.mrkdwn(guard.cut(side, _SIDE_LENGTH)) for side in (ours, theirs)]
    if one.base in _NONE:
        return [block]
    before = words("review.conflict_before", text=_side(one, one.base, telling))
    return [block, blocks.context(before)]


def _choice(state: Workshop, one: Conflict, words: Words, version: str) -> Block:
    options = [
        blocks.option(words("review.conflict_stays_ours"), "ours"),
        blocks.option(words("review.conflict_stays_theirs", version=version), "theirs"),
    ]
    if can_keep_both(one):
        options.append(blocks.option(words("review.conflict_stays_both"), "both"))
    # Nothing is chosen beforehand: whoever only presses on must not decide by accident.
    chosen = state.sides.get(key(one))
    return blocks.asks(
        words("review.conflict_label"),
        blocks.radio("side", options, initial=chosen),
        block_id=f"{SIDE}{key(one)}",
    )


def _where(one: Conflict, telling: Telling) -> str:
    words, section = telling.words, one.path[0] if one.path else ""
    where = _place(one, telling, section)
    field = f"review.field.{one.field or 'whole'}"
    if not section or field not in words:
        return words("review.conflict_about", where=where)
    said = words("review.conflict_field", where=where, field=words(field))
    text = telling.item(section, one.id).get("text", "")
    return f"{said}\n{short(text)}" if text and one.field not in ("text", "") else said


def _place(one: Conflict, telling: Telling, section: str) -> str:
    words, item = telling.words, telling.item(section, one.id)
    if section == "insights" and item:
        return telling.cell(item["lane"], item["stage"])
    if section == "stages" and one.id:
        return telling.stage(one.id)
    field = f"history.field.{section or one.field}"
    return words(field) if field in words else section or one.field


def _side(one: Conflict, value: object, telling: Telling) -> str:
    if value is None and not one.field:
        return telling.words("review.gone")
    if one.field == "stage":
        return telling.stage(value if isinstance(value, str) else None)
    return telling.value(one.field, value)
