"""What a person did, parsed out of Slack's payloads; raw dicts end here.

Every act carries the workspace, who did it, where, and the key by which a second delivery of the
same act is known (see docs/architecture.md, "Twice delivered, once done").
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import FormTampered
from bot.views.text import storable
from knowledge.identity import PlaceId, WorkspaceId

Payload = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that somebody did; `view` is the window or Home in which they did it."""

    workspace: WorkspaceId
    user: str
    place: PlaceId | None
    key: str
    trigger: str = ""
    response_url: str = ""
    view: "View | None" = None

    @property
    def window(self) -> "View":
        """The window in which it was done.

        Raises:
            FormTampered: It was done in a message, where we drew no such thing.
        """
        if self.view is None:
            raise FormTampered
        return self.view

    @property
    def channel(self) -> PlaceId | None:
        """The channel in which it was done; None in a conversation with the bot alone."""
        return None if is_direct(self.place) else self.place


@dataclass(frozen=True, kw_only=True)
class Command(Act):
    """`/journey <verb> <rest>`."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Click(Act):
    """A button, or a choice in a menu; `value` is the button's value or the chosen option's."""

    action: str
    value: str
    message_ts: str = ""

    @property
    def which(self) -> str:
        """Which of several buttons alike it is: what its action says after a colon."""
        return self.action.partition(":")[2]


@dataclass(frozen=True, kw_only=True)
class Submission(Act):
    """A modal that was submitted."""

    view: "View"


@dataclass(frozen=True, kw_only=True)
class Search(Act):
    """Somebody types into a menu whose choices we give."""

    action: str
    query: str


@dataclass(frozen=True, kw_only=True)
class Pick(Act):
    """A shortcut on a message."""

    message_ts: str
    author: str
    text: str


@dataclass(frozen=True, kw_only=True)
class View:
    """A modal or Home as it stood when somebody acted in it; `below` is the view it covers.

    `drawn` is what Slack was told to show; shown again, it keeps what was typed into it.
    """

    id: str
    below: str
    hash: str
    callback: str
    metadata: str
    values: Mapping[str, Mapping[str, Any]]
    drawn: Payload

    def text(self, block: str) -> str:
        """What was typed into the block's field; "" when nothing was."""
        return storable(str(self._field(block).get("value") or ""))

    def written(self) -> str:
        """The id of the first block in which something was typed; "" for none."""
        for block, fields in self.values.items():
            for field in fields.values():
                if field.get("type") == "plain_text_input" and field.get("value"):
                    return block
        return ""

    def choice(self, block: str) -> str:
        """The value of the chosen option, the chosen user or conversation; "" for none."""
        field = self._field(block)
        option = field.get("selected_option") or {}
        return storable(
            option.get("value")
            or field.get("selected_conversation")
            or field.get("selected_user")
            or ""
        )

    def choices(self, block: str) -> tuple[str, ...]:
        """The values of the chosen options, also of a menu that takes only one."""
        options = self._field(block).get("selected_options") or ()
        several = tuple(storable(option.get("value") or "") for option in options)
        return several or tuple(filter(None, [self.choice(block)]))

    def label(self, block: str) -> str:
        """The text of the chosen option; "" for none."""
        option = self._field(block).get("selected_option") or {}
        return str((option.get("text") or {}).get("text") or "")

    def day(self, block: str) -> date | None:
        """The chosen day; None for none.

        Raises:
            ValueError: What is there is no day.
        """
        chosen = self._field(block).get("selected_date")
        return date.fromisoformat(str(chosen)) if chosen else None

    def users(self, block: str) -> tuple[str, ...]:
        """The chosen colleagues."""
        return tuple(storable(user) for user in self._field(block).get("selected_users") or ())

    def carried(self) -> Mapping[str, Any]:
        """What the window carries about itself, unchecked; nothing when that is no form."""
        try:
            said = json.loads(self.metadata or "{}")
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}

    def _field(self, block: str) -> Mapping[str, Any]:
        fields = self.values.get(block) or {}
        return next(iter(fields.values()), {}) or {}


def is_direct(place: PlaceId | None) -> bool:
    """Say whether a place is somebody's conversation with the bot, as Slack's ids tell."""
    return place is not None and place.startswith("D")


def command(body: Payload) -> Command:
    """Read a slash command."""
    return Command(
        workspace=WorkspaceId(body["team_id"]),
        user=body["user_id"],
        place=PlaceId(body["channel_id"]),
        key=f"command:{body['trigger_id']}",
        trigger=body["trigger_id"],
        response_url=body.get("response_url", ""),
        text=storable(body.get("text") or ""),
    )


def click(body: Payload, action: Payload) -> Click:
    """Read a block action."""
    container = body.get("container") or {}
    view = body.get("view") or {}
    # A modal has one reader: its id tells as well who pressed, and names nobody.
    whose = view["id"] if view.get("type") == "modal" else body["user"]["id"]
    return Click(
        **_who(body),
        key=f"action:{whose}:{action['action_id']}:{action['action_ts']}",
        action=action["action_id"],
        value=_value(action),
        message_ts=container.get("message_ts") or "",
        view=_view(body.get("view")),
    )


def submission(body: Payload) -> Submission:
    """Read a submitted modal; its key is the form's own token, or the view's id and hash."""
    view = _view(body["view"])
    assert view is not None
    return Submission(
        **_who(body), key=f"submission:{view.id}:{view.hash}:{view.callback}", view=view
    )


def search(body: Payload) -> Search:
    """Read a request for choices."""
    return Search(
        **_who(body),
        key="",
        action=body["action_id"],
        query=storable(body.get("value") or ""),
        view=_view(body.get("view")),
    )


def pick(body: Payload) -> Pick:
    """Read a message shortcut."""
    message = body["message"]
    return Pick(
        **_who(body),
        key=f"shortcut:{body['trigger_id']}",
        message_ts=body.get("message_ts") or message["ts"],
        author=message.get("user") or "",
        text=storable(message.get("text") or ""),
    )


def event(body: Payload, *, user: str, place: str | None = None) -> Act:
    """Read who did what an event tells of, and where."""
    return Act(
        workspace=WorkspaceId(body["team_id"]),
        user=user,
        place=PlaceId(place) if place else None,
        key=f"event:{body['event_id']}",
    )


def _who(body: Payload) -> dict[str, Any]:
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get(
        "channel_id"
    )
    return {
        "workspace": WorkspaceId(_workspace(body)),
        "user": str(body["user"]["id"]),
        "place": PlaceId(str(channel)) if channel else None,
        "trigger": body.get("trigger_id") or "",
        "response_url": body.get("response_url") or "",
    }


def _workspace(body: Payload) -> str:
    # An app that is installed for a whole organisation gets `team: null`.
    return str((body.get("team") or {}).get("id") or body["user"].get("team_id") or "")


def _value(action: Payload) -> str:
    option = action.get("selected_option") or {}
    return storable(
        action.get("value")
        or option.get("value")
        or action.get("selected_user")
        or action.get("selected_conversation")
        or ""
    )


_DRAWN = ("type", "callback_id", "title", "blocks", "private_metadata", "submit", "close")


def _view(view: Payload | None) -> View | None:
    if not view:
        return None
    return View(
        id=view["id"],
        below=view.get("previous_view_id") or "",
        hash=view.get("hash") or "",
        callback=view.get("callback_id") or "",
        metadata=str(view.get("private_metadata") or ""),
        values=(view.get("state") or {}).get("values") or {},
        drawn={key: view[key] for key in _DRAWN if view.get(key)},
    )
