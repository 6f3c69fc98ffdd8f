"""Agendas: what one file says, with its lanes filled in from `lanes.yaml`, and checked."""

from collections.abc import Mapping
from pathlib import Path

from prompts.errors import PromptsInvalid
from prompts.models import Agenda, Asked, JourneyModel, Lane
from prompts.shapes import shaped
from prompts.words import placeholders

SUBJECT = "subject"
BOTH = {SUBJECT, "member"}


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
    agenda = shaped(path, Agenda, {**said, "key": key, "activities": resolved})
    check_texts(agenda.model_dump(), path)
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
    return shaped(
        path, Asked, {**lane.model_dump(exclude={"key", "of", "sourced"}), **own}, key=key
    )


def _check_belongs(agenda: Agenda, path: Path, *, lanes: Mapping[str, Lane]) -> None:
    for position, activity in enumerate(agenda.activities):
        for asked in activity.lanes:
            if agenda.makes not in lanes[asked.lane].of:
                why = f"the lane {asked.lane!r} does not belong to a {agenda.makes}"
                raise PromptsInvalid(path.name, f"activities[{position}].lanes", why)


def check_texts(said: object, path: Path, *, key: str = "") -> None:
    """Let texts have nothing to fill in but whom it is about.

    Raises:
        PromptsInvalid: Naming file and key.
    """
    if isinstance(said, str):
        _check_text(said, path, key=key)
    elif isinstance(said, Mapping):
        for name, deeper in said.items():
            check_texts(deeper, path, key=f"{key}.{name}".lstrip("."))
    elif isinstance(said, list | tuple):
        for position, deeper in enumerate(said):
            check_texts(deeper, path, key=f"{key}[{position}]")


def _check_text(text: str, path: Path, *, key: str) -> None:
    try:
        # A lane itself says whether it may ask about a member.
        known = {SUBJECT} if key.startswith("activities") and ".lanes[" not in key else BOTH
        unknown = placeholders(text) - known
    except ValueError as error:
        raise PromptsInvalid(path.name, key, str(error)) from error
    if unknown:
        raise PromptsInvalid(path.name, key, f"unknown placeholder {{{min(unknown)}}}")
