"""A Slack workspace for tests: the stand-in as a process of its own, and its people.

    async with slack_workspace(manifest=path) as workspace:
        ...  # start the app with workspace.app's tokens and base_url=workspace.api_url
        await workspace.connected()
        mara = workspace.person("mara")
        await mara.command("/example", channel="workwear")
        answer = await workspace.eventually(mara.ephemerals)

Nothing of the app under test is imported here; an app gets the tokens from `workspace.app`.
"""

import asyncio
import contextlib
import inspect
import json
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, overload

import httpx

Json = dict[str, Any]
T = TypeVar("T")
_ROOT = Path(__file__).parents[1]


class Refused(AssertionError):
    """The stand-in told a person that this doesn't work."""

    def __init__(self, answer: Json) -> None:
        super().__init__(f"{answer.get('error')}: {answer.get('message')}")
        self.code, self.answer = str(answer.get("error")), answer


@dataclass(frozen=True)
class App:
    """An installed app with its secrets."""

    name: str
    app_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    team_id: str
    bot_user_id: str


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

    async def log(self, **query: Any) -> list[Json]:
        """Return the journal's entries; `kind`, `name` and `after` choose."""
        return list((await self.look("log", **query))["entries"])

    async def channel(self, name: str) -> Json:
        """Return a channel by name with all that is in it."""
        channels = (await self.state())["channels"]
        return next(dict(c) for c in channels if c["name"] == name or c["id"] == name)

    async def channel_id(self, name: str) -> str:
        """Return a channel's id by name; an id is returned as it is."""
        return str((await self.channel(name))["id"])

    async def messages(self, channel: str) -> list[Json]:
        """Return what stands in the channel itself, oldest first."""
        return [m for m in (await self.channel(channel))["messages"].values() if not _is_reply(m)]

    async def replies(self, channel: str, thread_ts: str) -> list[Json]:
        """Return the replies below a message, oldest first, without the root."""
        found = (await self.channel(channel))["messages"].values()
        return [m for m in found if _is_reply(m) and m["thread_ts"] == thread_ts]

    async def connected(self, timeout: float = 10) -> None:
        """Wait until the app has a socket open."""

        async def connections() -> int:
            return int((await self.look("status"))["connections"][self.app.name])

        await self.eventually(connections, timeout)

    async def settled(self, timeout: float = 10) -> None:
        """Wait until no delivery is under way."""

        async def idle() -> bool:
            return bool((await self.look("status"))["pending"] == 0)

        await self.eventually(idle, timeout)

    @overload
    async def eventually(self, found: Callable[[], Awaitable[T]], timeout: float = 5) -> T: ...

    @overload
    async def eventually(self, found: Callable[[], T], timeout: float = 5) -> T: ...

    async def eventually(self, found: Callable[[], Any], timeout: float = 5) -> Any:
        """Return the first true value of *found*, asked again and again until *timeout*."""
        deadline = time.monotonic() + timeout
        while True:
            asked = found()
            value = await asked if inspect.isawaitable(asked) else asked
            if value:
                return value
            assert time.monotonic() < deadline, f"not within {timeout} s: last was {value!r}"
            await asyncio.sleep(0.02)


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
        if channel[:1] in "CD" and channel.isupper():
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
        block, element = _find(_blocks(on), action_id, label, value)
        body: Json = {"block_id": block["block_id"], "action_id": element["action_id"]}
        if element["type"] not in ("button", "icon_button"):
            body["value"] = value
        if values is not None:
            body["values"] = _by_block(_blocks(on), values)
        await self.do("action", source=await self._source(on), **body)

    async def select(self, on: Json, action_id: str, value: Any) -> None:
        """Choose in a menu that acts at once, or type into an input that dispatches actions."""
        block, element = _find(_blocks(on), action_id, None, None)
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        await self.do("action", source=await self._source(on), value=value, **ids)

    async def options(self, action_id: str, query: str, on: Json | None = None) -> list[Json]:
        """Return what an external select offers for the typed text, in the open modal or *on*."""
        place = on if on is not None else _opened(await self.modal())["view"]
        block, element = _find(_blocks(place), action_id, None, None)
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
        for channel in (await self.workspace.state())["channels"]:
            if message["ts"] in channel["messages"]:
                return str(channel["id"])
        raise AssertionError("this message is in no channel")

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
        view = _opened(await self.modal())["view"]
        filled = _by_block(view["blocks"], values or {})
        return await self.do("submit", view_id=view["id"], values=filled)

    async def close(self, everything: bool = False) -> None:
        """Close the modal on top, or all of them."""
        view = _opened(await self.modal())["view"]
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


