"""A private channel's copy stands for its original there, and nowhere else."""

from knowledge.identity import PlaceId
from knowledge.records.copies import seen_in
from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Involvement, Journey
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Ref
from knowledge.records.store import Version
from tests.bot.facts import version as everybodys
from tests.workshops.scene import JONAS, NOON

HERE, ELSEWHERE = PlaceId("backroom"), PlaceId("hall")


def kept(ref: str, body: Body, place: PlaceId) -> Version:
    return Version(**{**vars(everybodys(ref, body)), "visibility": place})


PETRA = Persona(name="Petra")
PART = Involvement(id="p1:a", persona="P1", stage="a", part="decides")
PATH = Journey(title="Her path", personas=("P1", "P2"), involvement=(PART,))
HEARD = OneLiner(sentence="Ouch", heard_by=JONAS, heard_at=NOON, match=Match(persona="P1"))
LIBRARY = (
    everybodys("P1", PETRA),
    everybodys("J1", PATH),
    everybodys("L1", HEARD),
    kept("P7", PETRA.model_copy(update={"copy_of": "P1"}), HERE),
)


def test_where_the_copy_lives_it_takes_the_originals_place() -> None:
    """Also where journeys and sentences name the original."""
    seen = {str(one.ref): one.body for one in seen_in(LIBRARY, frozenset({HERE}))}
    assert [*seen] == ["J1", "L1", "P7"]
    path, heard = seen["J1"], seen["L1"]
    assert isinstance(path, Journey)
    assert isinstance(heard, OneLiner)
    assert path.personas == ("P7", "P2")
    assert path.involvement[0].persona == heard.match.persona == "P7"


def test_elsewhere_nothing_has_changed() -> None:
    for places in (frozenset[PlaceId](), frozenset({ELSEWHERE})):
        assert seen_in(LIBRARY, places) == LIBRARY[:3]


def test_a_record_for_everybody_hides_nothing() -> None:
    """Whatever its body says it is a copy of."""
    claimed = everybodys("P8", PETRA.model_copy(update={"copy_of": "P1"}))
    refs = [one.ref for one in seen_in((*LIBRARY[:1], claimed), frozenset({HERE}))]
    assert refs == [Ref.parse("P1"), Ref.parse("P8")]
