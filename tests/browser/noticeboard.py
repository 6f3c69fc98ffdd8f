"""A tiny Bolt app that uses what the page has to show: blocks, modals, ephemerals, Home."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_workspace import Json, Workspace

TOWNS = ("Aachen", "Bergen", "Coimbra")

MANIFEST: Json = {
    "display_information": {"name": "Noticeboard", "description": "Puts up what people write"},
    "features": {
        "bot_user": {"display_name": "noticeboard"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "agent_view": {"agent_description": "Puts up what people write"},
        "slash_commands": [
            {"command": "/notice", "description": "Put something up", "usage_hint": "form | me"}
        ],
        "shortcuts": [
            {"name": "Keep this", "type": "message", "callback_id": "keep", "description": "K"},
            {"name": "New notice", "type": "global", "callback_id": "new", "description": "N"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "assistant:write", "canvases:write", "channels:history", "channels:read",
                "chat:write", "commands", "files:read", "files:write", "im:write",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}  # fmt: skip


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def button(action_id: str, text: str, **more: Any) -> Json:
    """Return a button."""
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def _input(block_id: str, label: str, element: Json, **more: Any) -> Json:
    element = {"action_id": "value", **element}
    return {
        "type": "input", "block_id": block_id, "label": plain(label), "element": element, **more
    }  # fmt: skip


def form() -> Json:
    """Return the modal of a new notice."""
    text = {"type": "plain_text_input", "multiline": True, "max_length": 60}
    town = {"type": "external_select", "min_query_length": 0}
    people = {"type": "multi_users_select"}
    return {
        "type": "modal", "callback_id": "notice", "title": plain("New notice"),
        "submit": plain("Put up"), "close": plain("Not now"),
        "blocks": [
            _input("text", "What", text),
            _input("town", "Where", town),
            _input("people", "Who", people, optional=True),
            {"type": "actions", "block_id": "more", "elements": [button("advice", "Advice")]},
        ],
    }  # fmt: skip


def advice() -> Json:
    """Return the view that lies on top of the form."""
    text = {"type": "plain_text", "text": "Be brief."}
    blocks = [{"type": "section", "text": text}]
    return {"type": "modal", "title": plain("Advice"), "close": plain("Back"), "blocks": blocks}


def board(text: str, hands: int) -> list[Json]:
    """Return a notice with its button."""
    return [
        {"type": "header", "block_id": "head", "text": plain(text[:150])},
        {
            "type": "section",
            "block_id": "hands",
            "text": {"type": "mrkdwn", "text": f"*{hands}* in"},
        },
        {"type": "actions", "block_id": "do", "elements": [button("hand", "I'm in", value=text)]},
    ]


def _forms(app: AsyncApp) -> None:
    @app.command("/notice")
    async def command(ack: Any, body: Json, respond: Any, client: AsyncWebClient) -> None:
        await ack()
        if body["text"] == "me":
            await respond("A secret for one.")
        else:
            view = {**form(), "private_metadata": body["channel_id"]}
            await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.options("value")
    async def towns(ack: Any, body: Json) -> None:
        found = [town for town in TOWNS if body["value"].lower() in town.lower()]
        await ack(options=[{"text": plain(town), "value": town} for town in found])

    @app.action("advice")
    async def more(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=advice())

    @app.view("notice")
    async def submitted(ack: Any, view: Json, client: AsyncWebClient) -> None:
        text = view["state"]["values"]["text"]["value"]["value"]
        if text == "no":
            await ack(response_action="errors", errors={"text": "Say a little more."})
            return
        await ack()
        await client.chat_postMessage(
            channel=view["private_metadata"], text=text, blocks=board(text, 0)
        )


def _boards(app: AsyncApp) -> None:
    hands: dict[str, int] = {}

    @app.action("hand")
    async def hand(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        ts, text = body["message"]["ts"], body["actions"][0]["value"]
        hands[ts] = hands.get(ts, 0) + 1
        await client.chat_update(
            channel=body["channel"]["id"], ts=ts, text=text, blocks=board(text, hands[ts])
        )

    @app.action("pressed")
    async def pressed(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        await respond(f"Pressed {body['actions'][0]['value']}.")

    @app.shortcut("keep")
    async def keep(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.chat_postEphemeral(
            channel=body["channel"]["id"], user=body["user"]["id"], text="Kept for you."
        )

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        block = {"type": "header", "text": plain("Your notices")}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    @app.event("message")
    async def heard() -> None:
        """Take what is said without a word."""


@contextlib.asynccontextmanager
async def noticeboard(workspace: Workspace) -> AsyncIterator[AsyncWebClient]:
    """Run the app over a socket; gives the bot's client."""
    client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    app = AsyncApp(name="example", client=client)
    _forms(app)
    _boards(app)
    handler: Any = AsyncSocketModeHandler(app, workspace.app.app_token)
    await handler.connect_async()
    await workspace.connected()
    try:
        yield client
    finally:
        await asyncio.shield(handler.close_async())
