"""Petra's workshop, records and answers: the facts that the views are drawn with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from knowledge.answers.models import (
    Answer,
    AnswerLine,
    Citation,
    Extent,
    Footer,
    Involved,
    JourneyFact,
    LineKind,
    PersonaFact,
    StageFact,
    StageOption,
    Support,
    Unclear,
)
from knowledge.identity import PersonId, PlaceId
from knowledge.records.models.bodies import Body
from knowledge.records.models.choices import Chosen
from knowledge.records.models.claims import Evidence, Feeling, Hypothesis, Insight, Seen, Source
from knowledge.records.models.journeys import Involvement, Journey, Stage
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.personas import BuyingRole, Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Criterion, Segment
from knowledge.records.refs import Ref
from knowledge.records.store import Version
from prompts.loader import load
from tests.workshops.scene import (
    EVERYBODY,
    INES,
    JONAS,
    MARA,
    NOON,
    TITLES,
    Scene,
    W,
    stages,
    start,
)
from workshops.engine import NoteId, Workshop
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.deadlines import Pace
from workshops.engine.events import Known, Member, Subject, Voice
from workshops.engine.state import Decision

PROMPTS = load()
WORDS = PROMPTS.words
TODAY = date(2026, 11, 22)
NAMES = {MARA: "<@U0MARA0001>", JONAS: "<@U0JONAS001>", INES: "<@U0INES0001>"}
DEPARTMENTS: dict[PersonId, str | None] = {MARA: "Sales", JONAS: "Service", INES: "Marketing"}
PLACE = PlaceId("C0WORKWEAR")
ROLE = "Safety manager"


CAST = (
    Member(id="p1", name="Petra", ref="P1", group=True),
    Member(id="p2", name="Ralf", also=("Purchasing",), ref="P2", group=True),
    Member(id="p4", name="Doris", ref="P4"),
)
BASES = {"persona": "P1@1", "segment": "I1@1"}


@dataclass
class Play:
    """A scene that is told in one go: whatever is done, it goes on."""

    scene: Scene

    @property
    def state(self) -> Workshop:
        """The workshop as it stands."""
        return self.scene.state

    def do(self, command: c.Command) -> "Play":
        """Do what the command asks."""
        self.scene.play(command)
        return self

    def tell(self, event: e.AnyEvent) -> "Play":
        """Let something happen."""
        self.scene.tell(event)
        return self

    def write(self, text: str = "", **more: Any) -> "Play":
        """Add a note to the current activity."""
        self.scene.write(text, **more)
        return self

    def found(self, note: str, id: str, **said: Any) -> "Play":
        """Give a note a source."""
        given = c.GiveSource(workshop=W, at=NOON, by=MARA, note=NoteId(note), id=id, **said)
        return self.do(given)

    def take_part(self, part: str, *, by: PersonId) -> "Play":
        """Say what Petra does in the second stage."""
        return self.write("Petra", by=by, lane="parts", stage="s2", choice=part, about="p1")

    def reply(self, text: str, *, source: str) -> "Play":
        """Reply in the thread."""
        self.scene.reply(text, source=source, by=INES)
        return self

    def to(self, activity: str) -> "Play":
        """Go on until *activity*."""
        self.scene.go_to(activity)
        return self

    def ready(self, *people: PersonId) -> "Play":
        """Let people be ready."""
        for person in people:
            self.do(c.MarkReady(workshop=W, at=NOON, by=person, drawn=self.state.drawn))
        return self

    def ask(self, kind: type[c.Command], by: PersonId = MARA) -> "Play":
        """Pause, end, reopen."""
        return self.do(kind(workshop=W, at=NOON, by=by))


@cache
def played(play: Callable[[], Play | Workshop]) -> Workshop:
    """Play a workshop once; it is drawn some hundred times."""
    played = play()
    return played.state if isinstance(played, Play) else played


def workshop(agenda: str = "journey", *, titles: tuple[str, ...] = TITLES, **more: Any) -> Play:
    """Return a workshop on Petra that has just begun; *more* goes into its start."""
    forms = Known(id="i1", text="Wants fewer forms", lane="goals", stage="s1")
    begin = start(
        agenda,
        stages_=stages(*titles),
        known=more.pop("known", (forms,) if titles and agenda != "persona" else ()),
        base=BASES.get(agenda, "J1@1"),
    )
    petra = Subject(name="Petra", ref="P1")
    return Play(Scene(replace(begin, place=PLACE, subject=petra, cast=CAST, **more)))


def touchpoints() -> Play:
    """Return a workshop in an activity that goes stage by stage, with notes in two of three."""
    play = workshop().to("touchpoints")
    play.write("Samples on site, we call", stage="s1")
    play.write("Asks a peer, she starts", by=INES, stage="s2")
    return play.write("Works council asks for a list", stage="s2").ready(JONAS)


def unwritten() -> Play:
    """Return a workshop in an activity that goes stage by stage, before anybody has written."""
    return workshop().to("touchpoints")


def unwritten_here() -> Play:
    """Return an activity in which nobody has written, after one that left a note unsorted."""
    return workshop().to("touchpoints").reply("Trade fair", source="100.1").to("feelings")


def sourced() -> Play:
    """Return a workshop in which two notes of a stage stand on what one customer said."""
    play = workshop().to("wants")
    play.write("Wants to see it on one shift", stage="s1", met=2)
    play.write("Wants a fair price", stage="s1", by=INES)
    play.write("Wants nobody to get hurt", stage="s1")
    heard: dict[str, Any] = {"source": Source.INTERVIEW, "customer": "Nordwerk"}
    play.found("n1", "e1", **heard, seen_on=date(2026, 11, 3), quote="Can we test it?")
    play.found("n1", "e2", **heard, link="https://wiki.example/visits/7")
    rated = {"source": Source.ANALYTICS, "link": "https://figures.example/trials"}
    play.found("n1", "e3", founds="met", **rated, customer="Nordwerk")
    said = {"source": Source.FRONTLINE, "one_liner": "L12", "quote": QUOTE}
    return play.found("n3", "e4", **said, customer="Nordwerk", seen_on=date(2026, 10, 1))


def missed() -> Play:
    """Return a workshop that two departments do not take part in."""
    named = ("Sales", "Service", "Field force", "Logistics")
    return workshop(departments=named).to("touchpoints").write("We call", stage="s1")


def asked() -> Play:
    """Return a workshop in which one of two whom nobody heard was asked to add something."""
    play = workshop().to("touchpoints")
    drawn = play.state.drawn
    return play.do(c.Nudge(workshop=W, at=NOON, by=MARA, drawn=drawn, person=INES))


def crowd() -> Play:
    """Return a workshop in which nine are not heard yet, and one of them was asked."""
    play = asked()
    for number in range(4, 11):
        join = PersonId(f"p{number}")
        play = play.do(c.AddPerson(workshop=W, at=NOON, by=MARA, person=join))
    return play


def parked() -> Play:
    """Return a workshop with a note in the parking lot, which had no stage."""
    play = workshop().to("touchpoints").write("Our parking is too small").write("A trade fair")
    note = NoteId("n1")
    return play.do(c.Decide(workshop=W, at=NOON, by=MARA, note=note, decision="park"))


def at_place(what: e.PlaceIs) -> Play:
    """Return a workshop whose channel is not what it was."""
    return touchpoints().do(c.NotePlace(workshop=W, at=NOON, by=MARA, what=what))


def left_alone() -> Play:
    """Return a workshop that everybody has left."""
    play = touchpoints()
    for person in EVERYBODY:
        play.do(c.LeavePerson(workshop=W, at=NOON, by=person, person=person))
    return play


def turned() -> Play:
    """Return a workshop whose second stage leads back and may end, and whose third is left out."""
    play = touchpoints()
    for stage, more in (("s2", {"loops_to": "s1", "ends": True}), ("s3", {"skipped": "One only"})):
        title = next(one.title for one in play.state.stages if one.id == stage)
        seen = play.state.stages_seen
        play.do(
            c.ChangeStage(
                workshop=W, at=NOON, by=MARA, stage=stage, seen=seen, title=title,
                **more,
            )
        )  # fmt: skip
    return play


def hushed() -> Play:
    """Return a workshop in which a stage has a sealed note."""
    return workshop(as_="sealed").to("touchpoints").write("Samples on site", stage="s2")


def overtime(play: Play | None = None) -> Play:
    """Return a workshop whose time box is over."""
    play = play or touchpoints()
    ends_at, drawn = play.state.clock.ends_at or NOON, play.state.drawn
    return play.do(c.TimeUp(workshop=W, at=ends_at, by=MARA, drawn=drawn, ends_at=ends_at))


def own_time() -> Play:
    """Return a workshop in which everybody has two working days for each activity."""
    return workshop(pace=Pace(days=2))


def silent(as_: Voice) -> Play:
    """Return a workshop whose notes are sealed, with a note by Jonas."""
    play = workshop(as_=as_)
    play.scene.count = 1
    new = c.NewNote(id=NoteId("n1"), lane=play.state.activity.lanes[0].lane, text="An accident")
    key, voice = play.state.activity.key, PersonId("voice-1")
    return play.do(
        c.AddNotes(workshop=W, at=NOON, by=JONAS, voice=voice, activity=key, notes=(new,))
    )


def sealed_so_far() -> Play:
    """Return a workshop with sealed notes, one activity cut short and one left out."""
    play = silent("sealed")
    play.do(c.Next(workshop=W, at=NOON, by=MARA, drawn=play.state.drawn))
    play.write("Nobody sees this before the reveal")
    for reason in ("Nobody has met her yet", "The model's will do"):
        drawn = play.state.drawn
        play.do(c.Skip(workshop=W, at=NOON, by=MARA, drawn=drawn, reason=reason))
    return play


def revealed(as_: Voice) -> Play:
    """Return the same after the reveal."""
    play = silent(as_)
    return play.do(c.Reveal(workshop=W, at=NOON, by=MARA, drawn=play.state.drawn))


def felt() -> Play:
    """Return a workshop in which two feel differently about a stage."""
    play = workshop().to("feelings")
    play.write(stage="s1", feeling=("delighted", 2))
    play.write(by=INES, stage="s1", feeling=("exposed", -1))
    return play.write("Nobody backs her", by=INES, lane="pains", stage="s1")


def rated() -> Play:
    """Return a workshop on a segment that two people have rated."""
    play = workshop("segment", titles=()).to("size")
    play.write("Six hundred sets a year", by=INES)
    return play.write(choice="4").write(choice="3", by=INES)


def involved() -> Play:
    """Return a workshop on who decides, in which two see Petra's part differently."""
    play = workshop("buying-group").write("The works council", lane="group").to("parts")
    play.take_part("decides", by=JONAS)
    return play.take_part("influences", by=INES)


