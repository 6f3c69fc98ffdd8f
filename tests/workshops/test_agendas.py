"""Every agenda, activity by activity, from its start to a version of a record."""

from typing import Any

import pytest

from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from prompts.models import Activity
from tests.workshops.played import Played
from tests.workshops.scene import MARA, prompts
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.beliefs import hypotheses
from workshops.store import Workshops
from workshops.subjects import Whom

AGENDAS = sorted(prompts().agendas)
MAKES = {"journey": Journey, "persona": Persona, "segment": Segment, "scenario": Scenario}


async def begin(played: Played, key: str) -> None:
    """Start an agenda; what it renews is there already."""
    agenda = prompts().agendas[key]
    if agenda.makes == "segment":
        await played.start(key, whose=(Whom(name="Foundries", kind="segment"),))
    elif agenda.renews:
        before = Played(played.ledger, played.workshops, played.workspace, id="before")
        await before.start("journey")
        await before.write("It is not the price", lane="hypotheses")
        await before.publish()
        await played.start(key, journey="J1")
    else:
        await played.start(key)


async def answer(played: Played, activity: Activity) -> None:
    """Say something in each lane of an activity, in the first stage where it goes by stages."""
    state = await played.state()
    stage = state.stages[0].id if activity.scope == "each_stage" and state.stages else None
    for asked in activity.lanes:
        more: dict[str, Any] = {"text": f"A word on {asked.lane}"}
        if asked.form == "choice":
            more |= {"choice": asked.choices[0].key}
        elif asked.form == "parts":
            more |= {"choice": "decides", "about": "new"}
        elif asked.form == "verdicts":
            more |= {"choice": "refuted", "about": hypotheses(state)[0].id}
        note = c.NewNote(
            id=NoteId(f"{activity.key}-{asked.lane}"), lane=asked.lane, stage=stage, **more
        )
        await played.play(c.AddNotes, by=MARA, activity=activity.key, notes=(note,))


async def restarted(played: Played) -> Played:
    """Return the workshop in a process that remembers nothing."""
    fresh = Played(played.ledger, Workshops(), played.workspace)
    assert await fresh.state() == await played.state()
    return fresh


@pytest.mark.parametrize("key", AGENDAS)
async def test_an_agenda_leads_to_a_record(sqlite_played: Played, key: str) -> None:
    """Each lane of each activity takes what it asks for; what is recorded is in the version.

    In every activity the process is another one, and finds all as it was.
    """
    played, agenda = sqlite_played, prompts().agendas[key]
    await begin(played, key)
    for activity in agenda.activities[:-1]:
        await answer(played, activity)
        played = await restarted(played)
        await played.play(c.Next, drawn=(await played.state()).drawn)
    assert (await played.state()).activity.kind == "review"
    made = (await played.publish()).versions[-1]
    assert isinstance(made.body, MAKES[agenda.makes])
    written = str(made.body.model_dump())
    texts = [
        a.lane for one in agenda.activities for a in one.lanes if a.recorded and a.form == "text"
    ]
    assert [lane for lane in texts if f"A word on {lane}" not in written] == []
