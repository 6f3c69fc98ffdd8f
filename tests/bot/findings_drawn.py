"""What is seen differently, and what customers shall be asked, as drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from bot.forms import DissentForm
from bot.views import (
    answer,
    board,
    dissent,
    evidence,
    interview,
    interviewed,
    reading,
    record,
    review,
    seen,
)
from bot.views.blocks import Block
from knowledge.answers.models import Answer, Differs
from knowledge.identity import PersonId
from knowledge.interviews.kit import Question
from knowledge.interviews.weakest import Weak, weakest
from knowledge.ledger.interviews import Asking
from knowledge.records.models.claims import Dissent, Feeling, Insight
from knowledge.records.models.journeys import Journey
from tests.bot import facts as f
from tests.bot.spoiling import Spoil
from tests.workshops.scene import INES, JONAS, MARA, NOON, W
from workshops.engine import NoteId, Workshop
from workshops.engine import commands as c
from workshops.engine.board import board as facts_of
from workshops.engine.dissent import own
from workshops.guard import Guard

Draw = Callable[[Spoil], Block]
WORDS, PROMPTS, NAMES = f.WORDS, f.PROMPTS, f.NAMES


def _disputed() -> f.Play:
    """Return a workshop in which Jonas's note is seen differently: by service, and by a colleague.

    Another one is seen so by somebody who gives no name.
    """
    play = f.workshop().to("touchpoints")
    play.write("They come to us", stage="s1").write("A peer tells them", stage="s2")
    told = {INES: ("We always call first", "Service"), MARA: ("Neither, they ask a peer", None)}
    for number, (person, (text, department)) in enumerate(told.items()):
        play.do(_differs(person, f"d{number}", "n1", text, department))
    play.do(c.SetVoice(workshop=W, at=NOON, by=MARA, as_="nameless"))
    return play.do(_differs(JONAS, "d9", "n2", "Nobody tells them", "Sales"))


@cache
def disputed() -> Workshop:
    """Return the same as it stands."""
    return _disputed().state


def _differs(
    person: PersonId, id: str, note: str, text: str, department: str | None
) -> c.SeeDifferently:
    return c.SeeDifferently(
        workshop=W, at=NOON, by=person, voice=PersonId("voice-1"), note=NoteId(note), id=id,
        text=text, department=department, departments={JONAS: "Sales"},
    )  # fmt: skip


@cache
def _in_review() -> Workshop:
    """Return it in the review, where one more is seen differently on record already."""
    state = _disputed().to("review").state
    stored = next(note for note in state.in_order() if note.stored)
    told = replace(stored, differs=(Dissent(id="d0", text="Nobody minds", department="Service"),))
    return replace(state, notes=state.notes.insert(told.id, told))


def _see(state: Workshop, only: int | None = None) -> Draw:
    return lambda spoil: seen.see(spoil(state), prompts=PROMPTS, names=NAMES, only=only)


def _form(*, nameless: bool = False, mine: bool = False, department: str | None = None) -> Draw:
    def draw(spoil: Spoil) -> Block:
        state = spoil(disputed())
        note = state.notes[NoteId("n1")]
        known = own(state, note, [INES]) if mine else None
        return dissent.form(
            state, note, words=WORDS, names=NAMES,
            back=DissentForm(workshop=W, note="n1", page=-1, nameless=nameless),
            mine=known[1] if known else None,
            department=spoil.words(department) if department else None,
        )  # fmt: skip

    return draw


def _board(spoil: Spoil) -> Block:
    state = _in_review()
    shown = spoil(facts_of(state, departments=f.DEPARTMENTS))
    return board.message(spoil(state), shown, words=WORDS, names=NAMES)


def told() -> Journey:
    """Return the journey on record, three of its claims seen differently."""
    ways = (
        Dissent(id="d1", text="They want more of them", department="Service", beside="Sales"),
        Dissent(id="d2", text="Nobody minds the forms"),
    )
    claims = [
        one.model_copy(update={"dissent": ways[:1] if n else ways}) if n < 3 else one
        for n, one in enumerate(f.JOURNEY.insights)
    ]
    return f.JOURNEY.model_copy(update={"insights": (*claims, *_feelings())})


def _feelings() -> tuple[Insight, Insight]:
    """One colleague sees the stage as delightful, two as desperate: no middle tells of that."""
    best = f.insight("i20", "feelings", "delighted", stage="s1")
    worst = f.insight("i21", "feelings", "Her board laughs at it", stage="s1")
    felt = Feeling(word="delighted", value=2), Feeling(word="desperate", value=-2)
    return (
        best.model_copy(update={"feeling": felt[0], "contributors": (MARA,)}),
        worst.model_copy(update={"feeling": felt[1], "contributors": (JONAS, INES)}),
    )


def _answered() -> Answer:
    first, second, *others = f.ANSWER.citations
    differs = (Differs(text="Her director never asks for costs", department="Service"),)
    silent = (Differs(text="Both decide together"),)
    cited = (
        first.model_copy(update={"differs": differs}),
        second.model_copy(update={"differs": silent, "quote": "Ralf can block"}),
        *others,
    )
    return f.ANSWER.model_copy(update={"citations": cited})


def _card(spoil: Spoil) -> Block:
    version = spoil(f.version("J1", told()))
    return record.card(version, prompts=PROMPTS, names=NAMES, personas=f.PERSONAS)


def _read(spoil: Spoil) -> Block:
    version, page = spoil(f.version("J1", told())), reading.Page.parse("1")
    return reading.modal(version, page, prompts=PROMPTS, personas=f.PERSONAS)


# --- what to ask customers ---

GUARD = Guard(PROMPTS.outside_in)
OURS = f.JOURNEY.model_copy(
    update={
        "stages": (
            f.JOURNEY.stages[0],
            f.JOURNEY.stages[1].model_copy(update={"title": "Demo"}),
            f.JOURNEY.stages[2].model_copy(update={"title": "Nordwerk compares", "skipped": None}),
        )
    }
)


@cache
def _places() -> tuple[Weak, ...]:
    return weakest(told(), PROMPTS.interview, most=4)


def _asked(
    place: Weak, *, owner: PersonId | None = None, day: date | None = None, answers: int = 0
) -> Question:
    asking = Asking("J1", place.key, owner, day, MARA, NOON, answers)
    return Question(place, PROMPTS.interview.lanes[place.lane].ask, asking)


def _kit(spoil: Spoil, *, journey: Journey | None = None) -> interview.Kit:
    first, second, third, *others = _places()
    questions = [
        _asked(first, owner=JONAS, day=f.TODAY),
        _asked(second, answers=1),
        _asked(third, owner=INES, day=f.TODAY, answers=2),
        *(Question(one, PROMPTS.interview.lanes[one.lane].ask) for one in others),
    ]
    if journey is not None:
        places = weakest(journey, PROMPTS.interview)
        questions = [Question(one, PROMPTS.interview.lanes[one.lane].ask) for one in places]
    whom = WORDS("interview.whom", name=spoil.words("Petra"))
    version = spoil(f.version("J1", journey or told()))
    return interview.Kit(version, tuple(spoil(one) for one in questions), whom, ("Petra",))


def _kit_modal(spoil: Spoil, *, said: str = "") -> Block:
    kit = _kit(spoil)
    return interview.modal(kit, prompts=PROMPTS, names=NAMES, place=f.PLACE, said=said)


def _none(spoil: Spoil) -> Block:
    kit = interview.Kit(spoil(f.version("J1", told())), (), "")
    return interview.modal(kit, prompts=PROMPTS, names=NAMES, place="")


def _assign(spoil: Spoil) -> Block:
    kit = _kit(spoil)
    return interview.assign(
        kit, kit.questions[0], prompts=PROMPTS, place="", owner="U0JONAS001", today=f.TODAY
    )


def _text(spoil: Spoil) -> Block:
    kit = _kit(spoil, journey=OURS)
    return interview.text(kit, prompts=PROMPTS, guard_=GUARD, place="")


def _said(spoil: Spoil, number: int) -> Block:
    kit = _kit(spoil)
    question = kit.questions[number]
    return interviewed.form(kit, question, prompts=PROMPTS, place="", today=f.TODAY)


def _told(spoil: Spoil, *, private: bool = False) -> Block:
    kit = _kit(spoil)
    version = replace(kit.version, visibility=f.PLACE if private else None)
    return interview.told(kit.questions[0], version, prompts=PROMPTS, by=NAMES[MARA])


FINDINGS: Mapping[str, Draw] = {
    "dissent": _form(department="Marketing"),
    "dissent_mine": _form(mine=True),
    "dissent_nameless": _form(nameless=True),
    "dissent_see": _see(disputed()),
    "dissent_see_stage": _see(disputed(), only=1),
    "dissent_see_review": lambda spoil: _see(_in_review())(spoil),
    "dissent_review": lambda spoil: review.view(
        spoil(_in_review()), prompts=PROMPTS, page=0, names=NAMES
    ),
    "dissent_board": _board,
    "dissent_record": _card,
    "dissent_read": _read,
    "dissent_answer": lambda spoil: answer.card(
        spoil(_answered()), prompts=PROMPTS, question="7", today=f.TODAY
    ),
    "interview": _kit_modal,
    "interview_saved": lambda spoil: _kit_modal(
        spoil, said=WORDS("interview.kept_supports", one_liner="L5", version="J1@4")
    ),
    "interview_none": _none,
    "interview_assign": _assign,
    "interview_text": _text,
    "interview_answer": lambda spoil: _said(spoil, 0),
    "interview_answer_empty": lambda spoil: _said(spoil, 2),
    "interview_told": _told,
    "interview_told_there": lambda spoil: _told(spoil, private=True),
    "dissent_evidence": lambda spoil: evidence.modal(
        spoil(_answered()), prompts=PROMPTS, today=f.TODAY
    ),
}
