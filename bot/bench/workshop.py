"""A workshop in a channel of the local Slack, started as a person starts one."""

from dataclasses import dataclass
from typing import Any

from bot.bench.workspace import PEOPLE, Workspace, eventually
from bot.views import start, whose

LEADER = "mara"


@dataclass(frozen=True)
class Workshop:
    """A running workshop: its channel and the board's ts, which is its thread."""

    channel: str
    board: str


async def begin(workspace: Workspace, *, place: str) -> Workshop:
    """Let Mara start a quick workshop with everybody in the channel named *place*."""
    channel = await workspace.channel(place)
    await workspace.do(LEADER, "command", channel=channel, text="/journey start")
    view = await _window(workspace)
    source = {"type": "view", "view_id": view["id"]}
    block = {"block_id": "subject", "action_id": start.SUBJECT}
    offered = await workspace.do(LEADER, "options", source=source, query="Olga", **block)
    subject = next(o["value"] for o in offered["options"] if o["value"].startswith(whose.NEW))
    values = {"agenda": "journey-quick", "subject": [subject], "goal": "friction"}
    values["people"] = [workspace.user(name) for name in PEOPLE]
    filled = _filled(view, values)
    done = await workspace.do(LEADER, "submit", view_id=view["id"], values=filled)
    assert done["result"] == "cleared", done
    return Workshop(channel, await _board(workspace, channel))


async def _window(workspace: Workspace) -> dict[str, Any]:
    async def opened() -> Any:
        return (await workspace.see(LEADER, "surfaces"))["modals"]

    return dict((await eventually(opened, within_s=10))[-1]["view"])


def _filled(view: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    return {name: {inputs[name]["element"]["action_id"]: value} for name, value in values.items()}


async def _board(workspace: Workspace, channel: str) -> str:
    async def posted() -> str:
        for call in await workspace.log("api", "chat.postMessage"):
            if call["request"].get("channel") == channel and call["verdict"] == "ok":
                return str(call["response"]["ts"])
        return ""

    return await eventually(posted, within_s=10)
