"""What a record still stands on: without the sentences that were taken back since.

A version keeps every source that it was published with; whoever asks what is worth asking counts
those that still hold, as an answer does.
"""

from knowledge.ledger import Transaction
from knowledge.records import versions
from knowledge.records.models.claims import Dissent, Evidence, Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Ref


async def standing(tx: Transaction, body: Journey | Persona) -> Journey | Persona:
    """Return the body without sources, and without other views, that were taken back."""
    named = {one.one_liner for insight in body.insights for one in _said(insight) if one.one_liner}
    gone = {ref for ref in named if await _taken_back(tx, Ref.parse(ref))}
    if not gone:
        return body
    insights = tuple(_without(insight, gone) for insight in body.insights)
    return body.model_copy(update={"insights": insights})


def _said(insight: Insight) -> tuple[Evidence | Dissent, ...]:
    return (*insight.evidence, *insight.met_evidence, *insight.dissent)


async def _taken_back(tx: Transaction, ref: Ref) -> bool:
    body = (await versions.current(tx, ref)).body
    return isinstance(body, OneLiner) and body.withdrawn


def _without(insight: Insight, gone: set[str]) -> Insight:
    if not any(one.one_liner in gone for one in _said(insight)):
        return insight
    kept = {
        name: tuple(one for one in getattr(insight, name) if one.one_liner not in gone)
        for name in ("evidence", "met_evidence", "dissent")
    }
    return insight.model_copy(update=kept)