def between() -> Play:
    """Return a workshop after its first session."""
    return workshop(second_from="touchpoints").to("touchpoints")


def believed() -> Play:
    """Return an evidence check in which one hypothesis was judged."""
    known = (Known(id="h1", text="It is not the price", lane="hypotheses"),)
    play = workshop("evidence", titles=(), known=known)
    for id, text, choice in (("v1", "It is not the price", "refuted"), ("v2", "Ralf left", None)):
        note = c.NewNote(id=NoteId(id), lane="verdicts", text=text, choice=choice, about="h1")
        play.do(c.AddNotes(workshop=W, at=NOON, by=JONAS, activity="hypotheses", notes=(note,)))
    return play.write("They wait for the audit", lane="hypotheses")


def rehearsal() -> Play:
    """Return what somebody tries alone, at its end."""
    return workshop(rehearsal=True).write("An accident on the late shift").to("review")


def offered(heard: e.Heard = "words", *, activity: str = "stages", nameless: bool = False) -> Play:
    """Return a workshop in which whoever wrote was offered other words for it."""
    said = {
        "words": ("Demo", "Sees it work on their own problem"),
        "feature": ("A dashboard", "I want to see at a glance where I stand"),
        "channel": ("Gets informed", None),
    }
    was, text = said[heard]
    play = silent("nameless") if nameless else workshop().to(activity)
    if not nameless:
        play.write(was, stage=None if activity == "stages" else "s1")
    proposal = e.Proposal(what="note", id="n1", was=play.state.notes[NoteId("n1")].text, text=text)
    by, key = play.state.notes[NoteId("n1")].person or JONAS, play.state.activity.key
    return play.tell(
        e.WordingOffered(
            at=NOON, by=by, activity=key, heard=heard, proposals=(proposal,), nameless=nameless
        )
    )