def _opened(modal: Json | None) -> Json:
    assert modal is not None, "no modal is open"
    return modal


def _blocks(on: Json) -> list[Json]:
    return list(on["view"]["blocks"] if "view" in on else on.get("blocks", []))


def _elements(block: Json) -> list[Json]:
    single = [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    many = block["elements"] if block["type"] in ("actions", "context_actions") else []
    return [element for element in [*single, *many] if "action_id" in element]


def _find(
    blocks: list[Json], action_id: str | None, label: str | None, value: Any
) -> tuple[Json, Json]:
    pairs = [(block, element) for block in blocks for element in _elements(block)]
    for wanted in (_exactly, _beginning):
        for block, element in pairs:
            if wanted(element, action_id) and _fits(element, label, value):
                return block, element
    known = [element["action_id"] for _, element in pairs]
    raise AssertionError(f"no {action_id or label!r} here, only {known}")


def _exactly(element: Json, action_id: str | None) -> bool:
    return action_id is None or element["action_id"] == action_id


def _beginning(element: Json, action_id: str | None) -> bool:
    return action_id is None or str(element["action_id"]).startswith(action_id)


def _fits(element: Json, label: str | None, value: Any) -> bool:
    if label is not None and element.get("text", {}).get("text") != label:
        return False
    return value is None or element["type"] != "button" or element.get("value") == value


def _by_block(blocks: list[Json], values: Json) -> Json:
    filled: Json = {}
    for name, value in values.items():
        block, element = _named(blocks, name)
        filled.setdefault(block["block_id"], {})[element["action_id"]] = value
    return filled


def _named(blocks: list[Json], name: str) -> tuple[Json, Json]:
    for block in blocks:
        for element in _elements(block):
            label = block.get("label", {}).get("text")
            if name in (label, block["block_id"], element["action_id"]):
                return block, element
    known = [block.get("label", {}).get("text") or block["block_id"] for block in blocks]
    raise AssertionError(f"no input {name!r} here, only {known}")


@contextlib.asynccontextmanager
async def slack_workspace(
    *,
    manifest: Path | Json | None = None,
    seed: Path | None = None,
    state: Path | None = None,
    events_url: str | None = None,
    timescale: float = 1.0,
    port: int = 0,
    folder: Path | None = None,
    flags: Sequence[str] = (),
) -> AsyncIterator[Workspace]:
    """Start the stand-in as a process and end it afterwards.

    Args:
        manifest: The app to install, a file or (with *folder* to write it to) a dict; None
            installs the example app.
        seed: People and channels; None takes the example workspace.
        state: Keep the state in this file.
        events_url: Where events and interactions go over HTTP.
        timescale: Divides the waits of the retry schedule.
        port: 0 takes a free one.
        folder: Where a manifest given as a dict is written.
        flags: Further words for the command line.
    """
    if isinstance(manifest, dict):
        assert folder is not None, "a manifest given as a dict needs a folder"
        path = folder / "manifest.json"
        path.write_text(json.dumps(manifest), encoding="utf-8")
        manifest = path
    options: dict[str, Any] = {
        "--manifest": manifest, "--seed": seed, "--state": state, "--events-url": events_url,
        "--timescale": timescale, "--port": port,
    }  # fmt: skip
    given = [str(word) for pair in options.items() if pair[1] is not None for word in pair]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.standin", "--json", *given, *flags, stdout=PIPE, cwd=_ROOT
    )
    try:
        ready = await _ready(process)
        async with attached(ready, process) as workspace:
            yield workspace
    finally:
        await _end(process)


async def _ready(process: Process) -> Json:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    assert line, "the stand-in didn't start"
    return dict(json.loads(line))


@contextlib.asynccontextmanager
async def attached(ready: Json, process: Process | None = None) -> AsyncIterator[Workspace]:
    """Use a stand-in that runs already; *ready* is the line that it printed."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        yield Workspace(
            url=ready["url"],
            api_url=ready["api_url"],
            control_url=ready["control_url"],
            apps=tuple(App(**app) for app in ready["apps"]),
            http=http,
            process=process,
            ids={person["name"]: person["id"] for person in ready["people"]},
        )


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 5)
        except TimeoutError:
            process.kill()
            await process.wait()
    # A subprocess transport that isn't closed warns when it is collected.
    process._transport.close()  # type: ignore[attr-defined]
