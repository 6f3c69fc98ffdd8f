"""Diversity: what comes from one side alone is said, and nothing that nobody knows."""

from datetime import date

import pytest

from knowledge.identity import PersonId
from knowledge.records.diversity import Claim, OneSided, around, one_sided
from knowledge.records.founding import customers, occasions, together
from knowledge.records.models.claims import Evidence, Insight, Source

MARA, TOM, INES, NEW = map(PersonId, ("mara", "tom", "ines", "new"))
WORK = {MARA: "Sales", TOM: "sales ", INES: "Service", NEW: None}
DAY = date(2026, 11, 3)


def heard(id: str, customer: str | None = None, **more: object) -> Evidence:
    facts = {"id": id, "source": Source.INTERVIEW, "customer": customer, **more}
    return Evidence.model_validate(facts)


def by(*people: PersonId) -> Claim:
    return Claim(people, ())


def at(*names: str | None) -> Claim:
    return Claim((), tuple(heard(f"e{n}", name) for n, name in enumerate(names)))


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([by(MARA), by(TOM, MARA)], "Sales"),
        ([by(MARA), by(INES)], None),
        ([by(MARA), by(MARA, INES)], None),
        ([by(MARA)], None),
        ([by(MARA), by(NEW)], None),
        ([by(MARA), by()], None),
        ([], None),
    ],
)
def test_one_department_alone_is_said_where_all_are_known(
    claims: list[Claim], said: str | None
) -> None:
    """A claim without a name might be anybody's; one claim alone always has one side."""
    found = one_sided(claims, departments=WORK, around=("Service", "SALES"))
    assert (found.department, found.others) == (said, ("Service",) if said else ())


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([at("Nordwerk"), at("nordwerk ", "Nordwerk"), at()], "Nordwerk"),
        ([at("Nordwerk"), at("Meyer")], None),
        ([at("Nordwerk"), at(None)], None),
        ([at("Nordwerk"), at()], None),
    ],
)
def test_one_customer_alone_is_said_where_all_sources_name_one(
    claims: list[Claim], said: str | None
) -> None:
    assert one_sided(claims, departments={}) == OneSided(customer=said)


def test_departments_around_are_those_named_and_those_who_wrote() -> None:
    named = Insight(
        id="i1", text="Purchasing, on every offer", lane="departments", contributors=(INES,)
    )
    said = Insight(id="i2", text="Wants proof", lane="goals", contributors=(MARA, NEW))
    assert around((named, said), WORK) == ("Purchasing", "Service", "Sales")


def test_one_call_and_one_sentence_are_one_occasion_each() -> None:
    call = [heard("e1", "Meyer", seen_on=DAY), heard("e2", "meyer", seen_on=DAY, quote="Yes")]
    picked = [heard("e3", one_liner="L1"), heard("e4", one_liner="L1")]
    apart = [heard("e5", "Meyer"), heard("e6", "Meyer")]
    assert [one.id for one in occasions([*call, *picked, *apart])] == ["e1", "e3", "e5", "e6"]
    assert customers([*call, *picked]) == ("meyer",)


def test_what_is_said_twice_is_kept_once_and_nothing_else_is_dropped() -> None:
    first, same = heard("e1", "Meyer", seen_on=DAY), heard("e2", "Meyer", seen_on=DAY)
    other = heard("e3", "Meyer", seen_on=DAY, quote="Yes")
    assert together([first], [same, other]) == (first, other)