def goal_offered() -> Play:
    """Return a workshop whose goal is a thing to build."""
    proposal = e.Proposal(what="goal", was="A dashboard")
    return workshop().tell(
        e.WordingOffered(at=NOON, by=MARA, activity="", heard="feature", proposals=(proposal,))
    )


def kept_words() -> Play:
    """Return a review in which Jonas has kept his own words, for a note and for a stage."""
    play = offered("feature", activity="wants")
    play.do(c.KeepWording(workshop=W, at=NOON, by=JONAS, activity="wants"))
    stage = e.Proposal(what="stage", id="s1", was=TITLES[0], text="Hears of an accident")
    offer = e.WordingOffered(at=NOON, by=MARA, activity="stages", heard="words", proposals=(stage,))
    play.tell(offer).do(c.KeepWording(workshop=W, at=NOON, by=MARA, activity="stages"))
    return play.to("review")


def unsorted() -> Play:
    """Return a workshop with replies that name no stage."""
    play = touchpoints()
    for number in range(1, 15):
        play.reply(f"Trade fair {number}", source=f"100.{number}")
    return play


def reviewed() -> Play:
    """Return a workshop in its review, with notes for the whole and for a stage."""
    play = workshop().write("An accident on the late shift")
    play.to("touchpoints").write("Samples on site", stage="s1")
    play.write("Brings samples", by=INES, stage="s1").to("review")
    decisions: dict[str, Decision] = {"n2": "keep", "n3": "park"}
    for note, decision in decisions.items():
        play.do(c.Decide(workshop=W, at=NOON, by=MARA, note=NoteId(note), decision=decision))
    return play


