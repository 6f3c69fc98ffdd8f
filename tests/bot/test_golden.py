"""What people see, as files: `DESIRELINE_GOLDEN=rewrite pytest tests/bot/test_golden.py`."""

import json
import os
from pathlib import Path

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.views import guard
from tests.bot.drawings import DRAWINGS
from tests.bot.spoiling import Spoil
from tests.slack_workspace import Json, slack_workspace
from tests.standin.apps import bolt_app, over_socket

GOLDEN = Path(__file__).parent / "golden"
DRAWN = {name: draw(Spoil()) for name, draw in DRAWINGS.items()}


def _kind(shown: Json) -> str:
    return str(shown.get("type") or ("options" if "options" in shown else "message"))


MESSAGES = {name: shown for name, shown in DRAWN.items() if _kind(shown) == "message"}
MODALS = {name: shown for name, shown in DRAWN.items() if _kind(shown) == "modal"}
HOMES = {name: shown for name, shown in DRAWN.items() if _kind(shown) == "home"}


@pytest.mark.parametrize("name", DRAWN)
def test_a_view_is_drawn_as_it_was_agreed(name: str) -> None:
    """Blocks are compared as JSON; ids and days in the facts are fixed."""
    file = GOLDEN / f"{name}.json"
    if os.environ.get("DESIRELINE_GOLDEN") == "rewrite":
        file.write_text(json.dumps(DRAWN[name], indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert DRAWN[name] == json.loads(file.read_text("utf-8"))


def test_every_file_belongs_to_a_view() -> None:
    """A view that is gone takes its file along."""
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(DRAWN)


@pytest.mark.parametrize("name", DRAWN)
def test_the_guard_has_nothing_to_mend(name: str) -> None:
    """Views are built to fit; the guard is for what people write."""
    shown = DRAWN[name]
    if name in MESSAGES:
        assert guard.message(shown) == shown
    elif _kind(shown) == "options":
        assert guard.options(shown) == shown
    else:
        assert guard.view(shown) == shown


@pytest.mark.parametrize("name", [name for name in DRAWN if "blocks" in DRAWN[name]])
def test_slacks_own_models_read_every_block(name: str) -> None:
    """The SDK knows each block, keeps all of it, and finds no limit broken."""
    for block in DRAWN[name]["blocks"]:
        read = Block.parse(block)
        assert read is not None
        assert read.to_dict() == block


@pytest.mark.parametrize("name", [*MODALS, *HOMES])
def test_slacks_own_models_read_every_view(name: str) -> None:
    """Titles, callbacks and metadata fit as well."""
    view = View(**DRAWN[name])
    view.validate_json()


async def test_a_strict_workspace_takes_every_view(tmp_path: Path) -> None:
    """Each message is posted, each modal opened and each Home published, by the SDK."""
    about = {
        "display_information": {"name": "Gallery"},
        "features": {
            "bot_user": {"display_name": "gallery"},
            "app_home": {"home_tab_enabled": True},
            "slash_commands": [{"command": "/show", "description": "Show a view"}],
        },
        "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "channels:join"]}},
        "settings": {"interactivity": {"is_enabled": True}, "socket_mode_enabled": True},
    }
    async with slack_workspace(manifest=about, folder=tmp_path) as workspace:
        running = bolt_app(workspace)
        running.app.command("/show")(_show)
        mara, place = workspace.person("mara"), await workspace.channel_id("workwear")
        client = running.client
        await client.conversations_join(channel=place)
        for shown in MESSAGES.values():
            await client.chat_postMessage(channel=place, **shown)
        for shown in HOMES.values():
            await client.views_publish(user_id=mara.id, view=shown)
        async with over_socket(running):
            for name, shown in MODALS.items():
                await mara.command(f"/show {name}")
                opened = await workspace.eventually(mara.modal)
                assert opened["view"]["title"]["text"] == shown["title"]["text"], name
                await mara.close(everything=True)


async def _show(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=body["trigger_id"], view=MODALS[body["text"]])
    await ack()
