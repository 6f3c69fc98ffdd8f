"""views.*: modals and Homes."""

from typing import Any

from bot.standin import surfaces
from bot.standin.blocks.validate import problems_of_view, view_is_too_large
from bot.standin.shape import Json
from bot.standin.triggers import Trigger
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.world import OpenView


def _view(call: Call, kind: str) -> Json:
    view: Any = call.json("view")
    if view is None:
        raise refused("invalid_arguments", ["missing required field: view"])
    problems = problems_of_view(view)
    if problems:
        raise refused("invalid_arguments", problems)
    if view["type"] != kind:
        raise refused("invalid_arguments", [f"unsupported type: {view['type']}"])
    if view_is_too_large(view):
        raise ApiError("view_too_large")
    return dict(view)


def _trigger(call: Call) -> Trigger:
    trigger = call.site.triggers.redeem(call.need("trigger_id"), call.app.app_id)
    if isinstance(trigger, str):
        raise ApiError(trigger)
    return trigger


def _answer(opened: OpenView) -> Json:
    return {"view": surfaces.with_state(opened)}


def open_view(call: Call) -> Json:
    """views.open."""
    view = _view(call, "modal")
    _unused_external_id(call, view, None)
    trigger = _trigger(call)
    here = trigger.channel
    return _answer(surfaces.open_modal(call.site, call.app, trigger.person, view, here=here))


def push(call: Call) -> Json:
    """views.push: on top of the modal in which the trigger was given out."""
    view = _view(call, "modal")
    _unused_external_id(call, view, None)
    trigger = _trigger(call)
    stack = call.site.world.desk(trigger.person).stack
    if trigger.view_id is None or trigger.view_id not in stack:
        raise ApiError("invalid_trigger_id")
    opened = surfaces.push_modal(call.site, call.app, trigger.person, view)
    if opened is None:
        raise ApiError("push_limit_reached")
    return _answer(opened)


def _unused_external_id(call: Call, view: Json, own: OpenView | None) -> None:
    external_id = view.get("external_id")
    if not external_id:
        return
    for other in call.site.world.views.values():
        if other is not own and other.view["external_id"] == external_id:
            raise ApiError("duplicate_external_id")


def update(call: Call) -> Json:
    """views.update, by id or external id, guarded by the hash if one is given."""
    opened = _addressed(call)
    view = _view(call, opened.view["type"])
    _unused_external_id(call, view, opened)
    _same_hash(call, opened)
    surfaces.replace_view(call.site, call.app, opened, view)
    return _answer(opened)


def _addressed(call: Call) -> OpenView:
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if bool(view_id) == bool(external_id):
        raise refused("invalid_arguments", ["either view_id or external_id must be provided"])
    key, wanted = ("id", view_id) if view_id else ("external_id", external_id)
    for opened in call.site.world.views.values():
        if opened.app_id == call.app.app_id and opened.view[key] == wanted:
            return opened
    raise ApiError("not_found")


def _same_hash(call: Call, opened: OpenView | None) -> None:
    given = call.text("hash")
    if given and opened is not None and given != opened.view["hash"]:
        raise ApiError("hash_conflict")


def publish(call: Call) -> Json:
    """views.publish."""
    if not call.app.manifest.features.app_home.home_tab_enabled:
        raise ApiError("not_enabled")
    person = call.site.world.people.get(call.need("user_id"))
    if person is None or person.is_bot:
        raise refused("invalid_arguments", ["user_id not found"])
    view = _view(call, "home")
    current = surfaces.home_of(call.site, call.app.app_id, person.id)
    _unused_external_id(call, view, current)
    _same_hash(call, current)
    return _answer(surfaces.publish_home(call.site, call.app, person.id, view))


METHODS = {
    "views.open": Method(open_view, tier=4),
    "views.push": Method(push, tier=4),
    "views.update": Method(update, tier=4),
    "views.publish": Method(publish, tier=4),
}
