"""A scenario workshop: persona x stage x what, where, when and how becomes `S1`, with its gaps."""

from knowledge.records import store
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.refs import Kind
from tests.workshops.drafted import begun, drafted
from tests.workshops.played import Played
from tests.workshops.scene import MARA, prompts
from workshops.engine.events import Subject
from workshops.subjects import Whom

LANES = ("change", "information", "content", "channels", "timing", "means")
STAGES = (
    Stage(id="near-miss", title="Sees people get hurt"),
    Stage(id="boss", title="Convinces the director"),
    Stage(id="later", title="Renews", skipped="Not this year"),
)


def gaps(body: Scenario) -> list[tuple[str, str]]:
    return [(stage.id, lane) for stage, lane in body.gaps()]


async def test_a_scenario_takes_the_stages_of_a_persona_s_path(played: Played) -> None:
    """S1@1 for Petra along J1; what nobody filled are its gaps, stage by stage."""
    async with played.ledger.transaction(played.workspace) as tx:
        known = (Persona(name="Petra"), Journey(title="J", personas=("P1",), stages=STAGES))
        for one in known:
            ref = await store.new_ref(tx, Kind[one.kind.upper()])
            await store.publish(tx, ref, one, person=MARA, reason="example", base=None)
    await played.start("scenario", whose=(Whom(ref="P1"),), along="J1")
    await played.write("What one accident costs", lane="information", stage="boss")
    await played.go_to("content")
    await played.write("The one-page cost sheet", lane="content", stage="boss")
    await played.write("By phone, after the shift", lane="channels", stage="boss")
    (version,) = (await played.publish()).versions
    body = version.body
    assert isinstance(body, Scenario)
    assert (str(version.named), body.persona, body.journey) == ("S1@1", "P1", "J1")
    assert (body.stages, body.lanes) == (STAGES, LANES)
    assert gaps(body) == [
        *(("near-miss", lane) for lane in LANES),
        *(("boss", lane) for lane in ("change", "timing", "means")),
    ]


async def test_somebody_without_a_path_starts_from_a_model_and_gets_a_record(
    played: Played,
) -> None:
    await played.start("scenario", whose=(Whom(name="Malte, shift lead"),))
    await played.write("Why the kit stays in the locker", lane="information", stage="loosening")
    persona, scenario = (await played.publish()).versions
    assert isinstance(persona.body, Persona)
    assert isinstance(scenario.body, Scenario)
    assert (persona.body.name, persona.body.role) == ("Malte", "shift lead")
    assert (str(persona.named), scenario.body.persona) == ("P1@1", "P1")
    stages = [stage.key for stage in prompts().models["buyers-journey"].stages]
    assert [stage.id for stage in scenario.body.stages] == stages


async def test_a_renewed_scenario_keeps_its_cells_and_fills_its_gaps(played: Played) -> None:
    await played.start("scenario", whose=(Whom(name="Malte"),))
    await played.write("Why it stays in the locker", lane="information", stage="loosening")
    await played.publish()
    again = Played(played.ledger, played.workshops, played.workspace, id="again")
    await again.start("scenario", renews="S1")
    await again.write("He asks for a trial", lane="change", stage="loosening")
    (version,) = (await again.publish()).versions
    assert str(version.named) == "S1@2"
    assert isinstance(version.body, Scenario)
    assert [one.lane for one in version.body.insights] == ["information", "change"]


def test_a_lane_of_a_skipped_activity_is_no_gap() -> None:
    """What the team left out with a reason is not missing; what it cut short is, where empty."""
    scene = begun("scenario", subjects=(Subject(name="Petra", ref="P1"),))
    scene.write("What one accident costs", lane="information", stage="s1")
    scene.skip("More on Monday")
    scene.go_to("timing")
    scene.skip("We have no calendar yet")
    body = drafted(scene)
    assert isinstance(body, Scenario)
    assert body.lanes == LANES[:4]
    assert [one.what for one in body.skipped][1:] == ["When and how"]
