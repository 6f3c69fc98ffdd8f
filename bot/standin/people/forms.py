"""Sending and closing modals, with the four ways in which an app may answer."""

from typing import Any

from bot.standin import surfaces
from bot.standin.blocks.entry import errors_before_sending
from bot.standin.blocks.validate import problems_of_view
from bot.standin.blocks.values import raw_of, slots
from bot.standin.delivery.asking import ask
from bot.standin.delivery.reply import Reply
from bot.standin.people import payloads
from bot.standin.people.refusal import Refused, need, notice
from bot.standin.people.surface import view_surface
from bot.standin.replies import new_reply_url
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, OpenView, Person, ReplyUrl

_TROUBLE = "We had some trouble connecting. Try again?"


async def submit(site: Site, person: Person, body: Json) -> Json:
    """Send a modal; the client's own checks come first, and then the app isn't asked."""
    opened, app = _top(site, person, str(need(body, "view_id")))
    view_surface(site, person, opened.view["id"]).fill(body.get("values") or {})
    errors = errors_before_sending(opened.view["blocks"], opened.values)
    if errors:
        return _with_errors(site, opened, errors) | {"client_side": True}
    opened.errors = {}
    payload = payloads.submission(site, app, person, opened)
    payload["response_urls"] = _response_urls(site, person, opened)
    reply = await ask(site, app, "interactive", payload)
    return _answered(site, person, app, opened, reply)


def _response_urls(site: Site, person: Person, opened: OpenView) -> list[Json]:
    found = []
    for slot in slots(opened.view["blocks"]):
        block_id, action_id = slot.key
        channel_id = raw_of(opened.values[block_id][action_id])
        if slot.element.get("response_url_enabled") and channel_id:
            place = ReplyUrl(app_id=opened.app_id, person=person.id, channel=channel_id)
            url = new_reply_url(site, place)
            found.append(
                {
                    "block_id": block_id,
                    "action_id": action_id,
                    "channel_id": channel_id,
                    "response_url": url,
                }
            )
    return found


def _top(site: Site, person: Person, view_id: str) -> tuple[OpenView, App]:
    surface = view_surface(site, person, view_id)
    top = surfaces.top_modal(site, person.id)
    if top is None or surface.opened is not top:
        raise Refused("view_not_found", "Another window lies on top of this one.")
    return top, surface.app


def _with_errors(site: Site, opened: OpenView, errors: dict[str, str]) -> Json:
    opened.errors = errors
    surfaces.tell_modals(site, opened.person)
    stack = surfaces.modal_stack(site, opened.person)
    return {"result": "errors", "errors": errors, "modals": stack}


def _answered(site: Site, person: Person, app: App, opened: OpenView, reply: Reply) -> Json:
    if not reply.ok:
        raise _trouble(site, person, "operation_timeout")
    body = reply.body if isinstance(reply.body, dict) else {}
    action = body.get("response_action")
    if action == "errors":
        return _with_errors(site, opened, _checked_errors(site, person, opened, body))
    result = _ACTIONS.get(str(action), _close)(site, person, app, opened, body)
    return {"result": result, "modals": surfaces.modal_stack(site, person.id)}


def _trouble(site: Site, person: Person, code: str) -> Refused:
    notice(site, person, code, _TROUBLE)
    return Refused(code, _TROUBLE)


def _checked_errors(site: Site, person: Person, opened: OpenView, body: Json) -> dict[str, str]:
    errors = body.get("errors")
    inputs = {b["block_id"] for b in opened.view["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise _invalid_answer(site, person, "errors must name input blocks of the view")
    return {block_id: str(text) for block_id, text in errors.items()}


def _invalid_answer(site: Site, person: Person, reason: str) -> Refused:
    site.journal.write(
        "refused", at=site.clock.now(), app="", name="view_submission", request=reason,
        verdict="invalid_response",
    )  # fmt: skip
    return _trouble(site, person, "invalid_response")


def _close(site: Site, person: Person, app: App, opened: OpenView, body: Json) -> str:
    del app, body
    if surfaces.top_modal(site, person.id) is opened:
        surfaces.close_top(site, person.id)
    return "closed"


def _clear(site: Site, person: Person, app: App, opened: OpenView, body: Json) -> str:
    del app, opened, body
    surfaces.close_all(site, person.id)
    return "cleared"


def _update(site: Site, person: Person, app: App, opened: OpenView, body: Json) -> str:
    surfaces.replace_view(site, app, opened, _view(site, person, body))
    return "updated"


def _push(site: Site, person: Person, app: App, opened: OpenView, body: Json) -> str:
    del opened
    if surfaces.push_modal(site, app, person.id, _view(site, person, body)) is None:
        raise _invalid_answer(site, person, "push_limit_reached")
    return "pushed"


_ACTIONS = {"clear": _clear, "update": _update, "push": _push}


def _view(site: Site, person: Person, body: Json) -> Json:
    view: Any = body.get("view")
    problems = problems_of_view(view)
    if problems or view["type"] != "modal":
        raise _invalid_answer(site, person, "; ".join(map(str, problems)) or "not a modal")
    return dict(view)


async def close(site: Site, person: Person, body: Json) -> Json:
    """Close the modal on top, or all of them; apps that want to know are told."""
    opened, _ = _top(site, person, str(need(body, "view_id")))
    everything = bool(body.get("all")) or opened.view["clear_on_close"]
    if everything:
        closed = surfaces.close_all(site, person.id)
    else:
        closed = [one for one in [surfaces.close_top(site, person.id)] if one]
    for one in closed:
        _tell_closed(site, person, one, cleared=everything)
    return {"modals": surfaces.modal_stack(site, person.id)}


def _tell_closed(site: Site, person: Person, opened: OpenView, *, cleared: bool) -> None:
    app = site.world.apps[opened.app_id]
    if opened.view["notify_on_close"] and app.installed:
        payload = payloads.closing(site, app, person, opened, cleared=cleared)
        site.spawn(_ask(site, app, payload))


async def _ask(site: Site, app: App, payload: Json) -> None:
    await ask(site, app, "interactive", payload)
