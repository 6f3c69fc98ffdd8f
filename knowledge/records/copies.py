"""A place's own copies of records: there they stand where their originals are named."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from knowledge.identity import Places
from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Ref
from knowledge.records.versions import Version
from knowledge.records.visible import visible_to

Copied = Persona | Segment | Journey | Scenario
"""What a workshop renews, and so what a private channel may copy."""


def seen_in(versions: Iterable[Version], places: Places) -> tuple[Version, ...]:
    """Return what a reader in *places* sees: a place's own copy instead of its original.

    What others say about the original they say about the copy.
    """
    seen = [version for version in versions if visible_to(version, places)]
    return standing(seen, originals(seen))


def standing(seen: Iterable[Version], copied: Mapping[Ref, Ref]) -> tuple[Version, ...]:
    """Return *seen* without the originals, which the copies stand for."""
    if not copied:
        return tuple(seen)
    kept = (version for version in seen if version.ref not in copied)
    return tuple(replace(version, body=renamed(version.body, copied)) for version in kept)


def originals(seen: Iterable[Version]) -> dict[Ref, Ref]:
    """Return by original the copy that stands for it among *seen*.

    Only what a place keeps for itself can be a copy.
    """
    kept_apart = (version for version in seen if version.visibility is not None)
    copies = ((original_of(version.body), version.ref) for version in kept_apart)
    return {original: copy for original, copy in copies if original}


def original_of(body: Body) -> Ref | None:
    """Return which record a body is a copy of; None for what is no copy."""
    if isinstance(body, Copied) and body.copy_of:
        return Ref.parse(body.copy_of)
    return None


def renamed(body: Body, copied: Mapping[Ref, Ref]) -> Body:
    """Return the body with copies named where it named their originals."""
    if isinstance(body, Journey):
        return _journey(body, copied)
    if isinstance(body, OneLiner):
        match = body.match.model_copy(
            update={
                "persona": _name(body.match.persona, copied),
                "journey": _name(body.match.journey, copied),
            }
        )
        return body.model_copy(update={"match": match})
    if isinstance(body, Persona):
        segment, company = _name(body.segment, copied), _name(body.company, copied)
        return body.model_copy(update={"segment": segment, "company": company})
    if isinstance(body, Scenario):
        persona, journey = _name(body.persona, copied), _name(body.journey, copied)
        return body.model_copy(update={"persona": persona, "journey": journey})
    return body


def _journey(body: Journey, copied: Mapping[Ref, Ref]) -> Journey:
    return body.model_copy(
        update={
            "personas": tuple(_name(ref, copied) for ref in body.personas),
            "segment": _name(body.segment, copied),
            "involvement": tuple(
                one.model_copy(update={"persona": _name(one.persona, copied)})
                for one in body.involvement
            ),
        }
    )


def _name(ref: str | None, copied: Mapping[Ref, Ref]) -> str | None:
    copy = copied.get(Ref.parse(ref)) if ref else None
    return str(copy) if copy else ref
