"""blocks.validate: what Slack would refuse of blocks, a message or a view, and why.

Source: https://docs.slack.dev/reference/methods/blocks.validate
"""

from typing import Any

from bot.standin.blocks.spec import Problem
from bot.standin.blocks.validate import problems_of_message, problems_of_view
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError, Call, Method, refused

_KINDS = ("blocks", "message", "view")


def validate(call: Call) -> Json:
    """blocks.validate: exactly one of blocks, message and view."""
    given = [kind for kind in _KINDS if call.args.get(kind) is not None]
    if len(given) != 1:
        raise refused("invalid_arguments", ["provide exactly one of blocks, view, or message"])
    kind = given[0]
    problems = _problems(kind, call.json(kind))
    if problems:
        raise ApiError(f"invalid_{kind}", errors=[_error(kind, problem) for problem in problems])
    return {}


def _problems(kind: str, value: Any) -> list[Problem]:
    if kind == "view":
        return problems_of_view(value)
    if kind == "blocks":
        return problems_of_message(value)
    if not isinstance(value, dict):
        return [Problem("must provide an object", "")]
    return problems_of_message(value.get("blocks") or [])


def _error(kind: str, problem: Problem) -> Json:
    # A pointer begins inside what was given: at the array for blocks, at the object for others.
    outer = {"blocks": "/blocks", "message": "", "view": "/view"}[kind]
    return {
        "pointer": problem.pointer.removeprefix(outer),
        "code": "failed_constraint",
        "message": problem.text,
        **({"constraint": problem.constraint} if problem.constraint else {}),
    }


METHODS = {"blocks.validate": Method(validate, tier=5)}