def alike() -> Play:
    """Return a workshop in its review, in which two notes may say the same and two are a group."""
    play = workshop().to("touchpoints")
    for text in ("Samples on site", "Brings samples", "Asks a peer", "Asks around"):
        play.write(text, stage="s1")
    play.to("review")
    for command in (
        c.ProposeGroups(
            workshop=W, at=NOON, by=MARA, of="d", groups=((NoteId("n1"), NoteId("n2")),)
        ),
        c.GroupNotes(workshop=W, at=NOON, by=MARA, notes=(NoteId("n3"), NoteId("n4"))),
        c.NameGroup(workshop=W, at=NOON, by=MARA, note=NoteId("n3"), name="Asks others"),
    ):
        play.do(command)
    return play


def voting() -> Play:
    """Return a workshop in which one has voted and others can."""
    play = workshop().to("opportunities")
    play.write("Call within a day", lane="opportunities", stage="s1")
    play.write("Name an owner", lane="opportunities", stage="s2", by=INES)
    play.do(c.OpenVote(workshop=W, at=NOON, by=MARA, lane="opportunities", budget=5, cap=2))
    votes = {NoteId("n1"): 1, NoteId("n2"): 2}
    return play.do(c.CastVotes(workshop=W, at=NOON, by=JONAS, round=1, votes=votes))


def voted() -> Play:
    """Return the same in its review, after the vote."""
    return voting().do(c.CloseVote(workshop=W, at=NOON, by=MARA, round=1)).to("review")


def published() -> Workshop:
    """Return a workshop after publishing."""
    play = reviewed()
    questions = replace(
        play.state.notes[NoteId("n1")],
        id=NoteId("n9"),
        order=99,
        lane="open_questions",
        text="Does the works council decide?",
    )
    notes = play.state.notes.insert(questions.id, questions)
    return replace(play.state, status="published", published=("J1@2",), notes=notes)


