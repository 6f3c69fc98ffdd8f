"""What the tests' Bolt app answers: forms in four ways, buttons, options, Home."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from tests.slack_workspace import Json, Workspace
from tests.standin.apps import Running, bolt_app, catch_all, over_socket


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def form(callback_id: str, title: str = "Form") -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain("Send"),
        "notify_on_close": True,
        "blocks": [
            {
                "type": "input",
                "block_id": "name",
                "label": plain("Name"),
                "element": {"type": "plain_text_input", "action_id": "typed", "max_length": 5},
            },
            {
                "type": "input",
                "block_id": "who",
                "optional": True,
                "label": plain("Whom"),
                "element": {
                    "type": "external_select",
                    "action_id": "found",
                    "min_query_length": 0,
                },
            },
        ],
    }


ANSWERS: dict[str, Json] = {
    "bad": {"response_action": "errors", "errors": {"name": "not this one"}},
    "wrong": {"response_action": "errors", "errors": {"nowhere": "no such block"}},
    "upd": {"response_action": "update", "view": form("form", "Second")},
    "push": {"response_action": "push", "view": form("form", "On top")},
    "clear": {"response_action": "clear"},
}


def form_listeners(app: AsyncApp) -> None:
    """A command and a shortcut open a form; the name in it says what the form answers."""

    @app.command("/rec")
    async def rec(ack: Any, command: Json, client: Any) -> None:
        await ack()
        if command["text"] == "form":
            await client.views_open(trigger_id=command["trigger_id"], view=form("form"))

    @app.view("form")
    async def sent(ack: Any, view: Json) -> None:
        name = view["state"]["values"]["name"]["typed"]["value"]
        await ack(**ANSWERS.get(name, {}))

    @app.view_closed("form")
    async def closed(ack: Any) -> None:
        await ack()

    @app.options("found")
    async def options(ack: Any, payload: Json) -> None:
        await ack(options=[{"text": plain(f"{payload['value']}-1"), "value": "one"}])

    @app.shortcut("new")
    async def new(ack: Any, shortcut: Json, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=form("form"))


def button_listeners(app: AsyncApp) -> None:
    """A command answers with buttons, the buttons act, Home is published."""

    @app.command("/raw")
    async def raw(ack: Any, respond: Any) -> None:
        await ack("private answer")
        await respond(
            text="press",
            blocks=[
                {
                    "type": "actions",
                    "block_id": "bar",
                    "elements": [
                        {"type": "button", "text": plain("Go"), "action_id": "go", "value": "7"},
                        {
                            "type": "static_select",
                            "action_id": "pick",
                            "options": [
                                {"text": plain("A"), "value": "a"},
                                {"text": plain("B"), "value": "b"},
                            ],
                        },
                    ],
                }
            ],
        )

    @app.action("go")
    async def go(ack: Any, respond: Any) -> None:
        await ack()
        await respond(replace_original=True, text="pressed")

    @app.action("pick")
    async def pick(ack: Any) -> None:
        await ack()

    @app.shortcut("keep")
    async def keep(ack: Any, respond: Any) -> None:
        await ack()
        await respond("kept", response_type="ephemeral")

    @app.event("app_home_opened")
    async def home(event: Json, client: Any) -> None:
        block = {"type": "section", "text": plain("Welcome")}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})


@asynccontextmanager
async def recording(workspace: Workspace) -> AsyncIterator[Running]:
    """An app with forms and buttons, over a socket; it keeps the body of all that it hears."""
    app = bolt_app(workspace)
    form_listeners(app.app)
    button_listeners(app.app)
    catch_all(app)
    async with over_socket(app):
        yield app
