"""What people see of versions: before publishing, two texts, history, differences, restoring."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from rpds import HashTrieMap

from bot.views import (
    by_stage,
    changes,
    conflict,
    difference,
    history,
    publishing,
    record,
    restoring,
)
from bot.views.blocks import Block
from bot.views.telling import Telling
from knowledge.records.diff import changes as compare
from knowledge.records.diversity import OneSided
from knowledge.records.merge import Conflict
from knowledge.records.models.choices import Skipped
from knowledge.records.models.claims import Dissent, Evidence, Feeling, Insight, Seen, Source
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.settling import Side, key
from tests.bot import facts as f
from tests.bot.spoiling import Spoil
from tests.workshops.scene import INES, JONAS, TITLES
from workshops.previewing import Draft, Preview
from workshops.renewing import Onto

Draw = Callable[[Spoil], Block]
WORDS, PROMPTS, NAMES = f.WORDS, f.PROMPTS, f.NAMES


@cache
def renewed() -> Journey:
    """Return the journey a little later."""
    insights = f.JOURNEY.insights
    return f.JOURNEY.model_copy(
        update={
            "goal": "More trials that end in an order",
            "trigger": None,
            "stages": (*f.JOURNEY.stages[:2], Stage(id="s4", title="Tries it on one shift")),
            "insights": (
                insights[0].model_copy(
                    update={"text": "Wants one form, not five", "stands_for": (insights[2].id,)}
                ),
                insights[1].model_copy(update={"stage": "s1"}),
                f.insight("i20", "moves_on", "A number that the director accepts", stage="s2"),
            ),
        }
    )


def renewed_lines(spoil: Spoil) -> list[str]:
    """Return how it was renewed, in words."""
    before, after = spoil(f.JOURNEY), spoil(renewed())
    found = spoil(compare(before, after, lanes=list(PROMPTS.lanes)))
    return changes.lines(found, Telling(PROMPTS, before, after), most=12)


def _own_changes(spoil: Spoil) -> dict[str, Any]:
    """Return how it was renewed, stage by stage, with one line too many."""
    before, after = spoil(f.JOURNEY), spoil(renewed())
    found = spoil(compare(before, after, lanes=list(PROMPTS.lanes)))
    telling = Telling(PROMPTS, before, after)
    lines = by_stage.told(found, telling)
    newcomers = spoil(["Olaf, works council"])
    counted = by_stage.counted(found, telling)
    return {"lines": lines[:-1], "counted": counted, "more": 1, "newcomers": newcomers}


@cache
def rewritten() -> Journey:
    """Return the journey with a change of each kind that is told."""
    stages = f.JOURNEY.stages
    refuted = Seen(id="refuted", verdict="refuted", reasons=("Two had no trial",))
    status = {"status": "refuted", "seen": (f.JOURNEY.hypotheses[0].seen[0], refuted)}
    return f.JOURNEY.model_copy(
        update={
            "insights": (_rewritten(f.JOURNEY.insights[0]), *f.JOURNEY.insights[2:]),
            "stages": (
                stages[2].model_copy(update={"skipped": None}),
                stages[0].model_copy(update={"loops_to": "s3", "phase": "After", "ends": True}),
                stages[1].model_copy(update={"title": "Wins the director", "skipped": "Forced"}),
            ),
            "hypotheses": (f.JOURNEY.hypotheses[0].model_copy(update=status),),
            "skipped": (
                Skipped(id="doing", what="Do, think, ask", reason="No time today"),
                Skipped(id="frame", what="Frame", reason="The bus left", cut_short=True),
            ),
            "personas": ("P1", "P2"),
            "goal": None,
            "strength": "weak",
        }
    )


def _rewritten(insight: Insight) -> Insight:
    evidence = (
        Evidence(id="e2", source=Source.INTERVIEW, customer="Hafen AG"),
        Evidence(id="e3", source=Source.DOCUMENT, seen_on=f.TODAY),
        Evidence(id="e4", source=Source.ANALYTICS),
    )
    return insight.model_copy(
        update={
            "text": "Wants one form, not five",
            "feeling": Feeling(word="calm", value=0),
            "met": 4,
            "channel": "phone",
            "starts": "us",
            "moment_of_truth": True,
            "evidence": evidence,
            "met_evidence": evidence[:1],
            "dissent": (Dissent(id="d1", text="Service hears the opposite", person=INES),),
        }
    )


# --- before publishing ---

TWICE = (
    Conflict(("insights", "i1"), "text", "Wants fewer forms", "Wants one form", "Wants no form"),
    Conflict(("stages", "s2"), "", {"title": "Convinces"}, None, {"title": TITLES[1]}),
    Conflict((), "goal", None, "Fewer returns", "More orders"),
    Conflict(("stages", "s2"), "ends", None, True, False),
    Conflict(("stages",), "order", [], ["s2", "s1"], ["s1", "s2"]),
    Conflict(
        *(("insights", "i2"), "feeling", None),
        ours={"word": "calm", "value": 0},
        theirs={"word": "sad", "value": -2},
    ),
    Conflict(("insights", "i2"), "stage", "s1", "s2", None),
    *(Conflict(("insights", f"i{n}"), "met", 1, 2, 3) for n in range(3, 12)),
)
FIRST = f.version("J1", f.JOURNEY)
SIDES = OneSided("Sales", ("Service", "Purchasing"), "Nordwerk")
SECOND = replace(f.version("J1", f.JOURNEY, number=2), person=JONAS)


def _before(
    onto: Onto, *, any_: bool = True, private: bool = False, play: Callable[[], f.Play] = f.reviewed
) -> Draw:
    """Draw what comes before publishing: against nothing, a version, others' version."""

    def draw(spoil: Spoil) -> Block:
        outcome = publishing.Outcome(
            **(_own_changes(spoil) if any_ else {}),
            meanwhile=renewed_lines(spoil)[:2] if onto.meanwhile else [],
            sides=spoil(SIDES) if onto.meanwhile else OneSided(),
            person=NAMES[JONAS],
            parked=1 if any_ else 0,
        )
        settled = TWICE if onto.meanwhile else ()
        found = Preview(onto, Draft(None, f.JOURNEY, ()), conflicts=settled)
        state = replace(f.played(play), visibility=f.PLACE if private else None)
        return publishing.what_changes(spoil(state), found, outcome, words=WORDS)

    return draw


