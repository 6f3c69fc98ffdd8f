"""What a played workshop would publish, without a ledger."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Involvement, Journey
from tests.workshops.scene import Scene, start
from workshops.drafting import draft
from workshops.engine.events import Member, Subject
from workshops.newcomers import newcomers, not_yet, refs_of


def begun(
    agenda: str,
    *,
    subjects: Sequence[Subject] = (),
    cast: Sequence[Member] = (),
    involvement: Sequence[Involvement] = (),
) -> Scene:
    """Start an agenda with Petra, or with the first of *subjects*."""
    whose = tuple(subjects) or (Subject(name="Petra"),)
    command = replace(
        start(agenda),
        subject=whose[0],
        also=whose[1:],
        cast=tuple(cast),
        involvement=tuple(involvement),
    )
    return Scene(command)


def drafted(scene: Scene, before: Body | None = None) -> Body:
    """Return the body that publishing would write."""
    refs = not_yet(newcomers(scene.state))
    return draft(scene.state, before, subjects=refs_of(scene.state, refs), members=refs)


def journey(scene: Scene, before: Journey | None = None) -> Journey:
    """Return the journey that publishing would write."""
    body = drafted(scene, before)
    assert isinstance(body, Journey)
    return body


def names(scene: Scene) -> dict[str, str]:
    """Return the names of all whom the draft refers to, by ref."""
    new = newcomers(scene.state)
    refs = not_yet(new)
    known = {member.ref: member.name for member in scene.state.agreed.cast}
    return known | {str(refs[one.id]): one.body.name for one in new}
