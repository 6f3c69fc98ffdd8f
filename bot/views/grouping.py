"""Groups: what may say the same is proposed, and a group gets its own words."""

from collections.abc import Mapping, Sequence

from bot.forms import NameForm
from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from prompts.words import Words
from workshops.engine.groups import pending, root_of
from workshops.engine.state import Note, NoteId, Workshop

NAME_CALLBACK = "group_name"
SHOWN_GROUPS, SHOWN_MEMBERS = 10, 12


def proposed(
    state: Workshop, notes: Sequence[Note], words: Words, *, shown: Sequence[Note]
) -> list[Block]:
    """Return the proposals for one page of the review.

    `notes` are those of its stage, numbered from 1 over all its pages; a group is proposed on
    the page that shows its first note.
    """
    numbers = {note.id: number for number, note in enumerate(notes, start=1)}
    here = [group for group in pending(state) if group[0] in shown]
    return [block for group in here[:SHOWN_GROUPS] for block in _proposal(group, numbers, words)]


def naming(state: Workshop, note: Note, *, words: Words, page: int) -> Block:
    """Return the form in which a group gets its own words."""
    members = [one for one in state.in_order() if root_of(state, one).id == note.id]
    said = [
        words("grouping.member", text=guard.cut(inline(one.text), 200))
        for one in members[:SHOWN_MEMBERS]
    ]
    entry = blocks.entry("name", initial=(note.called or note.text)[:300], most=300)
    return blocks.modal(
        NAME_CALLBACK,
        words("grouping.name_title"),
        [
            blocks.section("\n".join([words("grouping.name_lead"), *said])),
            blocks.asks(
                words("grouping.name_label"),
                entry,
                block_id="name",
                hint=words("grouping.name_hint"),
                optional=True,
            ),
        ],
        metadata=NameForm(workshop=state.id, note=note.id, page=page).write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def _proposal(
    group: Sequence[Note], numbers: Mapping[NoteId, int], words: Words
) -> tuple[Block, Block]:
    listed = ", ".join(str(numbers[note.id]) for note in group if note.id in numbers)
    value, first = " ".join(note.id for note in group), group[0].id
    return (
        blocks.section(words("grouping.proposed", numbers=listed)),
        blocks.actions(
            blocks.button(words("grouping.group"), f"review.group:{first}", value=value),
            blocks.button(words("grouping.apart"), f"review.apart:{first}", value=value),
        ),
    )
