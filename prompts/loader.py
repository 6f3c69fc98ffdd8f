"""Loads a language: agendas, models, lanes, goals, feelings, words and the guard, all checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from prompts import files
from prompts.agendas import agenda_of, check_texts
from prompts.departments import Department
from prompts.errors import PromptsInvalid
from prompts.interview import Interview
from prompts.models import Agenda, Emotion, Goal, JourneyModel, Lane
from prompts.outside_in import OutsideIn
from prompts.shapes import listed, mapping, shaped
from prompts.words import Wording, Words, wordings

ROOT = Path(__file__).parent
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
        agendas=_folder(folder / "agendas", lambda path: _agenda(path, lanes=lanes, models=models)),
        models=models,
        lanes=lanes,
        goals=listed(folder / "goals.yaml", Goal, unique="key"),
        emotions=listed(folder / "emotions.yaml", Emotion, unique="word"),
        departments=listed(folder / "departments.yaml", Department, unique="name"),
        words=Words(_words(folder / "words")),
        outside_in=_by_lane(folder / "outside-in.yaml", OutsideIn, at="hears", lanes=lanes),
        interview=_by_lane(folder / "interview.yaml", Interview, at="lanes", lanes=lanes),
    )


def _agenda(path: Path, *, lanes: Mapping[str, Lane], models: Mapping[str, JourneyModel]) -> Agenda:
    return agenda_of(_mapping(path), path, key=path.stem, lanes=lanes, models=models)


def _lanes(path: Path) -> dict[str, Lane]:
    said = _mapping(path)
    lanes = {
        name: shaped(path, Lane, {"key": name, **_named(path, name, lane)}, key=name)
        for name, lane in said.items()
    }
    check_texts({key: lane.model_dump() for key, lane in lanes.items()}, path)
    return lanes


def _named(path: Path, name: str, said: object) -> dict[str, object]:
    if not isinstance(said, dict):
        raise PromptsInvalid(path.name, name, "a lane is a mapping")
    return said


def _model(path: Path) -> JourneyModel:
    return model_of(_mapping(path), path, key=path.stem)


def model_of(said: Mapping[str, object], path: Path, *, key: str) -> JourneyModel:
    """Return the model of this *key* that a file says.

    Raises:
        PromptsInvalid: Naming file and key.
    """
    return shaped(path, JourneyModel, {**said, "key": key})


def _by_lane(path: Path, model: type[M], *, at: str, lanes: Mapping[str, Lane]) -> M:
    """Return what a file says, which names lanes as the keys of what stands *at* one place."""
    found = shaped(path, model, _mapping(path))
    unknown = sorted(getattr(found, at).keys() - lanes.keys())
    if unknown:
        raise PromptsInvalid(path.name, at, f"lanes.yaml has no lane {unknown[0]!r}")
    return found


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


def _mapping(path: Path) -> dict[str, object]:
    return mapping(files.read(path), path)
