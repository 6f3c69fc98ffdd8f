"""Loads a language: agendas, models, lanes, goals, feelings, words and the guard, all checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from prompts import files
from prompts.departments import Department
from prompts.errors import PromptsInvalid
from prompts.interview import Interview
from prompts.models import Agenda, Asked, Emotion, Goal, JourneyModel, Lane
from prompts.outside_in import OutsideIn
from prompts.words import Wording, Words, placeholders, wordings

ROOT = Path(__file__).parent
SUBJECT = "subject"
BOTH = {SUBJECT, "member"}
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Prompts:
    """Everything that Desireline asks and says in one language."""

    language: str
    agendas: Mapping[str, Agenda]
    models: Mapping[str, JourneyModel]
    lanes: Mapping[str, Lane]
    goals: tuple[Goal, ...]
    emotions: tuple[Emotion, ...]
    departments: tuple[Department, ...]
    words: Words
    outside_in: OutsideIn
    interview: Interview

    @property
    def unsourced(self) -> tuple[str, ...]:
        """The lanes whose claims need no source."""
        return tuple(key for key, lane in self.lanes.items() if not lane.sourced)


@cache
def load(language: str = "en") -> Prompts:
    """Return a language's prompts; they are read once a process.

    Raises:
        PromptsInvalid: A file is missing, or says something that it must not.
    """
    return read(ROOT / language)


def read(folder: Path) -> Prompts:
    """Return the prompts of a language's *folder*, or name the file and key that is wrong.

    Raises:
        PromptsInvalid: A file is missing, or says something that it must not.
    """
    lanes = _lanes(folder / "lanes.yaml")
    models = _folder(folder / "models", _model)
    return Prompts(
        language=folder.name,
        agendas=_folder(
            folder / "agendas", lambda path: read_agenda(path, lanes=lanes, models=models)
        ),
        models=models,
        lanes=lanes,
        goals=_list(folder / "goals.yaml", Goal, unique="key"),
        emotions=_list(folder / "emotions.yaml", Emotion, unique="word"),
        departments=_list(folder / "departments.yaml", Department, unique="name"),
        words=Words(_words(folder / "words")),
        outside_in=_outside_in(folder / "outside-in.yaml", lanes=lanes),
        interview=_interview(folder / "interview.yaml", lanes=lanes),
    )


def read_agenda(
    path: Path, *, lanes: Mapping[str, Lane], models: Mapping[str, JourneyModel]
) -> Agenda:
    """Return an agenda with its lanes resolved; its key is the file's name.

    Raises:
        PromptsInvalid: Naming file and key.
    """
    return agenda_of(_mapping(path), path, key=path.stem, lanes=lanes, models=models)


def agenda_of(
    said: Mapping[str, object],
    path: Path,
    *,
    key: str,
    lanes: Mapping[str, Lane],
    models: Mapping[str, JourneyModel],
) -> Agenda:
    """Return the agenda of this *key* that a file says.

    Raises:
        PromptsInvalid: Naming file and key.
    """
    activities = said.get("activities")
    if not isinstance(activities, list):
        raise PromptsInvalid(path.name, "activities", "an agenda needs a list of activities")
    resolved = [
        _activity(activity, path, key=f"activities[{position}]", lanes=lanes)
        for position, activity in enumerate(activities)
    ]
    agenda = _parse(path, Agenda, {**said, "key": key, "activities": resolved}, key="")
    _check_texts(agenda.model_dump(), path, key="")
    _check_belongs(agenda, path, lanes=lanes)
    if agenda.model is not None and agenda.model not in models:
        raise PromptsInvalid(path.name, "model", f"there is no model {agenda.model!r}")
    return agenda


def _activity(said: object, path: Path, *, key: str, lanes: Mapping[str, Lane]) -> object:
    if not isinstance(said, dict) or not isinstance(said.get("lanes"), list):
        raise PromptsInvalid(path.name, f"{key}.lanes", "an activity needs a list of lanes")
    asked = [
        _asked(lane, path, key=f"{key}.lanes[{position}]", lanes=lanes)
        for position, lane in enumerate(said["lanes"])
    ]
    return {**said, "lanes": asked, "reply": _reply(said, asked)}


def _reply(said: Mapping[str, object], asked: list[Asked]) -> object:
    if "reply" in said:
        return None if said["reply"] == "none" else said["reply"]
    fits = (lane.lane for lane in asked if lane.form not in ("feeling", "parts", "verdicts"))
    return next(fits, None)


def _asked(said: object, path: Path, *, key: str, lanes: Mapping[str, Lane]) -> Asked:
    own = {"lane": said} if isinstance(said, str) else said
    if not isinstance(own, dict) or "lane" not in own:
        raise PromptsInvalid(path.name, key, "a lane is its key, or a mapping with `lane`")
    lane = lanes.get(str(own["lane"]))
    if lane is None:
        raise PromptsInvalid(path.name, key, f"lanes.yaml has no lane {own['lane']!r}")
    fixed = {"form", "field", "choices", "part", "recorded", "sourced"} & own.keys()
    if fixed:
        raise PromptsInvalid(path.name, f"{key}.{min(fixed)}", "only lanes.yaml says this")
    return _parse(
        path, Asked, {**lane.model_dump(exclude={"key", "of", "sourced"}), **own}, key=key
    )


def _check_belongs(agenda: Agenda, path: Path, *, lanes: Mapping[str, Lane]) -> None:
    for position, activity in enumerate(agenda.activities):
        for asked in activity.lanes:
            if agenda.makes not in lanes[asked.lane].of:
                why = f"the lane {asked.lane!r} does not belong to a {agenda.makes}"
                raise PromptsInvalid(path.name, f"activities[{position}].lanes", why)


def _check_texts(said: object, path: Path, *, key: str) -> None:
    if isinstance(said, str):
        _check_text(said, path, key=key)
    elif isinstance(said, Mapping):
        for name, deeper in said.items():
            _check_texts(deeper, path, key=f"{key}.{name}".lstrip("."))
    elif isinstance(said, list | tuple):
        for position, deeper in enumerate(said):
            _check_texts(deeper, path, key=f"{key}[{position}]")


def _check_text(text: str, path: Path, *, key: str) -> None:
    try:
        # A lane itself says whether it may ask about a member.
        known = {SUBJECT} if key.startswith("activities") and ".lanes[" not in key else BOTH
        unknown = placeholders(text) - known
    except ValueError as error:
        raise PromptsInvalid(path.name, key, str(error)) from error
    if unknown:
        raise PromptsInvalid(path.name, key, f"unknown placeholder {{{min(unknown)}}}")


def _lanes(path: Path) -> dict[str, Lane]:
    said = _mapping(path)
    lanes = {
        name: _parse(path, Lane, {"key": name, **_named(path, name, lane)}, key=name)
        for name, lane in said.items()
    }
    _check_texts({key: lane.model_dump() for key, lane in lanes.items()}, path, key="")
    return lanes


def _model(path: Path) -> JourneyModel:
    return model_of(_mapping(path), path, key=path.stem)


def model_of(said: Mapping[str, object], path: Path, *, key: str) -> JourneyModel:
    """Return the model of this *key* that a file says.

    Raises:
        PromptsInvalid: Naming file and key.
    """
    return _parse(path, JourneyModel, {**said, "key": key}, key="")


def _outside_in(path: Path, *, lanes: Mapping[str, Lane]) -> OutsideIn:
    rules = _parse(path, OutsideIn, _mapping(path), key="")
    unknown = sorted(rules.hears.keys() - lanes.keys())
    if unknown:
        raise PromptsInvalid(path.name, "hears", f"lanes.yaml has no lane {unknown[0]!r}")
    return rules


def _interview(path: Path, *, lanes: Mapping[str, Lane]) -> Interview:
    asked = _parse(path, Interview, _mapping(path), key="")
    unknown = sorted(asked.lanes.keys() - lanes.keys())
    if unknown:
        raise PromptsInvalid(path.name, "lanes", f"lanes.yaml has no lane {unknown[0]!r}")
    return asked


def _words(folder: Path) -> dict[str, Wording]:
    found: dict[str, Wording] = {}
    for path in _paths(folder):
        found |= wordings(files.read(path), file=path.name, room=path.stem)
    return found


def _folder(folder: Path, read: Callable[[Path], M]) -> dict[str, M]:
    return {path.stem: read(path) for path in _paths(folder)}


def _paths(folder: Path) -> list[Path]:
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise PromptsInvalid(folder.name, "", "the folder is missing or has no .yaml files")
    return paths


def _list(path: Path, model: type[M], *, unique: str) -> tuple[M, ...]:
    said = files.read(path)
    if not isinstance(said, list) or not said:
        raise PromptsInvalid(path.name, "", "the file is a list")
    items = tuple(_parse(path, model, item, key=f"[{n}]") for n, item in enumerate(said))
    seen: set[object] = set()
    for position, item in enumerate(items):
        if getattr(item, unique) in seen:
            raise PromptsInvalid(path.name, f"[{position}].{unique}", "this one is there twice")
        seen.add(getattr(item, unique))
    return items


def _mapping(path: Path) -> dict[str, object]:
    return mapping(files.read(path), path)


def mapping(said: object, path: Path) -> dict[str, object]:
    """Return what a file says, if it is a mapping without a key of its own.

    Raises:
        PromptsInvalid: It is something else.
    """
    if not isinstance(said, dict):
        raise PromptsInvalid(path.name, "", "the file is a list of `key: value`")
    if "key" in said:
        raise PromptsInvalid(path.name, "key", "the file's name is the key")
    return said


def _named(path: Path, name: str, said: object) -> dict[str, object]:
    if not isinstance(said, dict):
        raise PromptsInvalid(path.name, name, "a lane is a mapping")
    return said


def _parse(path: Path, model: type[M], said: object, *, key: str) -> M:
    try:
        return model.model_validate(said)
    except ValidationError as error:
        # A misspelt key also leaves one missing; the misspelt one is the mistake.
        found = error.errors(include_url=False)
        first = min(found, key=lambda one: one["type"] != "extra_forbidden")
        raise PromptsInvalid(path.name, _where(key, first["loc"]), first["msg"]) from error


def _where(key: str, loc: tuple[int | str, ...]) -> str:
    for part in loc:
        key += f"[{part}]" if isinstance(part, int) else f".{part}"
    return key.lstrip(".")