def met() -> Workshop:
    """Return the same on somebody who was not on record before."""
    new = Subject(name="Malte", role="shift lead")
    state = published()
    agreed = replace(state.agreed, subject=new)
    return replace(state, agreed=agreed, published=("P8@1", "J2@1"))


def named() -> Workshop:
    """Return a workshop on who decides, published: one said a sentence, another only a name."""
    play = involved().write("Jonas asks her first", lane="buying_group", stage="s1", by=JONAS)
    return replace(play.state, status="published", published=("J1@2",))


# --- records ---

HEARD = Evidence(id="e1", source=Source.FRONTLINE, customer="Nordwerk", seen_on=date(2026, 11, 2))


def insight(id: str, lane: str, text: str, *, stage: str | None = None) -> Insight:
    """Return an insight; the ones in stage 2 are founded."""
    return Insight(
        id=id, lane=lane, text=text, stage=stage, evidence=(HEARD,) if stage == "s2" else ()
    )


PETRA = Persona(
    name="Petra",
    role=ROLE,
    portrait="Runs safety for two plants and answers for every accident.",
    buying_role=BuyingRole.CHAMPION,
    insights=(
        insight("i1", "jobs", "Keep 240 people unhurt"),
        insight("i2", "pains", "Nobody backs her until it has worked somewhere else"),
    ),
)
FOOD = Segment(
    name="Food processing, 200 to 1,000 people",
    portrait="Wet floors, sharp knives, three shifts.",
    size=4,
    attractiveness=5,
    probability=3,
    priority=1,
    criteria=(Criterion(id="c1", about="size", text="Gloves are changed several times a shift"),),
    choices=(
        Chosen(id="size:4", field="size", value="4", contributors=(MARA, JONAS)),
        Chosen(id="size:2", field="size", value="2", contributors=(INES,)),
    ),
    insights=(
        insight("i1", "size", "Twelve plants within an hour's drive"),
        insight("i2", "boundaries", "Not the warehouses"),
    ),
)
PERSONAS = {"P1": "Petra", "P2": "Ralf"}
WISHED = Journey(title="Petra's path", state="future", stages=(Stage(id="s1", title=TITLES[0]),))
JOURNEY = Journey(
    title="How Petra gets safer workwear",
    personas=("P1",),
    goal="Fewer deals lost between trial and order",
    trigger="An accident on the late shift",
    strength="strong",
    stages=(
        Stage(id="s1", title=TITLES[0], phase="Before"),
        Stage(id="s2", title=TITLES[1]),
        Stage(id="s3", title=TITLES[2], skipped="There is one supplier only"),
    ),
    involvement=(
        Involvement(id="p1:s2", persona="P1", stage="s2", part="influences"),
        Involvement(id="p2:s2", persona="P2", stage="s2", part="blocks"),
    ),
    hypotheses=(
        Hypothesis(
            id="h1",
            text="It isn't the price, it's the blame",
            status="confirmed",
            seen=(
                Seen(
                    id="confirmed",
                    verdict="confirmed",
                    contributors=(MARA, INES),
                    reasons=("Three customers paid more",),
                ),
                Seen(id="refuted", verdict="refuted", contributors=(JONAS,)),
            ),
        ),
    ),
    insights=(
        insight("i1", "goals", "Wants fewer forms", stage="s1"),
        *(
            insight(f"i{n}", "questions", f"Can we test it on shift {n}?", stage="s2")
            for n in range(2, 7)
        ),
        insight("i9", "opportunities", "A trial with a date and an owner"),
    ),
)
SCENARIO = Scenario(
    title="What Petra hears, and when",
    persona="P1",
    journey="J1",
    goal="Fewer deals lost between trial and order",
    lanes=("information", "content", "timing"),
    stages=JOURNEY.stages,
    insights=(
        insight("i1", "information", "What one accident costs", stage="s2"),
        insight("i2", "content", "The one-page cost sheet", stage="s2"),
        insight("i3", "timing", "The week after the audit", stage="s2"),
        insight("i4", "information", "That they are not the only ones", stage="s1"),
    ),
)
QUOTE = "Nobody buys gloves until someone bleeds."
VARIANT = JOURNEY.model_copy(
    update={
        "variant_of": "J1", "without": ("i1",), "trigger": None, "hypotheses": (),
        "insights": JOURNEY.insights[1:2], "involvement": (),
    }
)  # fmt: skip
ONE_LINER = OneLiner(
    sentence=QUOTE,
    heard_by=JONAS,
    heard_at=NOON,
    customer="Nordwerk",
    match=Match(persona="P1", journey="J1", stage="s2", confirmed=True),
)


