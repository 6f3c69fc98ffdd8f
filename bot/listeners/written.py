"""What was filled into a form for notes, read field by field."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from bot.forms import NotesForm
from bot.listeners.acts import View
from bot.listeners.values import one_of
from bot.views.asking import block, chosen_before, part_of
from knowledge.identity import PersonId
from knowledge.records.models.claims import Feeling
from prompts.models import Activity, Asked
from prompts.words import Words
from workshops.engine.beliefs import hypotheses
from workshops.engine.cast import group
from workshops.engine.commands import NewNote
from workshops.engine.events import Starts
from workshops.engine.state import NoteId, Workshop
from workshops.engine.text import written

RATINGS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form for notes as somebody sent it; new notes are signed with `by`."""

    state: Workshop
    activity: Activity
    form: NotesForm
    view: View
    by: PersonId
    new_id: Callable[[str], str]

    def notes(self) -> Iterator[NewNote]:
        """Yield a note for each line, feeling and new choice."""
        for asked in self.activity.lanes:
            match asked.form:
                case "feeling":
                    yield from self._felt(asked)
                case "parts":
                    yield from self._parts(asked)
                case "verdicts":
                    yield from self._judged(asked)
                case "choice":
                    yield from self._chosen(asked)
                    yield from self._lines(asked)
                case _:
                    yield from self._lines(asked)

    def _felt(self, asked: Asked) -> Iterator[NewNote]:
        chosen = self._choice("feeling", asked)
        known = {feeling.word: feeling.value for feeling in self.state.agreed.emotions}
        if chosen in known:
            own_word = self._text("word", asked).strip()
            feeling = Feeling(word=own_word or chosen, value=known[chosen])
            yield self._note(asked, stage=self.form.stage, feeling=feeling)

    def _chosen(self, asked: Asked) -> Iterator[NewNote]:
        chosen = self._choice("choice", asked)
        if chosen and chosen != self._shown(asked, None):
            yield self._note(asked, stage=self.form.stage, choice=chosen)

    def _parts(self, asked: Asked) -> Iterator[NewNote]:
        for member in group(self.state):
            chosen = self._choice(f"part {member.id}", asked)
            # What the form showed already and was left as it is says nothing new.
            if chosen and chosen != part_of(self.state, asked, member, form=self.form, by=self.by):
                yield self._note(
                    asked, text=member.name, stage=self.form.stage, choice=chosen, about=member.id
                )

    def _judged(self, asked: Asked) -> Iterator[NewNote]:
        for belief in hypotheses(self.state):
            chosen = self._choice(f"verdict {belief.id}", asked)
            if chosen and chosen != self._shown(asked, belief.id):
                yield self._note(asked, text=belief.text, choice=chosen, about=belief.id)
            for line in written(self._text(f"reason {belief.id}", asked)):
                yield self._note(asked, text=line, about=belief.id)

    def _lines(self, asked: Asked) -> Iterator[NewNote]:
        starts = one_of(get_args(Starts), self._choice("starts", asked))
        rating = self.view.choice(block("met", "", self.form))
        rated = asked == self.activity.lanes[0] and rating in RATINGS
        for line in written(self._text("text", asked)):
            yield self._note(
                asked,
                text=line,
                stage=self.form.stage,
                met=int(rating) if rated else None,
                starts=starts,
            )

    def _shown(self, asked: Asked, about: str | None) -> str | None:
        """Return what the field showed already; sent again unchanged, it says nothing new."""
        return chosen_before(self.state, asked, about, form=self.form, by=self.by)

    def _choice(self, what: str, asked: Asked) -> str:
        return self.view.choice(block(what, asked.lane, self.form))

    def _text(self, what: str, asked: Asked) -> str:
        return self.view.text(block(what, asked.lane, self.form))

    def _note(self, asked: Asked, **said: Any) -> NewNote:
        return NewNote(id=NoteId(self.new_id("n")), lane=asked.lane, **said)


def own_word_alone(filled: View, *, words: Words) -> dict[str, str]:
    """Return the fields in which an own word lacks the preset one that places it on the curve."""
    refused = {}
    for name in filled.values:
        kind, _, rest = name.partition(":")
        alone = (
            kind == "word" and filled.text(name).strip() and not filled.choice(f"feeling:{rest}")
        )
        if alone:
            refused[f"feeling:{rest}"] = words("notes.own_word_without")
    return refused
