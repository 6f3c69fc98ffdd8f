"""What is known where a workshop stands: quoted, cited, and what is missing said."""

from collections.abc import Awaitable, Callable

import pytest

from knowledge.answers.answer import Answers
from knowledge.answers.known import Spot
from knowledge.answers.models import Answer, LineKind, NothingFounded
from knowledge.identity import PersonId, PlaceId
from knowledge.index.slices import Slices
from knowledge.ledger import Ledger
from knowledge.records import store
from knowledge.records.models.journeys import Stage
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from tests.answers.conftest import ONE

Known = Callable[..., Awaitable[Answer | NothingFounded]]
CONVINCES = "Convinces the director"


@pytest.fixture
def known(ledger: Ledger, slices: Slices, refs: dict[str, Ref]) -> Known:
    """Ask what is known of Petra, unless said otherwise."""

    async def asked(
        *,
        subjects: tuple[str, ...] = ("petra",),
        places: frozenset[PlaceId] = frozenset(),
        **spot: object,
    ) -> Answer | NothingFounded:
        where = Spot(tuple(refs[one] for one in subjects), **spot)  # type: ignore[arg-type]
        async with ledger.reading(ONE) as tx:
            return await Answers(slices).known(tx, "what do we know?", where, places=places)

    return asked


async def test_what_the_workshop_asks_for_comes_first(known: Known) -> None:
    """Its lanes stand on top in its order, then what else is on record of that stage."""
    found = await known(stage=Stage(id="x", title=CONVINCES), lanes=("questions", "goals"))
    assert isinstance(found, Answer)
    lanes = list(dict.fromkeys(line.lane for line in found.lines))
    assert lanes[0] == "questions"
    assert {line.kind for line in found.lines} == {LineKind.KNOWN}
    assert found.stage is not None
    assert found.stage.title == CONVINCES


async def test_every_line_is_word_for_word_what_its_citation_says(
    known: Known, ledger: Ledger
) -> None:
    found = await known(stage=Stage(id="x", title=CONVINCES), lanes=("goals",))
    assert isinstance(found, Answer)
    by_number = {one.number: one for one in found.citations}
    for line in found.lines:
        cited = by_number[line.citations[0]]
        async with ledger.reading(ONE) as tx:
            version = await store.current(tx, Ref.parse(cited.record))
        assert line.text in version.body.model_dump_json()
        assert line.text == cited.quote


async def test_it_says_which_lanes_nobody_has_filled(known: Known) -> None:
    found = await known(stage=Stage(id="x", title=CONVINCES), lanes=("questions", "timing"))
    assert isinstance(found, Answer)
    assert found.extent is not None
    assert found.extent.silent == ("timing",)
    assert found.extent.unmapped is None


async def test_what_a_record_says_itself_is_known_too(known: Known) -> None:
    """A portrait and a role are fields and no claims: they were said to be missing."""
    found = await known(lanes=("portrait", "role", "motivation"))
    assert isinstance(found, Answer)
    assert found.lines[0].lane == "portrait"
    assert found.lines[0].text
    assert found.extent is not None
    assert not {"portrait", "role"} & {*found.extent.silent}


async def test_a_stage_that_no_record_has_is_said_to_be_new(known: Known) -> None:
    """What holds for Petra as such is all there is then, again with what is asked for first."""
    found = await known(stage=Stage(id="x", title="Tells the works council"), lanes=("channels",))
    assert isinstance(found, Answer)
    assert found.extent is not None
    assert found.extent.unmapped == "Tells the works council"
    assert found.lines[0].lane == "channels"
    assert {one.record[0] for one in found.citations} == {"P"}


async def test_nothing_on_record_is_said_and_nothing_is_made_up(
    known: Known, ledger: Ledger, refs: dict[str, Ref]
) -> None:
    async with ledger.transaction(ONE) as tx:
        refs["ulla"] = await store.new_ref(tx, Kind.PERSONA)
        ulla, by = Persona(name="Ulla"), PersonId("p1")
        await store.publish(tx, refs["ulla"], ulla, person=by, reason="new", base=None)
    new = Stage(id="x", title="Tells the works council")
    found = await known(subjects=("ulla",), stage=new, lanes=("timing",))
    assert isinstance(found, NothingFounded)
    assert found.reason == "empty"
    assert found.persona is not None
    assert found.persona.name == "Ulla"
    assert found.stage is not None
    assert found.stage.title == "Tells the works council"


async def test_somebody_who_is_not_on_record_is_not_known(known: Known) -> None:
    found = await known(subjects=(), lanes=("goals",))
    assert isinstance(found, NothingFounded)
    assert found.persona is None


async def test_the_whole_tells_of_the_path_and_of_the_person(known: Known) -> None:
    found = await known(lanes=("trigger", "hypotheses"))
    assert isinstance(found, Answer)
    assert found.extent is not None
    assert [line.lane for line in found.lines[:2]] == ["trigger", "hypotheses"]
    assert found.lines[1].verdict is not None
    assert found.extent.more > 0


async def test_who_takes_part_is_told_where_it_is_asked(known: Known) -> None:
    found = await known(stage=Stage(id="x", title=CONVINCES), lanes=("decides", "blocks"))
    assert isinstance(found, Answer)
    parts = {one.part: one.name for line in found.lines for one in line.involved}
    assert parts["decides"] == "Henrik"
    assert found.extent is not None
    assert found.extent.silent == ()


async def test_a_stage_of_the_same_name_elsewhere_is_found_but_not_one_of_the_same_id(
    known: Known,
) -> None:
    """Ids are a journey's own: another workshop's "s2" is another stage."""

    async def at(stage: Stage, journey: Ref | None) -> bool:
        found = await known(stage=stage, lanes=("channels",), journey=journey)
        return isinstance(found, Answer) and found.extent is not None and not found.extent.unmapped

    spoken = await known(stage=Stage(id="x", title=CONVINCES.upper()), lanes=())
    assert isinstance(spoken, Answer)
    assert spoken.stage is not None
    assert spoken.journey is not None
    same = Stage(id=spoken.stage.id, title="Renamed in the workshop")
    assert await at(same, Ref.parse(spoken.journey.ref))
    assert not await at(same, None)
