"""Support: what a claim stands on, counted from its evidence."""

from collections.abc import Iterable
from datetime import date

from knowledge.answers.models import Support
from knowledge.identity import PersonId
from knowledge.index.library import Held, Library
from knowledge.records.founding import customers, occasions
from knowledge.records.models.claims import Dissent, Evidence, Hypothesis, Insight
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.refs import Ref

SHOWN = 5


def of_insight(insight: Insight, library: Library) -> Support:
    """Count the evidence of *insight*; *library* is the whole one, so that withdrawals count."""
    return _of(insight.evidence, library, contributors=insight.contributors)


def of_hypothesis(hypothesis: Hypothesis, library: Library) -> Support:
    """Count the evidence of *hypothesis*."""
    return _of(hypothesis.evidence, library)


def of_one_liner(one: Held[OneLiner]) -> Support:
    """A sentence that was heard is its own evidence."""
    body = one.body
    customers = (body.customer,) if body.customer else ()
    day = body.heard_at.date()
    return Support(
        heard_by=(body.heard_by,), customers=customers, occasions=1, voiced=True, latest=day
    )


def _of(
    evidence: Iterable[Evidence], library: Library, *, contributors: tuple[PersonId, ...] = ()
) -> Support:
    standing = [_as_known(item, library) for item in evidence if not taken_back(item, library)]
    if not standing:
        return Support()
    heard_by = {person for item in standing if (person := _heard_by(item, library))}
    voiced = any(item.source.voiced for item in standing)
    days = [item.seen_on for item in standing if item.seen_on]
    return Support(
        heard_by=tuple(sorted(heard_by | set(contributors if voiced else ()))),
        customers=customers(standing),
        occasions=len(occasions(standing)),
        documented=any(not item.source.voiced for item in standing),
        voiced=voiced,
        sources=tuple(sorted(standing, key=_day, reverse=True)[:SHOWN]),
        latest=max(days, default=None),
    )


def _day(item: Evidence) -> date:
    return item.seen_on or date.min


def _one_liner(item: Evidence | Dissent, library: Library) -> OneLiner | None:
    if not item.one_liner:
        return None
    version = library.versions.get(Ref.parse(item.one_liner))
    return version.body if version and isinstance(version.body, OneLiner) else None


def taken_back(item: Evidence | Dissent, library: Library) -> bool:
    """Say whether what stands in a record is a sentence that was taken back since."""
    one = _one_liner(item, library)
    return one is not None and one.withdrawn


def _as_known(item: Evidence, library: Library) -> Evidence:
    """Return a source with the customer that its one-liner names by now."""
    one = _one_liner(item, library)
    customer = one.customer if one else None
    return item.model_copy(update={"customer": customer}) if customer else item


def _heard_by(item: Evidence, library: Library) -> PersonId | None:
    one = _one_liner(item, library)
    return one.heard_by if one else None