def version(ref: str, body: Body, *, number: int = 1, reason: str = "workshop") -> Version:
    """Return a version of a record, two days old."""
    return Version(
        ref=Ref.parse(ref),
        number=number,
        base=number - 1 or None,
        reason=reason,
        at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        person=MARA,
        body=body,
        visibility=None,
        language="en",
        chain="",
        generation=number,
    )


# --- answers ---

PETRA_FACT = PersonaFact(ref="P1", version=1, name="Petra", role=ROLE)
JOURNEY_FACT = JourneyFact(ref="J1", version=2, title=JOURNEY.title)
CONVINCING = StageFact(id="s2", title=TITLES[1], why="pinned", pinned_at=NOON)
OTHERS = (
    StageOption(journey="J1", id="s1", title=TITLES[0]),
    StageOption(journey="J2", id="s1", title=TITLES[0]),
)
HEARD_AT_THREE = Support(
    heard_by=(JONAS, INES),
    customers=("Nordwerk", "Brot & Co", "Hafen AG"),
    occasions=3,
    latest=date(2026, 11, 1),
)


def cited(number: int, quote: str | None, support: Support, *, lane: str | None) -> Citation:
    """Return a citation of the journey."""
    return Citation(
        number=number,
        record="J1",
        version=2,
        item=f"i{number}",
        quote=quote,
        lane=lane,
        support=support,
    )


def said(kind: LineKind, text: str, *numbers: int, **facts: object) -> AnswerLine:
    """Return a line of a card."""
    return AnswerLine(kind=kind, text=text, citations=numbers, **facts)