def _conflict(spoil: Spoil) -> Block:
    onto = Onto(FIRST, (spoil(SECOND),))
    twice = spoil(TWICE)
    found = Preview(onto, Draft(None, spoil(f.JOURNEY), ()), conflicts=twice, unsettled=twice)
    sides: dict[str, Side] = {key(twice[0]): "both"}
    state = replace(f.played(f.reviewed), sides=HashTrieMap(sides))
    telling = Telling(PROMPTS, onto.meanwhile[0].body, found.record.after, f.PERSONAS)
    return conflict.modal(state, found, telling=telling, person=NAMES[JONAS])


def _published(spoil: Spoil) -> Block:
    also = WORDS("review.published_meanwhile", person=NAMES[JONAS], version="J1@2")
    return publishing.published(f.met(), words=WORDS, also=also)


# --- versions ---

OLD, NEW = f.version("J1", renewed(), number=2), f.version("J1", f.JOURNEY, number=4)


def _history(spoil: Spoil) -> Block:
    told = [
        (spoil(f.version("J1", renewed(), number=2)), renewed_lines(spoil)),
        (spoil(f.version("J1", f.JOURNEY, reason="example")), [WORDS("history.first")]),
    ]
    return history.message(told, words=WORDS, names=NAMES, older=3)


def _difference(spoil: Spoil, *, whole: bool) -> Block:
    before, after = spoil(FIRST), spoil(f.version("J1", rewritten(), number=2))
    found = spoil(compare(before.body, after.body, lanes=list(PROMPTS.lanes)))
    draw = difference.modal if whole else difference.message
    telling = Telling(PROMPTS, before.body, after.body, f.PERSONAS)
    return draw(before, after, found, telling=telling, names=NAMES)


def _same(spoil: Spoil) -> Block:
    version = spoil(FIRST)
    telling = Telling(PROMPTS, version.body, version.body)
    return difference.message(version, version, (), telling=telling, names=NAMES)


def _restore(spoil: Spoil, *, late: bool = False) -> Block:
    person = NAMES[JONAS] if late else ""
    lines = renewed_lines(spoil)
    return restoring.confirm(spoil(OLD), spoil(NEW), lines, words=WORDS, person=person)


def _older(spoil: Spoil) -> Block:
    return record.card(
        spoil(OLD), prompts=PROMPTS, names=NAMES, personas=f.PERSONAS, newest=spoil(NEW)
    )


VERSIONS: Mapping[str, Draw] = {
    "review_changes": _before(Onto(FIRST)),
    "review_first": _before(Onto(), any_=False),
    "review_first_private": _before(Onto(), any_=False, private=True),
    "review_meanwhile": _before(Onto(FIRST, (SECOND,))),
    "review_audience": _before(Onto(FIRST, asks_audience=True), private=True),
    "review_apart": _before(Onto(FIRST, apart=True)),
    "review_conflict": _conflict,
    "review_published": _published,
    "review_rehearsal": _before(Onto(), play=f.rehearsal),
    "review_over": lambda _: publishing.published(f.rehearsal().state, words=WORDS),
    "history": _history,
    "difference": lambda spoil: _difference(spoil, whole=False),
    "difference_whole": lambda spoil: _difference(spoil, whole=True),
    "difference_none": _same,
    "restore": _restore,
    "restore_late": lambda spoil: _restore(spoil, late=True),
    "restored": lambda _: restoring.restored(NEW, OLD, before=NEW, words=WORDS),
    "restored_undone": lambda _: restoring.undone(NEW, OLD, words=WORDS),
    "restored_too_late": lambda _: restoring.too_late(NEW, words=WORDS),
    "record_older": _older,
}
