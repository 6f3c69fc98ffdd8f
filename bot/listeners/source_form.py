"""The form in which a note gets a source, for those who may give it one."""

from bot.desk import Desk
from bot.forms import SourceForm
from bot.views import sourcing as view
from bot.views.blocks import Block
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, voices
from workshops.engine.rules import note_of
from workshops.engine.sources import may_found, members
from workshops.engine.state import Workshop
from workshops.errors import NotYours


async def opened(
    desk: Desk, tx: Transaction, state: Workshop, form: SourceForm, *, person: PersonId
) -> Block:
    """Return the form for a note as it stands now.

    Raises:
        NoSuchNote: It is withdrawn.
        NotYours: It is somebody else's, and the person does not lead.
    """
    note = note_of(state, form.note)
    mine = await voices.mine(tx, state.id, person)
    if not may_found(state, note, by=person, mine=mine):
        raise NotYours(note.id)
    alone = form.back is not None or form.seen
    notes = [note] if alone else list(members(state, note))
    return view.form(note, notes, form, words=desk.words)