EXPOSED = Feeling(word="exposed", value=-1)
BUYERS = (
    Involved(persona="P2", name="Ralf", role="Purchasing", part="blocks"),
    Involved(persona="P3", name="Works council", part="influences"),
)
ANSWER = Answer(
    question="what does Petra need now?",
    persona=PETRA_FACT,
    journey=JOURNEY_FACT,
    stage=CONVINCING,
    alternatives=OTHERS,
    lines=(
        said(LineKind.NEED, "Costs that her director can't wave away", 1),
        said(LineKind.QUESTION, "Can we test it on one shift first?", 1),
        said(LineKind.WHO_ELSE, "", 2, involved=BUYERS),
        said(LineKind.FEELING, "exposed: nobody backs her", 3, feeling=EXPOSED),
        said(LineKind.CHANNEL, "phone, after shift", 3),
        said(LineKind.CONTENT, "Cost of one accident", 1),
        said(LineKind.GAP, "food-industry reference", 3),
        said(LineKind.QUOTE, QUOTE, 4, customer="Nordwerk"),
        said(LineKind.MOVES_ON, "a trial with a date and an owner", 1),
    ),
    citations=(
        cited(1, "Costs that her director can't wave away", HEARD_AT_THREE, lane="needs"),
        cited(2, None, Support(heard_by=(MARA,), occasions=1), lane="involvement"),
        cited(3, "exposed", Support(), lane="feelings"),
        cited(4, QUOTE, Support(documented=True, occasions=1), lane="quotes"),
    ),
    footer=Footer(
        heard=(1, 2), documented=(4,), beliefs=(3,),
        customers=3, colleagues=2, latest=date(2026, 11, 1),
    ),
)  # fmt: skip
ABOUT_A_WORD = Answer(
    question="what do they say about trials?",
    lines=(
        said(LineKind.EVIDENCE, "We test on one shift", 1, persona=PETRA_FACT, stage=OTHERS[0]),
        said(LineKind.SKIPPED, "There is one supplier only", 2),
        said(LineKind.PAIN, "Forms in three languages", 2),
        said(LineKind.OBJECTION, "We tried that in 2019", 2),
        said(LineKind.FORMAT, "One page, printed", 2),
        said(LineKind.CHANNEL, "phone, after shift", 2),
        said(LineKind.MOVES_ON, "a trial with a date and an owner", 2),
    ),
    citations=(
        cited(1, "We test on one shift", HEARD_AT_THREE, lane="actions"),
        cited(2, "There is one supplier only", Support(), lane=None),
    ),
    footer=Footer(heard=(1,), beliefs=(2,), colleagues=1, latest=TODAY),
)
_OCCASIONS = (
    Evidence(
        id="e1", source=Source.FRONTLINE, one_liner="L12", customer="Nordwerk", quote=QUOTE,
        seen_on=date(2026, 11, 3),
    ),
    Evidence(id="e2", source=Source.ANALYTICS, link="https://figures.example/trials"),
)  # fmt: skip
FOUNDRIES = "Foundries, 200 to 1,000 people"
FOUNDED = Answer(
    question="what do they say about trials?",
    lines=(
        said(LineKind.EVIDENCE, "We test on one shift", 1),
        said(LineKind.EVIDENCE, "They ask for figures", 2),
        said(LineKind.EVIDENCE, "They ask their peers", 3),
    ),
    citations=(
        cited(1, "We test on one shift", Support(
            customers=("Nordwerk",), occasions=2, documented=True, voiced=True,
            sources=_OCCASIONS, latest=date(2026, 11, 3),
        ), lane="actions"),
        cited(2, "They ask for figures", Support(
            occasions=1, documented=True, sources=_OCCASIONS[1:],
        ), lane="actions"),
        cited(3, "They ask their peers", Support(occasions=1, voiced=True), lane="actions"),
    ),
    footer=Footer(
        heard=(1,), nameless=(3,), documented=(2,), customers=1, latest=date(2026, 11, 3),
    ),
)  # fmt: skip
HEARD_SOMEWHERE = Answer(
    question="what do they say about peers?",
    lines=(
        said(LineKind.EVIDENCE, "They ask their peers", 1),
        said(LineKind.EVIDENCE, "Three visits in spring", 2),
    ),
    citations=(
        cited(1, "They ask their peers", Support(occasions=1, voiced=True), lane="actions"),
        cited(2, "Three visits in spring", Support(), lane="sources"),
    ),
    footer=Footer(heard=(1,), beliefs=(2,)),
)
"""With what says how we know: it has no source, and needs none."""
SEGMENT = Answer(
    question="what do foundries need?",
    lines=(
        said(LineKind.EVIDENCE, "Gloves that survive a shift", 1, segment=FOUNDRIES, lane="needs"),
        said(LineKind.EVIDENCE, "Art foundries", 2, segment=FOUNDRIES, lane="boundaries"),
    ),
    citations=(
        cited(1, "Gloves that survive a shift", Support(), lane="needs"),
        cited(2, "Art foundries", Support(), lane="boundaries"),
    ),
    footer=Footer(beliefs=(1, 2)),
)
AMONG_SEGMENTS = SEGMENT.model_copy(
    update={"lines": (*SEGMENT.lines, said(LineKind.EVIDENCE, "They ask their peers", 2))}
)
ACROSS = Answer(
    question="which content is missing?",
    across="gaps",
    lines=(
        said(LineKind.EVIDENCE, "Accident figures of plants like hers", 1, stage=OTHERS[0]),
        said(LineKind.EVIDENCE, "A film without sound", 2, persona=PETRA_FACT, belief=True),
    ),
    citations=(
        cited(1, "Accident figures of plants like hers", Support(documented=True), lane="gaps"),
        cited(2, "A film without sound", Support(), lane="gaps"),
    ),
    footer=Footer(documented=(1,), beliefs=(2,)),
)
ACROSS_SEGMENTS = ACROSS.model_copy(
    update={
        "across": "segments",
        "lines": (
            said(LineKind.EVIDENCE, "Two shifts", 1, lane="portrait", segment="Yards & docks"),
            said(LineKind.EVIDENCE, "Hot work", 2, lane="portrait", segment="Foundries"),
        ),
    }
)
WAYS = Answer(
    question="how strong is the reason to change?",
    persona=PETRA_FACT,
    journey=JOURNEY_FACT,
    stage=CONVINCING,
    lines=(
        said(LineKind.STRENGTH, "", 1, strength="weak"),
        said(LineKind.BACK, "", 2, stage=OTHERS[0]),
        said(LineKind.ENDS, "", 2),
        said(LineKind.EVIDENCE, "It is not the price", 3, verdict="refuted"),
    ),
    citations=(
        cited(1, None, Support(), lane="strength"),
        cited(2, None, Support(), lane="ways"),
        cited(3, "It is not the price", Support(), lane="hypotheses"),
    ),
    footer=Footer(beliefs=(1, 2, 3)),
)
GROUP = Answer(
    question="who can stop it?",
    journey=JOURNEY_FACT,
    lines=(
        said(
            LineKind.GROUP, "", 1,
            involved=(
                BUYERS[0].model_copy(update={"stages": (TITLES[0], TITLES[1])}),
                Involved(persona="P4", name="Doris", part="blocks"),
            ),
        ),
        said(LineKind.OBJECTION, "No new suppliers before January", 2, about="Doris"),
        said(LineKind.TELL, "What one accident costs", 3),
        said(LineKind.TIMING, "The week after the audit", 3),
        said(LineKind.MEANS, "Service hands it over", 3),
        said(LineKind.CHANGE, "Asks for a trial", 3),
        said(LineKind.NO_CONTENT, "", 3),
    ),
    citations=(
        cited(1, None, Support(), lane="involvement"),
        cited(2, "No new suppliers before January", Support(), lane="objections"),
        cited(3, "What one accident costs", Support(), lane="information"),
    ),
    footer=Footer(beliefs=(1, 2)),
)  # fmt: skip
KNOWN = Answer(
    question="What do we know about Petra here?",
    persona=PETRA_FACT,
    journey=JOURNEY_FACT,
    stage=CONVINCING.model_copy(update={"why": "asked"}),
    lines=(
        said(LineKind.GROUP, "", 1, involved=BUYERS[:1]),
        said(LineKind.KNOWN, "Costs that her director can't wave away", 2, lane="goals"),
        said(LineKind.KNOWN, "Somebody who shares the blame", 3, lane="goals", stage=OTHERS[0]),
        said(LineKind.KNOWN, "nobody backs her", 3, lane="feelings", feeling=EXPOSED),
        said(LineKind.KNOWN, "It is not the price", 3, lane="hypotheses", verdict="open"),
        said(LineKind.KNOWN, QUOTE, 4, lane="quotes", customer="Nordwerk"),
    ),
    citations=(
        cited(1, None, Support(), lane="involvement"),
        cited(2, "Costs that her director can't wave away", HEARD_AT_THREE, lane="goals"),
        cited(3, "nobody backs her", Support(), lane="feelings"),
        cited(4, QUOTE, Support(heard_by=(MARA,), occasions=1), lane="quotes"),
    ),
    footer=Footer(heard=(2, 4), beliefs=(1, 3), customers=3, colleagues=2, latest=TODAY),
    extent=Extent(silent=("touchpoints", "pains"), more=4),
)
KNOWN_LITTLE = Answer(
    question="What do we know about Petra here?",
    persona=PETRA_FACT,
    stage=CONVINCING.model_copy(update={"why": "asked"}),
    lines=(said(LineKind.KNOWN, "By phone, after the early shift", 1, lane="channels"),),
    citations=(cited(1, "By phone, after the early shift", Support(), lane="channels"),),
    footer=Footer(beliefs=(1,)),
    extent=Extent(unmapped=CONVINCING.title, more=1),
)
UNCLEAR = Unclear(
    question="what does she need?",
    candidates=(PETRA_FACT, PersonaFact(ref="P2", version=1, name="Ralf")),
)
UNCLEAR_NAMED = UNCLEAR.model_copy(update={"named": True})
