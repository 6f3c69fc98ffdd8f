"""Diversity: whether claims come from one department, or from one customer, alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.identity import PersonId
from knowledge.records.founding import customers, name_key
from knowledge.records.models.claims import Evidence, Insight

Departments = Mapping[PersonId, str | None]
"""Where people work, as far as known."""
NOWHERE: Departments = {}
FEWEST = 2
"""One claim alone always comes from one side."""
NAMED = "departments"
"""The lane that names who of us is involved."""


@dataclass(frozen=True)
class Claim:
    """Who made a claim, and what it stands on."""

    people: tuple[PersonId, ...]
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, insight: Insight) -> "Claim":
        """Return what an insight claims, its rating included."""
        return cls(insight.contributors, (*insight.evidence, *insight.met_evidence))


@dataclass(frozen=True)
class OneSided:
    """The only department, and the only customer; None where there are several or nobody knows.

    `others` are the departments that could see it from elsewhere.
    """

    department: str | None = None
    others: tuple[str, ...] = ()
    customer: str | None = None


def one_sided(
    claims: Sequence[Claim], *, departments: Departments, around: Iterable[str] = ()
) -> OneSided:
    """Return where all claims come from alone.

    A claim without a name might come from anywhere, so nothing is said of the departments then.

    Args:
        claims: Of a cell, a stage or a record.
        departments: Where those who made them work.
        around: Departments that take part or are named.
    """
    department = _department(claims, departments)
    known = {name_key(name): name for name in around}
    others = tuple(name for key, name in known.items() if key != name_key(department or ""))
    return OneSided(department, others if department else (), _customer(claims))


def part_of(
    whole: Iterable[Insight], part: Sequence[Insight], departments: Departments
) -> OneSided:
    """Return from which side alone a part of a record comes, where others made the rest."""
    others = around(whole, departments)
    claims = [Claim.of(one) for one in part]
    found = one_sided(claims, departments=departments, around=others)
    return found if found.others else replace(found, department=None)


def around(insights: Iterable[Insight], departments: Departments) -> tuple[str, ...]:
    """Return the departments that a record names, and those of all who made its claims."""
    every = tuple(insights)
    named = [department_in(one.text) for one in every if one.lane == NAMED]
    own = (departments.get(person) for one in every for person in one.contributors)
    return tuple(dict.fromkeys((*named, *(name for name in own if name))))


def department_in(said: str) -> str:
    """Return the department that somebody named: "Service, on every visit" names Service."""
    return said.partition(",")[0].strip()


def _department(claims: Sequence[Claim], departments: Departments) -> str | None:
    if len(claims) < FEWEST or not all(claim.people for claim in claims):
        return None
    names = [departments.get(person) for claim in claims for person in claim.people]
    keys = {name_key(name) if name else None for name in names}
    return names[0] if len(keys) == 1 else None


def _customer(claims: Sequence[Claim]) -> str | None:
    founded = [claim for claim in claims if claim.evidence]
    evidence = [one for claim in founded for one in claim.evidence]
    if len(founded) < FEWEST or not all(one.customer for one in evidence):
        return None
    named = customers(evidence)
    return named[0] if len(named) == 1 else None
