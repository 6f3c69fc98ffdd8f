"""Modals and Homes: each person's own stack of views, and one Home for each app."""

from collections.abc import Iterable

from bot.standin import ids
from bot.standin.blocks.complete import completed
from bot.standin.blocks.limits import most
from bot.standin.blocks.values import initial_values, raw_of
from bot.standin.clock import stamp
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, OpenView

_TEXTS = ("title", "submit", "close")


def open_modal(
    site: Site, app: App, person_id: str, given: Json, *, here: str | None = None
) -> OpenView:
    """Open *given* as a person's only modal; whatever was open gives way.

    Args:
        site: The workspace.
        app: Whose modal it is.
        person_id: Who sees it.
        given: A checked view.
        here: The conversation in which the person asked for it.
    """
    desk = site.world.desk(person_id)
    _forget(site, desk.stack)
    desk.stack = []
    return _put_on_top(site, app, person_id, given, here=here)


def push_modal(site: Site, app: App, person_id: str, given: Json) -> OpenView | None:
    """Put *given* on top of a person's modals; None if the stack is full."""
    if len(site.world.desk(person_id).stack) >= most("view_stack"):
        return None
    return _put_on_top(site, app, person_id, given)


def _put_on_top(
    site: Site, app: App, person_id: str, given: Json, *, here: str | None = None
) -> OpenView:
    stack = site.world.desk(person_id).stack
    view_id = ids.fresh("V")
    family = {
        "root_view_id": stack[0] if stack else view_id,
        "previous_view_id": stack[-1] if stack else None,
    }
    opened = _opened(site, app, person_id, given, view_id, family)
    opened.values = initial_values(opened.view["blocks"], {}, here=here)
    stack.append(view_id)
    tell_modals(site, person_id)
    return opened


def _opened(
    site: Site, app: App, person_id: str, given: Json, view_id: str, family: Json
) -> OpenView:
    view = _view(site, app, given, view_id) | family
    opened = OpenView(view=view, app_id=app.app_id, person=person_id)
    opened.values = initial_values(view["blocks"], {})
    site.world.views[view_id] = opened
    site.changed()
    return opened


def _view(site: Site, app: App, given: Json, view_id: str) -> Json:
    texts = {key: given.get(key) and {"emoji": True, **given[key]} for key in _TEXTS}
    return {
        "id": view_id,
        "team_id": site.world.team.id,
        "type": given["type"],
        "blocks": completed(given["blocks"]),
        "private_metadata": given.get("private_metadata") or "",
        "callback_id": given.get("callback_id") or "",
        "state": {"values": {}},
        "hash": f"{stamp(site.clock.now())}.{ids.block_id()}",
        **texts,
        "clear_on_close": given.get("clear_on_close") or False,
        "notify_on_close": given.get("notify_on_close") or False,
        "submit_disabled": given.get("submit_disabled") or False,
        "external_id": given.get("external_id") or "",
        "app_id": app.app_id,
        "app_installed_team_id": site.world.team.id,
        "bot_id": app.bot_id,
    }


def replace_view(site: Site, app: App, opened: OpenView, given: Json) -> None:
    """Put *given* in the place of an open view: same id, new hash, kept input."""
    family = {key: opened.view[key] for key in ("root_view_id", "previous_view_id")}
    opened.view = _view(site, app, given, opened.view["id"]) | family
    opened.values = initial_values(opened.view["blocks"], opened.values)
    opened.errors, opened.filled = {}, False
    if opened.view["type"] == "home":
        tell_home(site, opened)
    else:
        tell_modals(site, opened.person)
    site.changed()


def publish_home(site: Site, app: App, person_id: str, given: Json) -> OpenView:
    """Show *given* as the app's Home of one person."""
    desk = site.world.desk(person_id)
    current = home_of(site, app.app_id, person_id)
    if current is not None:
        replace_view(site, app, current, given)
        return current
    view_id = ids.fresh("V")
    family = {"root_view_id": view_id, "previous_view_id": None}
    opened = _opened(site, app, person_id, given, view_id, family)
    desk.homes[app.app_id] = view_id
    tell_home(site, opened)
    return opened


def home_of(site: Site, app_id: str, person_id: str) -> OpenView | None:
    """Return the app's Home of one person, None before the app has published one."""
    view_id = site.world.desk(person_id).homes.get(app_id)
    return site.world.views.get(view_id) if view_id else None


def top_modal(site: Site, person_id: str) -> OpenView | None:
    """Return the modal that a person sees, or None."""
    stack = site.world.desk(person_id).stack
    return site.world.views[stack[-1]] if stack else None


def close_top(site: Site, person_id: str) -> OpenView | None:
    """Close the modal on top and return it; the one below shows again."""
    stack = site.world.desk(person_id).stack
    if not stack:
        return None
    closed = site.world.views[stack[-1]]
    _forget(site, [stack.pop()])
    tell_modals(site, person_id)
    return closed


def close_all(site: Site, person_id: str) -> list[OpenView]:
    """Close all of a person's modals and return them, the uppermost first."""
    desk = site.world.desk(person_id)
    closed = [site.world.views[view_id] for view_id in reversed(desk.stack)]
    _forget(site, desk.stack)
    desk.stack = []
    tell_modals(site, person_id)
    return closed


def _forget(site: Site, view_ids: Iterable[str]) -> None:
    for view_id in view_ids:
        site.world.views.pop(view_id, None)
    site.changed()


def with_state(opened: OpenView) -> Json:
    """Return the view as Slack sends it: with what is filled in."""
    return opened.view | {"state": {"values": opened.values}}


def modal_entry(opened: OpenView) -> Json:
    """Return a modal as the page shows it."""
    raw = {
        block_id: {action_id: raw_of(state) for action_id, state in actions.items()}
        for block_id, actions in opened.values.items()
    }
    return {
        "view": with_state(opened),
        "app_id": opened.app_id,
        "errors": opened.errors,
        "values": raw,
        # A script has filled this in: the page shows the values while people watch.
        "filled": opened.filled,
    }


def modal_stack(site: Site, person_id: str) -> list[Json]:
    """Return a person's modals as the page shows them, the lowest first."""
    desk = site.world.desk(person_id)
    return [modal_entry(site.world.views[view_id]) for view_id in desk.stack]


def tell_modals(site: Site, person_id: str) -> None:
    """Send a person their modals, and nobody else."""
    site.live.push([person_id], "modals", stack=modal_stack(site, person_id))


def tell_home(site: Site, opened: OpenView) -> None:
    """Send a person their Home of one app."""
    view = with_state(opened)
    site.live.push([opened.person], "home", app_id=opened.app_id, view=view)
