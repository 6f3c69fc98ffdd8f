"""Reading a call's arguments: query, form, multipart or JSON, as Slack takes them.

Source: https://docs.slack.dev/apis/web-api/#basics
"""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.standin.intake import parsed
from bot.standin.shape import Json
from bot.standin.webapi.call import ApiError

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


async def arguments(request: Request) -> tuple[Json, list[str]]:
    """Return the arguments and Slack's warnings about how they were sent.

    Raises:
        ApiError: invalid_json, json_not_object, invalid_form_data, missing_post_type,
            invalid_post_type.
    """
    args: Json = dict(request.query_params)
    if request.method != "POST":
        return args, []
    sent = request.headers.get("content-type", "")
    kind, has_charset = sent.partition(";")[0].strip().lower(), "charset=" in sent.lower()
    if not kind:
        return args | await _untyped(request), []
    if kind == "application/json":
        return args | await _json(request), [] if has_charset else ["missing_charset"]
    if kind not in _FORMS:
        raise ApiError("invalid_post_type")
    warnings = ["superfluous_charset"] if has_charset and kind != "text/plain" else []
    return args | await _form(request, kind), warnings


async def _untyped(request: Request) -> Json:
    if await request.body():
        raise ApiError("missing_post_type")
    return {}


async def _json(request: Request) -> Json:
    raw = await request.body()
    try:
        body = parsed(raw) if raw.strip() else {}
    except ValueError as error:
        raise ApiError("invalid_json") from error
    if not isinstance(body, dict):
        raise ApiError("json_not_object")
    # With JSON the token comes in the header, or not at all.
    return {key: value for key, value in body.items() if key != "token"}


async def _form(request: Request, kind: str) -> Json:
    if kind == "text/plain":
        return dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    try:
        async with request.form() as form:
            return {key: value for key, value in form.items() if isinstance(value, str)}
    except HTTPException as error:
        raise ApiError("invalid_form_data") from error
