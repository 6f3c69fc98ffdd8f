"""A team's own agendas and models: kept from a workshop, or read from a YAML file."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction, templates
from knowledge.ledger.templates import Kind
from prompts import files
from prompts.agendas import agenda_of
from prompts.errors import PromptsInvalid
from prompts.loader import Prompts, model_of
from prompts.models import Agenda, JourneyModel, ModelStage
from prompts.shapes import mapping
from workshops.engine.rules import begun
from workshops.engine.state import Workshop
from workshops.engine.text import clean, twin_key, visible
from workshops.errors import NothingNamed, TooManyTemplates

LIMIT = 40
TITLE_LIMIT, ABOUT_LIMIT = 75, 300
Own = Agenda | JourneyModel


async def prompts_in(tx: Transaction, place: PlaceId | None, prompts: Prompts) -> Prompts:
    """Return *prompts* with the team's own agendas and models that may be used in a place."""
    found = await templates.known_in(tx, place)
    own = [(one.kind, one.key, one.body) for one in found]
    agendas = {key: Agenda.model_validate(body) for kind, key, body in own if kind == "agenda"}
    models = {key: JourneyModel.model_validate(body) for kind, key, body in own if kind == "model"}
    return replace(
        prompts, agendas={**prompts.agendas, **agendas}, models={**prompts.models, **models}
    )


async def keep(
    tx: Transaction, all_: Iterable[Own], *, by: PersonId, visibility: PlaceId | None = None
) -> None:
    """Keep agendas and models; one of the same name is replaced.

    Raises:
        TooManyTemplates: The team would have more of its own than it can choose from.
    """
    for one in all_:
        if visibility is not None:
            await _forget_former(tx, one, visibility)
        body = one.model_dump(mode="json")
        await templates.put(tx, kind_of(one), one.key, body, person=by, visibility=visibility)
    if await templates.count(tx) > LIMIT:
        raise TooManyTemplates(LIMIT)


async def _forget_former(tx: Transaction, one: Own, where: PlaceId) -> None:
    """Take away what that place kept by this name when its key did not yet say where."""
    kind, key = kind_of(one), _key(one.title)
    for former in await templates.known_in(tx, where):
        if (former.kind, former.key, former.visibility) == (kind, key, where):
            await templates.remove(tx, kind, key)


def kind_of(own: Own) -> Kind:
    """Say what it is."""
    return "agenda" if isinstance(own, Agenda) else "model"


def kept(state: Workshop, *, agenda: str, model: str, about: str) -> tuple[Own, ...]:
    """Return what a workshop leaves for the next one, as far as it got a name.

    Args:
        state: The workshop; what it left out is not part of the agenda any more.
        agenda: What its agenda shall be called; "" for none.
        model: What its stages shall be called; "" for none.
        about: The line below the names.

    Raises:
        NothingNamed: Neither has a name.
    """
    made: list[Own] = []
    if visible(model):
        made.append(_model(state, title=_title(model), about=about))
    if visible(agenda):
        proposed = made[0].key if made else None
        made.append(_agenda(state, title=_title(agenda), about=about, model=proposed))
    if not made:
        raise NothingNamed
    return tuple(made)


def read(raw: bytes, file: str, *, prompts: Prompts) -> Own:
    """Return the agenda, or the model, that a YAML file says; written like those in `prompts/`.

    Raises:
        PromptsInvalid: Naming file and key.
    """
    path = Path(Path(file).name or "file")
    said = mapping(files.parsed(raw, path.name), path)
    title = said.get("title")
    if not isinstance(title, str) or not visible(title):
        raise PromptsInvalid(path.name, "title", "it needs a title")
    if "stages" in said:
        return model_of(said, path, key=_key(title))
    return agenda_of(said, path, key=_key(title), lanes=prompts.lanes, models=prompts.models)


def _agenda(state: Workshop, *, title: str, about: str, model: str | None) -> Agenda:
    left_out = frozenset(state.skipped) - begun(state)
    activities = [one for one in state.agreed.agenda.activities if one.key not in left_out]
    if state.agreed.agenda.activities[-1] not in activities:
        activities.append(state.agreed.agenda.activities[-1])
    key = _key(title, where=state.visibility)
    said = {"title": title, "about": about, "key": key, "activities": activities}
    proposed = model or state.agreed.agenda.model
    return Agenda.model_validate({**dict(state.agreed.agenda), **said, "model": proposed})


def _model(state: Workshop, *, title: str, about: str) -> JourneyModel:
    stages = [
        ModelStage(
            key=f"s{n}",
            title=stage.title[:TITLE_LIMIT],
            phase=stage.phase and stage.phase[:TITLE_LIMIT],
            about=stage.about and stage.about[:ABOUT_LIMIT],
        )
        for n, stage in enumerate(state.stages, start=1)
        if stage.skipped is None
    ]
    key = _key(title, where=state.visibility)
    return JourneyModel(key=key, title=title, about=about, stages=tuple(stages))


def _title(said: str) -> str:
    return clean(" ".join(said.split()), limit=TITLE_LIMIT)


def _key(title: str, *, where: PlaceId | None = None) -> str:
    """Return a key that the same name gives again there, and no shipped file has.

    What a private channel keeps to itself neither replaces what all have by that name, nor is it
    replaced from elsewhere.
    """
    named = f"{where} {twin_key(title)}" if where else twin_key(title)
    return f"own-{sha256(named.encode()).hexdigest()[:12]}"
