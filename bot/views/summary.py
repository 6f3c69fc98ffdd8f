"""The closing message of a workshop."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, guard, interview
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline
from bot.views.titles import published_as, published_buttons, title_of
from knowledge.identity import PersonId
from prompts.words import Words
from workshops.drafting import kept
from workshops.engine.state import Note, Workshop
from workshops.engine.text import wordless

NAMED = 3
OPEN_QUESTIONS = 3
QUESTIONS_LANE = "open_questions"
ASKED_ABOUT = frozenset("JP")


def message(
    state: Workshop,
    *,
    words: Words,
    names: Mapping[PersonId, str],
    changes: Sequence[str],
    compared: str = "",
) -> Block:
    """Return the closing message.

    Args:
        state: The workshop, published.
        words: Texts.
        names: How to call each person: a mention.
        changes: What is new against the version before, a line each; empty for a first version.
        compared: The two versions whose differences those are, for who wants to see all of them.
    """
    refs = published_as(state, words)
    notes = [note for note in kept(state) if note.person is not None]
    shown = [blocks.section(_thanks(state, notes, words, refs))]
    if changes:
        shown.append(blocks.section("\n".join([words("board.changes"), *_listed(changes)])))
    named = _named(state, notes, words, names)
    if named:
        shown.append(blocks.section("\n".join(named)))
    questions = [note for note in notes if note.lane == QUESTIONS_LANE][:OPEN_QUESTIONS]
    if questions:
        texts = [guard.cut(inline(note.text), 300) for note in questions]
        lines = [words("board.open_question", text=text) for text in texts]
        shown.append(blocks.section("\n".join([words("board.open_questions"), *lines])))
    shown.append(blocks.context(_use(state, words)))
    buttons = [*published_buttons(state, words), *_interview(state, words)]
    if changes and compared:
        buttons.insert(1, blocks.button(words("versions.see_all"), "record.diff", value=compared))
    shown.append(blocks.actions(*buttons))
    title = words("board.published_line", title=title_of(state, words), refs=refs)
    return blocks.message(inline(title), shown)


def _interview(state: Workshop, words: Words) -> list[Element]:
    """Lead from a new persona or journey to what customers shall be asked about it."""
    ref = state.target
    asks = ref is not None and ref[0] in ASKED_ABOUT
    return [interview.button(ref, words)] if ref and asks else []


def _thanks(state: Workshop, notes: Sequence[Note], words: Words, refs: str) -> str:
    if state.agreed.agenda.staged:
        said = words(
            "board.thanks",
            title=inline(state.agreed.title or state.agreed.called),
            refs=inline(refs),
        )
    else:
        said = words("board.thanks_persona", subject=inline(state.agreed.called), refs=inline(refs))
    people = min(len({note.person for note in notes}), max(1, len(state.people)))
    if not notes:
        return said
    counted = words(
        "board.contributions",
        notes=words("board.contributions_notes", n=len(notes)),
        people=words("board.contributions_people", n=people),
    )
    return f"{said} {counted}"


def _use(state: Workshop, words: Words) -> str:
    """Say what the record is good for from now on."""
    wished = state.agreed.agenda.makes == "journey" and state.agreed.state == "future"
    if state.persona_ref and state.agreed.agenda.makes in ("journey", "persona") and not wished:
        return words("board.use_it", subject=inline(state.agreed.subject.name))
    return words("board.show_it", ref=state.target or "")


def _named(
    state: Workshop, notes: Sequence[Note], words: Words, names: Mapping[PersonId, str]
) -> list[str]:
    """Name one contribution of each of the first few people: what they said, where it went.

    A sentence of theirs goes before a name that they wrote down.
    """
    people = _asked_for_people(state)
    told = [note for note in notes if note.feeling is None and note.lane != QUESTIONS_LANE]
    firsts: dict[PersonId, Note] = {}
    for note in sorted(told, key=lambda note: note.lane in people):
        if note.person and not note.nameless and not wordless(note.text):
            firsts.setdefault(note.person, note)
    return [
        _contribution(state, note, words, names.get(person, "?"), named=note.lane in people)
        for person, note in list(firsts.items())[:NAMED]
    ]


def _asked_for_people(state: Workshop) -> frozenset[str]:
    asked = state.agreed.agenda.asked
    return frozenset(one.lane for one in asked if one.form in ("people", "parts"))


def _contribution(state: Workshop, note: Note, words: Words, person: str, *, named: bool) -> str:
    text, stage = guard.cut(inline(note.text), 200), state.stage(note.stage)
    if named:
        return words("board.contribution_named", person=person, text=text)
    if stage is None:
        return words("board.contribution_whole", person=person, text=text)
    return words("board.contribution", person=person, text=text, stage=inline(stage.title))


def _listed(changes: Sequence[str]) -> list[str]:
    return [f"• {line}" for line in changes]
