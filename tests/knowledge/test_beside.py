"""Today beside tomorrow: stages find each other by id or by name, and nothing is left out."""

from datetime import UTC, datetime

from knowledge.identity import PersonId
from knowledge.records.beside import counterpart, pairs
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version

AT = datetime(2026, 11, 22, tzinfo=UTC)


def path(
    *stages: tuple[str, str], state: str = "current", personas: tuple[str, ...] = ("P1",)
) -> Journey:
    listed = [{"id": id, "title": title} for id, title in stages]
    body = {"title": "Path", "personas": personas, "state": state, "stages": listed}
    return Journey.model_validate(body)


def stored(number: int, body: Journey) -> Version:
    ref = Ref(Kind.JOURNEY, number)
    return Version(ref, 1, None, "workshop", AT, PersonId("p1"), body, None, "en", "", number)


def titles(now: Journey, then: Journey) -> list[tuple[str | None, str | None]]:
    def title(stage: Stage | None) -> str | None:
        return stage.title if stage else None

    return [(title(pair.now), title(pair.then)) for pair in pairs(now, then)]


def test_stages_stand_beside_each_other_by_id_and_else_by_name() -> None:
    now = path(("s1", "Looks around"), ("s2", "Asks"), ("s3", "Buys"))
    then = path(("s1", "Knows whom to ask"), ("n1", "Tries it"), ("n2", "buys "), state="future")
    assert titles(now, then) == [
        ("Looks around", "Knows whom to ask"),
        (None, "Tries it"),
        ("Asks", None),
        ("Buys", "buys "),
    ]


def test_what_is_new_at_the_beginning_stands_there() -> None:
    then = path(("n1", "Hears of us"), ("s1", "Asks"), state="future")
    assert titles(path(("s1", "Asks")), then) == [(None, "Hears of us"), ("Asks", "Asks")]


def test_the_counterpart_is_of_the_same_people_in_the_other_state() -> None:
    """Of several, the one with most stages in common."""
    now = stored(1, path(("s1", "Asks")))
    others = [
        stored(2, path(("s1", "Asks"), state="future")),
        stored(3, path(("n1", "New"), state="future")),
        stored(4, path(("s1", "Asks"), state="future", personas=("P2",))),
        stored(5, path(("s1", "Asks"))),
    ]
    assert counterpart(now, [now, *others]) == others[0]
    assert counterpart(others[0], [now, *others]) in (now, others[3])
    assert counterpart(now, [now, others[2], others[3]]) is None
