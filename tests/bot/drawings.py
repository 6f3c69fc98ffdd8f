"""Every view of the bot, drawn with representative facts under a fixed name."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from bot.forms import CaptureForm, NotesForm, SourceForm
from bot.views import (
    answer,
    beside,
    board,
    capture,
    choice,
    doubt,
    evidence,
    facilitate,
    grouping,
    help,
    home,
    notes,
    notice,
    nudging,
    own,
    pins,
    reading,
    record,
    review,
    seen,
    sharing,
    sourcing,
    stages,
    stakeholders,
    start,
    summary,
    voting,
    welcome,
    whose,
    wording,
)
from bot.views.blocks import Block, option
from bot.views.capture import Captured, Similar
from bot.views.mrkdwn import plain
from bot.views.titles import title_of
from knowledge.answers.models import Answer, NothingFounded, Unclear
from knowledge.answers.pinning import Stand
from knowledge.answers.where import Place
from knowledge.identity import PersonId
from knowledge.index.library import Held
from knowledge.ledger.pins import Pin
from knowledge.ledger.templates import Kind, Template
from knowledge.records.models.bodies import Body
from knowledge.records.models.claims import Source
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from prompts.models import Agenda, JourneyModel
from tests.bot import facts as f
from tests.bot.findings_drawn import FINDINGS
from tests.bot.spoiling import Spoil
from tests.bot.versions_drawn import VERSIONS, renewed, renewed_lines, rewritten
from tests.workshops.scene import INES, JONAS, MARA, NOON, TITLES
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.board import Board
from workshops.engine.board import board as facts_of
from workshops.engine.nudges import to_nudge
from workshops.engine.state import NoteId, Workshop

Draw = Callable[[Spoil], Block]
WORDS, PROMPTS, NAMES = f.WORDS, f.PROMPTS, f.NAMES
_played = f.played


@cache
def _facts(play: Callable[[], f.Play | Workshop]) -> Board:
    return facts_of(_played(play), departments=f.DEPARTMENTS)


def _board(play: Callable[[], f.Play | Workshop], spoil: Spoil) -> tuple[Workshop, Board]:
    return spoil(_played(play)), spoil(_facts(play))


def _boarded(play: Callable[[], f.Play | Workshop]) -> Draw:
    def draw(spoil: Spoil) -> Block:
        state, shown = _board(play, spoil)
        return board.message(state, shown, words=WORDS, names=NAMES)

    return draw


def _line(play: Callable[[], f.Play]) -> Draw:
    return lambda spoil: board.line(spoil(_played(play)), words=WORDS)


def _notice(play: Callable[[], f.Play], **more: Any) -> Draw:
    def draw(spoil: Spoil) -> Block:
        state = spoil(_played(play))
        if "because" in more:
            return notice.moved(state, words=WORDS, **more)
        return notice.time_up(state, words=WORDS)

    return draw


def _place(what: e.PlaceIs) -> Draw:
    play = f.touchpoints if what == "shared" else lambda: f.at_place("archived")
    return lambda spoil: notice.place(spoil(_played(play)), words=WORDS, what=what)


def _wording(
    play: Callable[[], f.Play],
    activity: str,
    *,
    by: PersonId = JONAS,
    draw: Callable[..., Block] = wording.message,
) -> Draw:
    def drawn(spoil: Spoil) -> Block:
        state = spoil(_played(play))
        return draw(state, state.offers[by, activity], activity=activity, words=WORDS)

    return drawn


def _form(
    play: Callable[[], f.Play],
    stage: str | None = None,
    *,
    late: str = "",
    filled: Collection[str] = (),
) -> Draw:
    def draw(spoil: Spoil) -> Block:
        state = spoil(_played(play))
        activity = state.agreed.agenda.activities[
            state.agreed.agenda.index(late or state.activity.key) or 0
        ]
        return notes.form(
            state, activity, prompts=PROMPTS, stage=stage, person=JONAS,
            voice=PersonId("voice-1"),
            said=WORDS("notes.saved", n=2) if late else "",
            filled=filled,
        )  # fmt: skip

    return draw


def _edit(spoil: Spoil) -> Block:
    note = spoil(_played(f.touchpoints).notes[NoteId("n1")])
    back = NotesForm(workshop="w", activity="touchpoints", stage="s1", turn=1)
    return notes.edit(note, words=WORDS, back=back)


def _source(kind: Source, *, nameless: bool = False, met: bool = False) -> Draw:
    def draw(spoil: Spoil) -> Block:
        note = _played(f.sourced).notes[NoteId("n1")]
        note = replace(note, nameless=nameless, met=note.met if met else None)
        form = SourceForm(workshop="w", note="n1", kind=kind)
        return sourcing.form(spoil(note), [spoil(note)], form, words=WORDS)

    return draw


def _finished(spoil: Spoil) -> Block:
    said = WORDS("notes.saved", n=1)
    state = spoil(_played(f.touchpoints))
    return notes.finished(state, state.activity, words=WORDS, said=said)


def _see(play: Callable[[], f.Play], *mine: PersonId) -> Draw:
    return lambda spoil: seen.see(spoil(_played(play)), prompts=PROMPTS, names=NAMES, mine=mine)


def _led(play: Callable[[], f.Play | Workshop]) -> Draw:
    def draw(spoil: Spoil) -> Block:
        state, shown = _board(play, spoil)
        return facilitate.view(state, shown, words=WORDS, names=NAMES)

    return draw


def _asking(play: Callable[[], f.Play]) -> Draw:
    """Draw the private view a moment after somebody was asked."""

    def draw(spoil: Spoil) -> Block:
        state, shown = _board(play, spoil)
        waiting = to_nudge(state, at=NOON)
        called = {person: spoil.words(f"Colleague {person}") for person in waiting}
        return facilitate.view(
            state, shown, words=WORDS, names=NAMES, to_nudge=waiting, called=called
        )

    return draw


def _with_idea() -> f.Play:
    return f.workshop().to("stages").write("Asks whoever was hurt")


def _sourced() -> f.Play:
    return f.sourced().to("review")


def _silent() -> f.Play:
    return f.silent("sealed")


def _stages(spoil: Spoil) -> Block:
    return stages.stages(spoil(_played(_with_idea)), words=WORDS, names=NAMES)


def _stage(draw: Callable[..., Block], play: Callable[[], f.Play]) -> Draw:
    def drawn(spoil: Spoil) -> Block:
        state = spoil(_played(play))
        return draw(state, state.stages[1], words=WORDS)

    return drawn


def _review(page: int, play: Callable[[], f.Play] = f.reviewed) -> Draw:
    return lambda spoil: review.view(spoil(_played(play)), prompts=PROMPTS, page=page, names=NAMES)


def _naming(spoil: Spoil) -> Block:
    state = spoil(_played(f.alike))
    return grouping.naming(state, state.notes[NoteId("n3")], words=WORDS, page=1)


def _voting(draw: Callable[..., Block], play: Callable[[], f.Play], **more: Any) -> Draw:
    def drawn(spoil: Spoil) -> Block:
        state = spoil(_played(play))
        return draw(state, state.votes.by_lane["opportunities"], **more)

    return drawn


def _opening(spoil: Spoil) -> Block:
    return voting.opening(spoil(_played(f.voted)), prompts=PROMPTS)


def _answered(
    reply: Answer | Unclear | NothingFounded, *, buttons: bool = True, stays: bool = False
) -> Draw:
    return lambda spoil: answer.card(
        spoil(reply), prompts=PROMPTS, question="7", today=f.TODAY, buttons=buttons, stays=stays
    )


def _shared(spoil: Spoil) -> Any:
    card = _answered(f.ANSWER, buttons=False)(spoil)
    return sharing.posted(card, question="7", by="<@U0MARA0001>", words=PROMPTS.words)


WITH_WHOM = ("empty", "first_stage", "last_stage")


def _nothing(
    reason: str, *, stage: bool = False, filled: bool = False, wishes: tuple[str, ...] = ()
) -> Draw:
    return _answered(
        NothingFounded(
            question="what does Petra need?",
            reason=reason,
            persona=f.PETRA_FACT if reason in WITH_WHOM else None,
            stage=f.CONVINCING if stage else None,
            filled=f.OTHERS if filled else (),
            wishes=wishes,
        )
    )


def _captured(**facts: object) -> Captured:
    return replace(Captured(ref="L1", sentence=f.QUOTE), **facts)  # type: ignore[arg-type]


LIKELY = _captured(persona="Petra", stage=TITLES[1])
SIMILAR = Similar(
    sentence="Nobody pays before blood flows", ago="5 months ago", person=NAMES[JONAS]
)


def _capture(captured: Captured, similar: Similar | None = None) -> Draw:
    return lambda spoil: capture.card(
        spoil(captured), words=WORDS, similar=spoil(similar) if similar else None
    )


def _correct(spoil: Spoil) -> Block:
    personas = [option(plain(spoil(f.PETRA).name), "P1")]
    stages = [option(plain(stage.title), f"J1 {stage.id}") for stage in spoil(f.JOURNEY).stages]
    about = replace(spoil(LIKELY), match=("P1", "J1 s2"))
    form = CaptureForm(place="C1", one_liner="L1")
    return capture.change(about, words=WORDS, personas=personas, stages=stages, form=form)


def _help(spoil: Spoil, *, running: bool = False, unknown: str = "", near: str = "") -> Block:
    state = spoil(_played(f.touchpoints)) if running else None
    verb = spoil.words(unknown) if unknown else ""
    return help.card(WORDS, running=state, unknown=verb, near=near)


def _going_on(spoil: Spoil) -> Block:
    board = "https://example.slack.com/archives/C0WORKWEAR/p1"
    return help.going_on(spoil(_played(f.touchpoints)), board, words=WORDS)


def _home(spoil: Spoil) -> Block:
    states = [_played(f.touchpoints), _played(f.published)]
    boards = ["https://example.slack.com/archives/C0WORKWEAR/p1", ""]
    mine = [
        home.Mine(state=spoil(state), title=title_of(spoil(state), WORDS), board=address)
        for state, address in zip(states, boards, strict=True)
    ]
    asked = home.Asked(
        id="7", question=f.ANSWER.question, summary="About Petra: costs", ago="today"
    )
    library = [
        f.version("J1", f.JOURNEY, number=2),
        f.version("J2", f.WISHED),
        f.version("P1", f.PETRA),
        f.version("P2", f.PETRA.model_copy(update={"name": "Ralf", "role": None})),
        f.version("I1", f.FOOD),
        f.version("L1", f.ONE_LINER),
    ]
    return home.view(words=WORDS, workshops=mine, answers=[spoil(asked)], library=spoil(library))


def _empty_home(spoil: Spoil) -> Block:
    return home.view(words=WORDS, workshops=[], answers=[], library=[])


def _record(ref: str, body: Body, *doubts: str) -> Draw:
    return lambda spoil: record.card(
        spoil(f.version(ref, body)), prompts=PROMPTS, names=NAMES, personas=f.PERSONAS,
        doubts=[spoil.words(doubt) for doubt in doubts],
        paths=[spoil(f.version("J1", f.JOURNEY))] if ref == "P1" else [],
    )  # fmt: skip


def _choice(*found: str, of: int = 4) -> Draw:
    """Return what is offered for a name that means these records, where there are so many."""
    bodies: tuple[Body, ...] = (f.PETRA, f.JOURNEY, f.FOOD, f.SCENARIO, *[f.PETRA] * 8)
    refs = ("P1", "J1", "I1", "S1", *(f"P{n}" for n in range(2, 10)))

    def draw(spoil: Spoil) -> Block:
        there = [spoil(f.version(ref, body)) for ref, body in zip(refs, bodies, strict=True)][:of]
        meant = [one for one in there if str(one.ref) in found]
        return choice.card(spoil.words("Petra"), meant, there, words=WORDS)

    return draw


def _standing(spoil: Spoil, *, at: bool = True, path: bool = True) -> Stand:
    journey = f.version("J1", f.JOURNEY)
    stages = [Place(Held(journey, f.JOURNEY), stage) for stage in f.JOURNEY.stages]
    persona = Held(f.version("P1", f.PETRA), f.PETRA)
    found = Stand(persona, tuple(stages) if path else (), stages[1] if at else None)
    return spoil(found)


def _pinned(spoil: Spoil) -> Block:
    pin = Pin(f.PLACE, "P1", "J1", "s2", MARA, NOON)
    shown = [(pin, _standing(spoil)), (pin, _standing(spoil, at=False))]
    return pins.listed(shown, words=WORDS, names=NAMES)


def _which_to_pin(spoil: Spoil) -> Block:
    other = spoil(f.PETRA.model_copy(update={"name": "Ralf", "role": None}))
    second = replace(_standing(spoil, at=False), persona=Held(f.version("P2", other), other))
    return pins.which([_standing(spoil), second], words=WORDS)


def _pin(spoil: Spoil) -> Block:
    found = _standing(spoil)
    assert found.at is not None
    return pins.done(found, found.at, words=WORDS)


def _by_jonas() -> Journey:
    """Return the journey as if Jonas had said everything."""
    said = [one.model_copy(update={"contributors": (JONAS,)}) for one in f.JOURNEY.insights]
    return f.JOURNEY.model_copy(update={"insights": tuple(said)})


def _read(ref: str, body: Body, page: str) -> Draw:
    return lambda spoil: reading.modal(
        spoil(f.version(ref, body)), reading.Page.parse(page), prompts=PROMPTS, personas=f.PERSONAS
    )


def _summary(
    spoil: Spoil, *, renewed: bool = False, play: Callable[[], Workshop] = f.published
) -> Block:
    return summary.message(
        spoil(_played(play)),
        words=WORDS,
        names=NAMES,
        changes=renewed_lines(spoil) if renewed else [],
        compared="J1@1 J1@2" if renewed else "",
    )


def _start(
    spoil: Spoil,
    agenda: str = "journey-quick",
    *,
    where: start.Where | None = None,
    alone: bool = False,
) -> Block:
    subject = whose.Candidate(ref="P1", name="Petra", role=f.ROLE, journeys=("J1",))
    return start.modal(
        PROMPTS,
        where=where or start.Where(place=f.PLACE),
        people=["U0MARA0001", "U0JONAS001"],
        agendas=PROMPTS.agendas,
        agenda=agenda,
        subject=spoil(subject) if where else None,
        departments=[spoil.words("Field force"), "Sales"],
        rehearsal=alone,
        paths=[("J1", spoil("How Petra gets safer workwear"))],
    )


def _start_taken(spoil: Spoil) -> Block:
    board = "https://example.com/board"
    going_on = help.taken(spoil(_played(f.touchpoints)), board, words=WORDS)
    return _start(spoil, where=start.Where(picked=f.PLACE, going_on=going_on))


def _own(spoil: Spoil) -> Block:
    found: list[tuple[Kind, Agenda | JourneyModel]] = [
        ("agenda", PROMPTS.agendas["persona"]), ("model", PROMPTS.models["buyers-journey"])
    ]  # fmt: skip
    kept = [
        own.Kept(spoil(one), Template(kind, one.key, None, None, JONAS, NOON))
        for kind, one in found
    ]
    return own.listed(kept, words=WORDS, names=NAMES)


def _beside(page: int) -> Draw:
    def draw(spoil: Spoil) -> Block:
        future = renewed().model_copy(update={"state": "future"})
        now, then = f.version("J1", spoil(f.JOURNEY)), f.version("J2", spoil(future))
        return beside.modal(now, then, page, prompts=PROMPTS)

    return draw


def _subjects(spoil: Spoil, agenda: str) -> Block:
    candidates = [
        whose.Candidate(
            ref="P1",
            name="Petra",
            role=f.ROLE,
            journeys=("J1",),
            scenarios=("S1",),
            along=(("J1", "How Petra gets safer workwear"),),
        ),
        whose.Candidate(ref="P2", name="Petrus", role="Purchasing"),
        whose.Candidate(ref="P3", name="Petronella"),
        whose.Candidate(ref="P4", name="Petrol AG", kind="prospect"),
        whose.Candidate(ref="I1", name="Petrochemistry", kind="segment"),
        whose.Candidate(ref="", name="All our customers", kind="everybody", journeys=("J4",)),
    ]
    options = whose.options(
        WORDS, spoil.words("petr"), spoil(candidates), agenda=PROMPTS.agendas[agenda]
    )
    return {"options": options}


DRAWINGS: Mapping[str, Draw] = {
    "board_begun": _boarded(f.workshop),
    "board_stages_asked": _boarded(lambda: f.workshop().to("stages")),
    "board_no_stages": _boarded(lambda: f.workshop(titles=())),
    "board_stages": _boarded(f.touchpoints),
    "board_waits": _boarded(f.unwritten),
    "board_waits_unsorted": _boarded(f.unwritten_here),
    "board_ways": _boarded(f.turned),
    "board_unsorted": _boarded(f.unsorted),
    "board_rehearsal": _boarded(f.rehearsal),
    "board_rehearsed": lambda _: board.rehearsed(words=WORDS),
    "board_between": _boarded(f.between),
    "board_line_between": _line(f.between),
    "board_absent": _boarded(f.missed),
    "welcome": lambda spoil: welcome.message(spoil(_played(f.touchpoints)), words=WORDS),
    "welcome_voted": lambda spoil: welcome.message(spoil(_played(f.voted)), words=WORDS),
    "welcome_sealed": lambda spoil: welcome.message(spoil(_played(f.sealed_so_far)), words=WORDS),
    "board_paused": _boarded(lambda: f.touchpoints().ask(c.Pause)),
    "board_overtime": _boarded(f.overtime),
    "board_overtime_review": _boarded(lambda: f.overtime(f.reviewed())),
    "board_deadline": _boarded(f.own_time),
    "board_sealed": _boarded(lambda: f.silent("sealed")),
    "board_nameless": _boarded(lambda: f.silent("nameless")),
    "board_ended": _boarded(lambda: f.touchpoints().ask(c.End)),
    "board_review": _boarded(f.reviewed),
    "board_published": _boarded(f.published),
    "board_persona": _boarded(lambda: f.workshop("persona", titles=())),
    "board_line": _line(f.touchpoints),
    "board_line_review": _line(f.reviewed),
    "notice_time_up": _notice(f.overtime),
    "notice_time_up_review": _notice(lambda: f.overtime(f.reviewed())),
    "notice_waits": _notice(lambda: f.own_time().to("review")),
    "notice_leads": lambda spoil: notice.leads(spoil(_played(f.touchpoints)), words=WORDS),
    "notice_moved_ready": _notice(f.own_time, because="ready"),
    "notice_moved_deadline": _notice(f.own_time, because="deadline"),
    **{
        f"notice_place_{what}": _place(what)
        for what in ("archived", "back", "closed", "deleted", "left", "shared")
    },
    "board_shared": _boarded(lambda: f.at_place("shared")),
    "board_away": _boarded(lambda: f.at_place("archived")),
    "board_led_by_nobody": _boarded(f.left_alone),
    "board_place_back": lambda spoil: board.place_back(spoil(_played(f.touchpoints)), words=WORDS),
    "notice_reminder": lambda spoil: notice.reminder(
        spoil(_played(f.own_time)), words=WORDS, day=f.TODAY
    ),
    "notice_stray": lambda _: notice.stray(
        _played(_silent), words=WORDS, source="1795642649.772348"
    ),
    "wording_words": _wording(f.offered, "stages"),
    "wording_feature": _wording(lambda: f.offered("feature", activity="wants"), "wants"),
    "wording_channel": _wording(
        lambda: f.offered("channel", activity="touchpoints"), "touchpoints"
    ),
    "wording_goal": _wording(f.goal_offered, "", by=MARA),
    "wording_edit": _wording(f.offered, "stages", draw=wording.form),
    "wording_settled": lambda _: wording.settled("settled", words=WORDS),
    "wording_thanks": lambda _: wording.thanks("taken", words=WORDS),
    "notice_reminding": lambda _: notice.reminding(_played(f.own_time), words=WORDS),
    "notes_whole": _form(f.workshop),
    "notes_filled": _form(lambda: f.workshop("journey-quick"), filled={"trigger"}),
    "notes_persona": _form(lambda: f.workshop("persona", titles=())),
    "notes_each_stage": _form(f.touchpoints, "s1"),
    "notes_feelings": _form(f.felt, "s2"),
    "notes_feelings_only": _form(lambda: f.workshop("journey-quick").to("feelings"), "s1"),
    "notes_rated": _form(lambda: f.workshop().to("wants"), "s1"),
    "notes_evidence": _form(lambda: f.workshop().to("evidence"), "s1"),
    "notes_sealed": _form(lambda: f.silent("sealed")),
    "notes_nameless": _form(lambda: f.silent("nameless")),
    "notes_offered": _form(f.offered),
    "notes_nameless_offered": _form(lambda: f.offered(nameless=True)),
    "notes_nameless_revealed": _form(lambda: f.revealed("nameless")),
    "notes_see_sealed": _see(lambda: f.silent("nameless")),
    "notes_see_nameless": _see(lambda: f.revealed("nameless")),
    "notes_late": _form(f.felt, "s1", late="touchpoints"),
    "notes_choice": _form(f.rated),
    "notes_people": _form(lambda: f.workshop("buying-group")),
    "notes_parts": _form(f.involved, "s2"),
    "notes_edit": _edit,
    "notes_finished": _finished,
    "notes_sourced": _form(f.sourced, "s1"),
    "notes_see_sourced": _see(_sourced, JONAS),
    "source_interview": _source(Source.INTERVIEW, met=True),
    "source_one_liner": _source(Source.FRONTLINE),
    "source_document": _source(Source.DOCUMENT, nameless=True),
    "source_figures": _source(Source.ANALYTICS),
    "notes_said": lambda _: notes.said(WORDS("notes.ready_said"), words=WORDS),
    "notes_see": _see(f.unsorted),
    "notes_see_feelings": _see(f.felt),
    "notes_see_choices": _see(f.rated),
    "notes_see_parts": _see(f.involved),
    "notes_see_wants": _see(lambda: f.workshop().to("wants")),
    "notes_see_none": _see(f.workshop),
    "facilitate_begun": _led(f.workshop),
    "facilitate_silent": _led(f.touchpoints),
    "facilitate_asking": _asking(f.asked),
    "facilitate_asking_many": _asking(f.crowd),
    "facilitate_parked": _led(f.parked),
    "facilitate_already": lambda spoil: facilitate.view(
        spoil(_played(f.touchpoints)),
        _facts(f.touchpoints),
        words=WORDS,
        names=NAMES,
        said=WORDS("facilitate.already"),
    ),
    "nudge": lambda spoil: nudging.message(
        spoil(_played(f.touchpoints)), words=WORDS, asking=NAMES[MARA]
    ),
    "facilitate_unsorted": _led(f.unsorted),
    "facilitate_overtime": _led(f.overtime),
    "facilitate_deadline": _led(f.own_time),
    "facilitate_sealed": _led(lambda: f.silent("sealed")),
    "facilitate_nameless": _led(lambda: f.silent("nameless")),
    "facilitate_rehearsal": _led(f.rehearsal),
    "facilitate_between": _led(f.between),
    "facilitate_paused": _led(lambda: f.touchpoints().ask(c.Pause)),
    "facilitate_review": _led(f.reviewed),
    "facilitate_ended": _led(lambda: f.touchpoints().ask(c.End)),
    "facilitate_published": _led(f.published),
    "facilitate_handed_over": lambda spoil: facilitate.handed_over(
        spoil(_played(f.touchpoints)), words=WORDS, names=NAMES
    ),
    "facilitate_skip": lambda spoil: facilitate.skip(
        spoil(_played(f.touchpoints)), words=WORDS, whole=False
    ),
    "facilitate_wrap_up": lambda spoil: facilitate.skip(
        spoil(_played(f.touchpoints)), words=WORDS, whole=True
    ),
    "facilitate_stages": _stages,
    "stage": _stage(stages.stage, f.turned),
    "stage_split": _stage(stages.split, f.turned),
    "stage_split_sealed": _stage(stages.split, f.hushed),
    "review_whole": _review(0),
    "review_stage": _review(1),
    "review_kept_words": _review(1, f.kept_words),
    "review_sourced": lambda spoil: review.view(
        spoil(_played(_sourced)),
        prompts=PROMPTS,
        page=0,
        names=NAMES,
        departments={**f.DEPARTMENTS, INES: "Service"},
    ),
    "board_sourced": _boarded(_sourced),
    "review_unsorted": _review(0, lambda: f.unsorted().to("review")),
    "review_alike": _review(0, f.alike),
    "review_voted": _review(0, f.voted),
    "group_name": _naming,
    "board_vote": _boarded(f.voting),
    "facilitate_vote": _led(f.voting),
    "vote_open": _opening,
    "vote_cast": _voting(voting.ballot, f.voting, prompts=PROMPTS, person=JONAS),
    "vote_thanks": _voting(voting.thanks, f.voting, words=WORDS, person=JONAS),
    "vote_result": _voting(voting.results, f.voted, prompts=PROMPTS),
    "review_nothing": _review(0, lambda: f.workshop("persona", titles=()).to("review")),
    "notes_verdicts": _form(f.believed),
    "notes_verdicts_none": _form(lambda: f.workshop("evidence", titles=())),
    "seen_verdicts": _see(f.believed),
    "answer": _answered(f.ANSWER),
    "answer_word": _answered(f.ABOUT_A_WORD),
    "answer_segment": _answered(f.SEGMENT),
    "answer_among_segments": _answered(f.AMONG_SEGMENTS),
    "answer_across": _answered(f.ACROSS),
    "answer_across_segments": _answered(f.ACROSS_SEGMENTS),
    "answer_ways": _answered(f.WAYS),
    "answer_known": _answered(f.KNOWN),
    "answer_known_little": _answered(f.KNOWN_LITTLE),
    "answer_shared": _shared,
    "answer_stays": _answered(f.ANSWER, stays=True),
    "answer_unclear": _answered(f.UNCLEAR),
    "answer_unclear_named": _answered(f.UNCLEAR_NAMED),
    "answer_no_records": _nothing("no_records"),
    "answer_unknown_record": _nothing("unknown_record"),
    "answer_no_match": _nothing("no_match"),
    "answer_by_words": _nothing("by_words"),
    "answer_empty": _nothing("empty", filled=True),
    "answer_first_stage": _nothing("first_stage", filled=True, stage=True),
    "answer_last_stage": _nothing("last_stage", filled=True, stage=True),
    "answer_wish": _nothing("empty", wishes=("J2",)),
    "answer_wishes": _nothing("no_match", wishes=("J2", "J4", "J7", "J9")),
    "answer_empty_stage": _nothing("empty", stage=True),
    "answer_evidence": lambda spoil: evidence.modal(
        spoil(f.ANSWER), prompts=PROMPTS, today=f.TODAY
    ),
    "answer_unread": _answered(f.ANSWER.model_copy(update={"unread": "language"})),
    "answer_unread_report": _answered(f.ANSWER.model_copy(update={"unread": "report"})),
    "answer_founded": _answered(f.FOUNDED),
    "answer_heard_somewhere": _answered(f.HEARD_SOMEWHERE),
    "answer_evidence_unsourced": lambda spoil: evidence.modal(
        spoil(f.HEARD_SOMEWHERE), prompts=PROMPTS, today=f.TODAY
    ),
    "answer_evidence_founded": lambda spoil: evidence.modal(
        spoil(f.FOUNDED), prompts=PROMPTS, today=f.TODAY
    ),
    "answer_share": lambda _: sharing.modal("7", words=WORDS, here=f.PLACE),
    "answer_group": _answered(f.GROUP),
    "answer_wrong": lambda _: doubt.modal("7", words=WORDS),
    "capture_likely": _capture(LIKELY),
    "capture_persona": _capture(_captured(persona="Petra", private=True)),
    "capture_unmatched": _capture(_captured()),
    "capture_confirmed": _capture(replace(LIKELY, confirmed=True, customer="Nordwerk")),
    "capture_withdrawn": _capture(_captured(withdrawn=True)),
    "capture_similar": _capture(LIKELY, SIMILAR),
    "capture_similar_own": _capture(LIKELY, replace(SIMILAR, own=True)),
    "capture_similar_unknown": _capture(LIKELY, replace(SIMILAR, person=None)),
    "capture_change": _correct,
    "capture_customer": lambda spoil: capture.customer(
        spoil(LIKELY), words=WORDS, form=CaptureForm(one_liner="L1")
    ),
    "capture_write": lambda _: capture.write(words=WORDS),
    "help": _help,
    "help_running": lambda spoil: _help(spoil, running=True),
    "help_going_on": _going_on,
    "help_unknown": lambda spoil: _help(spoil, unknown="ax"),
    "help_near": lambda spoil: _help(spoil, unknown="hsitory", near="history"),
    "help_ask": lambda _: help.ask(WORDS),
    "home": _home,
    "home_empty": _empty_home,
    "record_persona": _record("P1", f.PETRA, "She moved to another plant"),
    "pins": _pinned,
    "pins_none": lambda _: pins.listed([], words=WORDS, names=NAMES),
    "pins_where": lambda spoil: pins.where(_standing(spoil, at=False), words=WORDS),
    "pins_no_path": lambda spoil: pins.where(_standing(spoil, path=False), words=WORDS),
    "pins_done": _pin,
    "pins_which": _which_to_pin,
    "pins_whom": lambda _: pins.said("whom", words=WORDS),
    "record_which": _choice("P1", "J1"),
    "record_not_named": _choice(of=12),
    "record_nothing_named": _choice(of=0),
    "record_segment": _record("I1", f.FOOD),
    "record_journey": _record("J1", f.JOURNEY, "Stage 3 is out of date", "The director left"),
    "record_variant": _record("J2", f.VARIANT),
    "record_one_liner": _record("L1", f.ONE_LINER),
    "record_scenario": _record("S1", f.SCENARIO),
    "read_scenario_stage": _read("S1", f.SCENARIO, "1"),
    "read_scenario": _read("S1", f.SCENARIO, "whole"),
    "read_persona": _read("P1", f.PETRA, "whole"),
    "read_segment": _read("I1", f.FOOD, "whole"),
    "read_whole": _read("J1", f.JOURNEY, "whole"),
    "read_left_out": _read("J1", rewritten(), "whole"),
    "read_variant": _read("J2", f.VARIANT, "whole"),
    "read_variant_stage": _read("J2", f.VARIANT, "1"),
    "read_stage": _read("J1", f.JOURNEY, "2"),
    "read_stage_left_out": _read("J1", f.JOURNEY, "3"),
    "record_one_sided": lambda spoil: record.card(
        spoil(f.version("J1", _by_jonas())),
        prompts=PROMPTS,
        names=NAMES,
        personas=f.PERSONAS,
        departments=spoil(f.DEPARTMENTS),
    ),
    "record_wished": _record("J2", f.WISHED),
    "record_bare": _record("P2", Persona(name="Ralf")),
    "record_how_we_know": _record(
        "P2",
        Persona(
            name="Ralf",
            insights=(
                f.insight("i1", "sources", "Three visits in spring"),
                f.insight("i2", "open_questions", "Does he decide?"),
                f.insight("i3", "jobs", "Keeps the line running"),
            ),
        ),
    ),
    "summary_first": lambda spoil: _summary(spoil),
    "summary_names": lambda spoil: _summary(spoil, play=f.named),
    "summary_met": lambda spoil: _summary(spoil, play=f.met),
    "summary_renewed": lambda spoil: _summary(spoil, renewed=True),
    "start": _start,
    "start_departments": lambda spoil: {
        "options": stakeholders.options(WORDS, spoil.words("ser"), PROMPTS.departments)
    },
    "start_from_record": lambda spoil: _start(spoil, where=start.Where()),
    "start_taken": _start_taken,
    "start_rehearsal": lambda spoil: _start(spoil, alone=True),
    "start_persona": lambda spoil: _start(spoil, "persona"),
    "start_journey": lambda spoil: _start(spoil, "journey"),
    "start_scenario": lambda spoil: _start(spoil, "scenario"),
    "start_process": lambda spoil: _start(spoil, "process"),
    "start_subjects_scenario": lambda spoil: _subjects(spoil, "scenario"),
    "start_segment": lambda spoil: _start(spoil, "segment"),
    "start_subjects": lambda spoil: _subjects(spoil, "journey-quick"),
    "beside": _beside(0),
    "beside_stage": _beside(1),
    "beside_gone": _beside(3),
    "beside_new": _beside(4),
    "beside_alone": lambda _: beside.alone(f.version("J1", f.JOURNEY), words=WORDS),
    "own_keep": lambda spoil: own.form(spoil(_played(f.touchpoints)), words=WORDS),
    "own_keep_persona": lambda spoil: own.form(
        spoil(_played(lambda: f.workshop("persona", titles=()))), words=WORDS
    ),
    "own_kept": lambda _: own.said(
        WORDS("own.kept", names=own.names_of([PROMPTS.agendas["journey"]])), words=WORDS
    ),
    "own_list": _own,
    "own_none": lambda _: own.listed([], words=WORDS, names=NAMES),
    "start_subjects_segment": lambda spoil: _subjects(spoil, "segment"),
    **FINDINGS,
    **VERSIONS,
}
