"""Answering: what a customer said becomes a one-liner, and evidence on the record it was about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from knowledge.errors import KnowledgeError
from knowledge.identity import PersonId
from knowledge.index import announcing
from knowledge.interviews.kit import Question
from knowledge.ledger import Transaction, interviews
from knowledge.records import store
from knowledge.records.models.claims import Dissent, Evidence, Insight, Source
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version

How = Literal["supports", "contradicts", "adds"]
HOWS: tuple[How, ...] = ("supports", "contradicts", "adds")
REASON = "interview"
Asked = Journey | Persona


class NoSuchClaim(KnowledgeError):
    """The place that was asked about has no such claim."""


@dataclass(frozen=True)
class Answer:
    """What a customer said, word for word, and what it does to a claim of the place.

    `claim` is an insight's id; what adds something needs none.
    """

    sentence: str
    customer: str
    heard_on: date
    how: How
    claim: str | None = None


@dataclass(frozen=True)
class Kept:
    """The one-liner, and the record's version that stands on it."""

    one_liner: Version
    version: Version


async def keep(
    tx: Transaction, base: Version, question: Question, answer: Answer, *, person: PersonId
) -> Kept:
    """Keep an answer; what was published since *base* is merged in.

    A sentence that supports a claim is evidence for it, one that contradicts stands beside it as
    seen differently, with the customer, and one that adds becomes a claim of that place.

    Raises:
        NoSuchClaim: The place has no such claim in *base*.
        MergeConflict: The claim or its stage was removed meanwhile. Nothing is kept.
    """
    assert isinstance(base.body, Asked)
    ref = await store.new_ref(tx, Kind.ONE_LINER)
    body = _answered(base.body, question, answer, ref=ref, person=person)
    version = await store.publish(
        tx, base.ref, body, person=person, reason=REASON, base=base.number,
        language=base.language,
    )  # fmt: skip
    said = _one_liner(base, question, answer, person=person)
    one_liner = await store.publish(
        tx, ref, said, person=person, reason=REASON, base=None,
        visibility=version.visibility, language=base.language,
    )  # fmt: skip
    await interviews.answered(tx, str(base.ref), question.place.key, person=person)
    await announcing.enqueue(tx)
    return Kept(one_liner, version)


def _answered(
    body: Asked, question: Question, answer: Answer, *, ref: Ref, person: PersonId
) -> Asked:
    source = Evidence(
        id=f"e-{ref}".lower(), source=Source.INTERVIEW, quote=answer.sentence,
        one_liner=str(ref), customer=answer.customer, seen_on=answer.heard_on,
    )  # fmt: skip
    if answer.how == "adds":
        new = Insight(
            id=f"a-{ref}".lower(), text=answer.sentence, lane=question.place.lane,
            stage=question.place.stage.id if question.place.stage else None,
            evidence=(source,), contributors=(person,),
        )  # fmt: skip
        return body.model_copy(update={"insights": (*body.insights, new)})
    if answer.claim not in {one.id for one in question.place.claims}:
        raise NoSuchClaim(answer.claim)
    claims = tuple(
        _with(one, answer, source, person=person, rated=question.rated)
        if one.id == answer.claim
        else one
        for one in body.insights
    )
    return body.model_copy(update={"insights": claims})


def _with(
    claim: Insight, answer: Answer, source: Evidence, *, person: PersonId, rated: bool
) -> Insight:
    if answer.how == "supports" and rated and claim.met is not None:
        return claim.model_copy(update={"met_evidence": (*claim.met_evidence, source)})
    if answer.how == "supports":
        return claim.model_copy(update={"evidence": (*claim.evidence, source)})
    told = Dissent(
        id=source.id.replace("e-", "d-", 1), text=answer.sentence, person=person,
        customer=answer.customer, one_liner=source.one_liner,
    )  # fmt: skip
    return claim.model_copy(update={"dissent": (*claim.dissent, told)})


def _one_liner(base: Version, question: Question, answer: Answer, *, person: PersonId) -> OneLiner:
    body, stage = base.body, question.place.stage
    match = Match(persona=str(base.ref), confirmed=True)
    if isinstance(body, Journey):
        persona = body.personas[0] if body.personas else None
        about = stage.id if stage else None
        match = Match(persona=persona, journey=str(base.ref), stage=about, confirmed=True)
    return OneLiner(
        sentence=answer.sentence,
        heard_by=person,
        heard_at=datetime.combine(answer.heard_on, time(12), UTC),
        customer=answer.customer,
        match=match,
    )
