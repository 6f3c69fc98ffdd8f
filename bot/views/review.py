"""The review: keep, merge, park, page by page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.forms import WorkshopForm
from bot.views import blocks, dissent, diversity, grouping, guard, source, voting
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline
from bot.views.note import author, line
from bot.views.values import joined
from knowledge.identity import PersonId
from knowledge.records.diversity import NOWHERE, Departments
from knowledge.records.models.claims import Evidence
from knowledge.records.models.journeys import Stage
from prompts.loader import Prompts
from prompts.words import Words
from workshops.drafting.sides import side_of
from workshops.drafting.sources import standing
from workshops.engine.dissent import open_to_dissent
from workshops.engine.groups import led
from workshops.engine.seal import to_be_seen
from workshops.engine.sources import takes_source
from workshops.engine.state import Note, NoteId, Workshop
from workshops.engine.votes import ranks
from workshops.engine.wording import kept_words

CALLBACK, BEFORE = "review", "review.before"
SHOWN_A_PAGE = 20
CHOICES_TO_MERGE = 60
DISSENT_LENGTH = 200
KEEP, PARK, MERGE = "keep", "park", "merge"
SOURCE, NAME, DIFFER = "source", "name", "differ"
MORE = {SOURCE: "sourcing.option", NAME: "grouping.name", DIFFER: "dissent.see_it"}
"""What else can be done with a note than to decide about it."""


@dataclass(frozen=True)
class Page:
    """The notes of one stage, or those of the whole; a page shows them from `start` on."""

    stage: Stage | None
    notes: tuple[Note, ...]
    start: int = 0

    @property
    def shown(self) -> tuple[Note, ...]:
        """The notes that stand on this page."""
        return self.notes[self.start : self.start + SHOWN_A_PAGE]


@dataclass(frozen=True)
class Known:
    """What is known of all notes: who wrote them, which stand for a group, their votes, sources."""

    names: Mapping[PersonId, str]
    led: frozenset[NoteId]
    ranks: Mapping[NoteId, int]
    stands: Mapping[NoteId, tuple[Evidence, ...]]


def pages(state: Workshop) -> tuple[Page, ...]:
    """Return the pages that have something to decide: the whole first, then stage by stage.

    What got most votes stands first, and what is new before what the record said already. A note
    without a stage yet stands on the page of the whole, for there it would be published.
    """
    lanes = {asked.lane: asked for asked in state.agreed.agenda.asked}
    ranked = ranks(state)

    def place(note: Note) -> tuple[int, bool, int]:
        return -ranked.get(note.id, 0), note.stored, note.order

    notes = [
        note
        for note in sorted(to_be_seen(state), key=place)
        if note.lane not in lanes or lanes[note.lane].recorded
    ]
    found = [
        (stage, tuple(note for note in notes if note.stage == (stage and stage.id)))
        for stage in (None, *state.stages)
    ]
    return tuple(
        Page(stage, here, start)
        for stage, here in found
        for start in range(0, len(here), SHOWN_A_PAGE)
    )


def view(
    state: Workshop,
    *,
    prompts: Prompts,
    page: int,
    names: Mapping[PersonId, str],
    departments: Departments = NOWHERE,
) -> Block:
    """Return one page of the review.

    Args:
        state: The workshop.
        prompts: For words and the names of lanes.
        page: Counted from 0; one beyond the last shows the last.
        names: How to call each person.
        departments: Where each works, as far as known.
    """
    words, all_ = prompts.words, pages(state)
    if not all_:
        return _empty(words)
    page = max(0, min(page, len(all_) - 1))
    here, last = all_[page], page == len(all_) - 1
    return blocks.modal(
        CALLBACK,
        words("review.title"),
        [
            blocks.context(words("review.lead")),
            _title(state, words, here, page, len(all_)),
            *_sides(state, words, here, departments),
            *grouping.proposed(state, here.notes, words, shown=here.shown),
            *_notes(state, here, prompts=prompts, names=names),
        ],
        metadata=WorkshopForm(workshop=state.id, page=page).write(),
        submit=words("review.changes" if last else "review.next"),
        close=words("buttons.close"),
    )


def _notes(
    state: Workshop, page: Page, *, prompts: Prompts, names: Mapping[PersonId, str]
) -> Iterator[Block]:
    """Yield the notes of a page, numbered through their stage."""
    known = Known(names, led(state), ranks(state), standing(state))
    for number, note in enumerate(page.shown, start=page.start + 1):
        yield from _note(state, note, prompts=prompts, number=number, page=page, known=known)


def _sides(state: Workshop, words: Words, page: Page, departments: Departments) -> list[Block]:
    """Say from which side alone the notes come; once a stage, on its first page."""
    if page.start:
        return []
    stage = page.stage.id if page.stage else None
    said = diversity.asked(side_of(state, stage, departments), words)
    return [blocks.context(" ".join(said))] if said else []


def _empty(words: Words) -> Block:
    said = words("errors.nothing_to_publish")
    return blocks.window("review.empty", words("review.title"), said, close=words("buttons.close"))


def _title(state: Workshop, words: Words, page: Page, number: int, of: int) -> Block:
    back = before(words, number - 1) if number else None
    if page.stage is None:
        return blocks.section(words("review.whole", n=number + 1, of=of), accessory=back)
    title = inline(page.stage.title)
    said = words("review.stage", n=number + 1, of=of, stage=title)
    meant = page.stage.id in kept_words(state)
    text = words("wording.on_purpose", by=said) if meant else said
    return blocks.section(text, accessory=back)


def before(words: Words, page: int, *, label: str = "review.before") -> Element:
    """Return the button that turns back to a page; one beyond the last is the last."""
    return blocks.button(words(label), BEFORE, value=str(page))


def _note(
    state: Workshop, note: Note, *, prompts: Prompts, number: int, page: Page, known: Known
) -> list[Block]:
    words, lane = prompts.words, prompts.lanes.get(note.lane)
    by = _byline(
        state, words, note, lane=inline(lane.label if lane else note.lane), names=known.names
    )
    got = voting.votes_of(known.ranks, note, words)
    by = words("review.with_votes", by=by, votes=got) if got else by
    said = words("review.named", name=inline(note.called)) if note.called else line(words, note)
    takes = takes_source(state, note)
    if takes:
        stands = known.stands.get(note.id) or (*note.sources, *note.met_sources)
        by = words("review.with_source", by=by, source=source.said(stands, words))
    text = words("review.note", n=number, text=guard.cut(said, 600))
    leads = note.called is not None or note.id in known.led
    more = [SOURCE] * takes + [NAME] * leads + [DIFFER] * open_to_dissent(state, note)
    picker = _decision(words, note, page=page, more=more)
    below = dissent.below(state, note, words, known.names, most=DISSENT_LENGTH)
    return [blocks.section("\n".join([text, f"_{by}_", *below]), accessory=picker)]


def _byline(
    state: Workshop, words: Words, note: Note, *, lane: str, names: Mapping[PersonId, str]
) -> str:
    by = words("review.stored", lane=lane)
    if note.person is not None:
        by = words("review.note_by", lane=lane, people=author(words, note, names))
    if note.id in kept_words(state):
        by = words("wording.on_purpose", by=by)
    return words("review.unsorted", by=by) if note.unsorted else by


def _decision(words: Words, note: Note, *, page: Page, more: Sequence[str]) -> Element:
    options = [
        blocks.option(words("review.keep"), KEEP),
        blocks.option(words("review.park"), PARK),
        *(
            blocks.option(words("review.merge", n=other), joined(MERGE, one.id))
            for other, one in enumerate(page.notes[:CHOICES_TO_MERGE], start=1)
            if _mergeable(note, one)
        ),
        *(blocks.option(words(MORE[one]), one) for one in more),
    ]
    chosen = note.decision or KEEP
    if note.decision == "merge":
        chosen = joined(MERGE, note.into)
    return blocks.select(
        f"review.decide:{note.id}",
        options,
        placeholder=words("review.decision"),
        initial=chosen,
    )


def _mergeable(note: Note, other: Note) -> bool:
    """Say whether two notes may say the same; equal choices are one anyway."""
    if note.choice is not None or other.choice is not None or note.id == other.id:
        return False
    return other.lane == note.lane and other.decision in (None, "keep")
