"""A workspace and its people, as a test sees them and acts through them."""

import asyncio
import inspect
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

import httpx

from tests.slack_app import App, Refused
from tests.slack_blocks import Json, blocks_of, by_block, find, opened

T = TypeVar("T")

PATIENCE_S = 20
"""How long something may take that is only waited for; how quick it is, the bench measures."""


@dataclass(frozen=True)
class Workspace:
    """A running stand-in."""

    url: str
    api_url: str
    control_url: str
    apps: tuple[App, ...]
    http: httpx.AsyncClient
    process: Process | None = None
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def app(self) -> App:
        """The only or first app."""
        return self.apps[0]

    def person(self, handle: str) -> "Person":
        """Return somebody of the seed by handle."""
        assert handle in self.ids, f"nobody is called {handle}"
        return Person(self, handle, self.ids[handle])

    async def state(self) -> Json:
        """Return everything: people, channels with messages, everybody's own surfaces."""
        return await self.look("state")

    async def look(self, what: str, **query: Any) -> Json:
        """GET /control/<what>."""
        answer = await self.http.get(self.control_url + what, params=query)
        return dict(answer.raise_for_status().json())

    async def control(self, what: str, **body: Any) -> Json:
        """POST /control/<what>: reset, fault, deliveries, clock, disconnect, channel, ..."""
        answer = await self.http.post(self.control_url + what, json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def installed(self, seat: str, **changes: str) -> Json:
        """Let somebody install the app in their workspace; returns what oauth.v2.access says."""
        code = await self.allowed(seat, **changes)
        client = (self.app.client_id, self.app.client_secret)
        url = self.api_url + "oauth.v2.access"
        return dict((await self.http.post(url, data={"code": code}, auth=client)).json())

    async def allowed(self, seat: str, **changes: str) -> str:
        """Let somebody press Allow on the install page; returns the code."""
        asked = {"client_id": self.app.client_id, "scope": "chat:write", "state": "s", **changes}
        url, form = f"{self.url}/oauth/v2/authorize", {"seat": seat, "decision": "allow"}
        answer = await self.http.post(url, params=asked, data=form)
        return httpx.URL(answer.headers["location"]).params["code"]

    async def log(self, **query: Any) -> list[Json]:
        """Return the journal's entries; `kind`, `name` and `after` choose."""
        return list((await self.look("log", **query))["entries"])

    async def channel(self, name: str, **where: str) -> Json:
        """Return a channel by name or id with all that is in it; `workspace` says where."""
        return dict((await self.look("channel", channel=name, **where))["channel"])

    async def channel_id(self, name: str, **where: str) -> str:
        """Return a channel's id by name; an id is returned as it is."""
        return str((await self.channel(name, **where))["id"])

    async def messages(self, channel: str) -> list[Json]:
        """Return what stands in the channel itself, oldest first."""
        return [m for m in (await self.channel(channel))["messages"].values() if not _is_reply(m)]

    async def replies(self, channel: str, thread_ts: str) -> list[Json]:
        """Return the replies below a message, oldest first, without the root."""
        found = (await self.channel(channel))["messages"].values()
        return [m for m in found if _is_reply(m) and m["thread_ts"] == thread_ts]

    async def connected(self, timeout: float = PATIENCE_S) -> None:
        """Wait until the app has a socket open."""

        async def connections() -> int:
            return int((await self.look("status"))["connections"][self.app.name])

        await self.eventually(connections, timeout)

    async def settled(self, timeout: float = PATIENCE_S) -> None:
        """Wait until no delivery is under way."""

        async def idle() -> bool:
            return bool((await self.look("status"))["pending"] == 0)

        await self.eventually(idle, timeout)

    @overload
    async def eventually(
        self, found: Callable[[], Awaitable[T | None]], timeout: float = PATIENCE_S
    ) -> T: ...

    @overload
    async def eventually(self, found: Callable[[], T | None], timeout: float = PATIENCE_S) -> T: ...

    async def eventually(self, found: Callable[[], Any], timeout: float = PATIENCE_S) -> Any:
        """Return the first true value of *found*, asked again and again until *timeout*."""
        deadline, pause_s = time.monotonic() + timeout, 0.02
        while True:
            asked = found()
            value = await asked if inspect.isawaitable(asked) else asked
            if value:
                return value
            assert time.monotonic() < deadline, f"not within {timeout} s: last was {value!r}"
            await asyncio.sleep(pause_s)
            # What takes long is not there sooner for being asked about fifty times a second.
            pause_s = min(1.2 * pause_s, 0.1)


def _is_reply(message: Json) -> bool:
    return bool(message.get("thread_ts", message["ts"]) != message["ts"])


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace; does what one can do in the page."""

    workspace: Workspace
    handle: str
    id: str

    async def do(self, deed: str, **body: Any) -> Json:
        """POST /ui/<handle>/<deed>; raises Refused where the page would show an error."""
        url = f"{self.workspace.url}/ui/{self.handle}/{deed}"
        answer = (await self.workspace.http.post(url, json=body)).json()
        if not answer["ok"]:
            raise Refused(answer)
        return dict(answer)

    async def see(self, what: str, **query: Any) -> Json:
        """GET /ui/<handle>/<what>: bootstrap, surfaces, history, thread."""
        url = f"{self.workspace.url}/ui/{self.handle}/{what}"
        answer = (await self.workspace.http.get(url, params=query)).json()
        if not answer["ok"]:
            raise Refused(answer)
        return dict(answer)

    async def _place(self, channel: str) -> str:
        if channel[:1] in "CDG" and channel.isupper():
            return channel
        return await self.workspace.channel_id(channel.removeprefix("#"))

    async def dm(self, app: App | None = None) -> str:
        """Return the id of the direct conversation with the app."""
        user = (app or self.workspace.app).bot_user_id
        return str((await self.do("dm", user=user))["channel"]["id"])

    async def say(
        self, channel: str, text: str, thread_ts: str | None = None, broadcast: bool = False
    ) -> str:
        """Post a message or a reply; returns its ts."""
        body: Json = {"channel": await self._place(channel), "text": text}
        if thread_ts:
            body |= {"thread_ts": thread_ts, "broadcast": broadcast}
        return str((await self.do("say", **body))["ts"])

    async def upload(
        self, channel: str, files: Mapping[str, bytes], text: str = "", thread_ts: str = ""
    ) -> Json:
        """Share files in a channel; returns the message."""
        url = f"{self.workspace.url}/ui/{self.handle}/upload"
        body = {"channel": await self._place(channel), "text": text, "thread_ts": thread_ts}
        parts = [("file", part) for part in files.items()]
        answer = (await self.workspace.http.post(url, data=body, files=parts)).json()
        if not answer["ok"]:
            raise Refused(answer)
        return dict(answer["message"])

    async def edit(self, channel: str, ts: str, text: str) -> None:
        """Change an own message."""
        await self.do("edit", channel=await self._place(channel), ts=ts, text=text)

    async def delete(self, channel: str, ts: str) -> None:
        """Delete an own message."""
        await self.do("delete", channel=await self._place(channel), ts=ts)

    async def react(self, channel: str, ts: str, name: str, on: bool = True) -> None:
        """Add a reaction or take it away."""
        await self.do("react", channel=await self._place(channel), ts=ts, name=name, on=on)

    async def command(self, text: str, channel: str = "workwear") -> None:
        """Run a slash command, the slash included; returns when the app has acknowledged it."""
        await self.do("command", channel=await self._place(channel), text=text)

    async def told(self, text: str, channel: str = "workwear") -> Json:
        """Run a slash command; return what only this person sees of it, whenever that comes."""
        before = len(await self.ephemerals())
        await self.command(text, channel)

        async def answer() -> Json | None:
            return next(iter((await self.ephemerals())[before:]), None)

        return await self.workspace.eventually(answer)

    async def click(
        self, on: Json, action_id: str | None = None, *, label: str | None = None,
        value: Any = None, values: Json | None = None,
    ) -> None:  # fmt: skip
        """Press a button of a message, an ephemeral, a modal or a Home.

        Args:
            on: The message (from `messages`, `ephemerals`, ...) or the modal or Home view.
            action_id: The button's action id, or the beginning of it.
            label: The button's text, instead of the action id.
            value: Tells buttons with the same action id apart; the choice of an overflow menu.
            values: What else is filled in on this surface.
        """
        block, element = find(blocks_of(on), action_id, label, value)
        body: Json = {"block_id": block["block_id"], "action_id": element["action_id"]}
        if element["type"] not in ("button", "icon_button"):
            body["value"] = value
        if values is not None:
            body["values"] = by_block(blocks_of(on), values)
        await self.do("action", source=await self._source(on), **body)

    async def select(self, on: Json, action_id: str, value: Any) -> None:
        """Choose in a menu that acts at once, or type into an input that dispatches actions."""
        block, element = find(blocks_of(on), action_id, None, None)
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        await self.do("action", source=await self._source(on), value=value, **ids)

    async def options(self, action_id: str, query: str, on: Json | None = None) -> list[Json]:
        """Return what an external select offers for the typed text, in the open modal or *on*."""
        place = on if on is not None else opened(await self.modal())["view"]
        block, element = find(blocks_of(place), action_id, None, None)
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        source = await self._source(place)
        return list((await self.do("options", source=source, query=query, **ids))["options"])

    async def _source(self, on: Json) -> Json:
        view = on.get("view", on)
        if "private_metadata" in view:
            return {"type": "view", "view_id": view["id"]}
        if on.get("is_ephemeral"):
            return {"type": "ephemeral", "channel": on["channel"], "ts": on["ts"]}
        return {"type": "message", "channel": await self._where(on), "ts": on["ts"]}

    async def _where(self, message: Json) -> str:
        channel = (await self.workspace.look("channel", ts=message["ts"]))["channel"]
        assert channel is not None, "this message is in no channel"
        return str(channel["id"])

    async def modal(self) -> Json | None:
        """Return the modal on top, None if none is open: {"view", "errors", "values"}."""
        stack = await self.modals()
        return stack[-1] if stack else None

    async def modals(self) -> list[Json]:
        """Return all open modals, the lowest first."""
        return list((await self.see("surfaces"))["modals"])

    async def submit(self, values: Json | None = None) -> Json:
        """Fill in and send the modal on top.

        Args:
            values: By label, block id or action id.

        Returns:
            {"result": "closed"|"errors"|"updated"|"pushed"|"cleared", "errors": ...}.
        """
        view = opened(await self.modal())["view"]
        filled = by_block(view["blocks"], values or {})
        return await self.do("submit", view_id=view["id"], values=filled)

    async def close(self, everything: bool = False) -> None:
        """Close the modal on top, or all of them."""
        view = opened(await self.modal())["view"]
        await self.do("close", view_id=view["id"], all=everything)

    async def ephemerals(self) -> list[Json]:
        """Return what only this person sees, oldest first."""
        return list((await self.see("surfaces"))["ephemerals"])

    async def home(self, app: App | None = None) -> Json | None:
        """Return the app's Home of this person, None if it was never published."""
        homes = (await self.see("surfaces"))["homes"]
        view = homes[(app or self.workspace.app).app_id]
        return dict(view) if view else None

    async def open_home(self, app: App | None = None, tab: str = "home") -> None:
        """Open the app's Home tab; the app hears of it."""
        await self.do("home", app_id=(app or self.workspace.app).app_id, tab=tab)

    async def shortcut(self, callback_id: str, message: Json | None = None) -> None:
        """Use a shortcut of a message, or a global one."""
        place: Json = {}
        if message is not None:
            place = {"channel": await self._where(message), "ts": message["ts"]}
        await self.do("shortcut", callback_id=callback_id, **place)

    async def notices(self) -> list[str]:
        """Return what the client told this person about failures, since the start."""
        frames = (await self.see("surfaces"))["notices"]
        return [str(frame["text"]) for frame in frames]
