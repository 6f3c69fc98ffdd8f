"""Several workspaces on one server: each its own, with guests, strangers and closed doors."""

from pathlib import Path

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_workspace import Refused, Workspace, slack_workspace
from tests.standin.apps import manifest
from tests.standin.calling import error_of

LENA = "lena@nordlys"


async def client_in_nordlys(workspace: Workspace) -> AsyncWebClient:
    """Install the tests' app in the second workspace and return its client there."""
    scopes = ",".join(manifest()["oauth_config"]["scopes"]["bot"])
    token = (await workspace.installed(LENA, scope=scopes))["access_token"]
    return AsyncWebClient(token=token, base_url=workspace.api_url)


async def test_one_workspace_knows_nothing_of_the_other(workspace: Workspace) -> None:
    """Neither its channels nor its people, whichever way one asks."""
    there = await client_in_nordlys(workspace)
    here = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    assert (await there.auth_test())["team"] == "Nordlys Outdoor"
    ours = await workspace.channel_id("workwear")
    assert (await error_of(there, "conversations.info", channel=ours))["error"] == (
        "channel_not_found"
    )
    mara = workspace.person("mara").id
    assert (await error_of(there, "users.info", user=mara))["error"] == "user_not_found"
    lena = workspace.person(LENA).id
    assert (await error_of(here, "users.info", user=lena))["error"] == "user_not_found"
    with pytest.raises(Refused, match="no such channel"):
        await workspace.person(LENA).say(ours, "hello?")


async def test_a_trigger_opens_nothing_in_another_workspace(workspace: Workspace) -> None:
    from tests.standin.test_views import modal

    there = await client_in_nordlys(workspace)
    refused = await error_of(there, "views.open", trigger_id="1.2.abc", view=modal())
    assert refused["error"] == "invalid_trigger_id"


async def test_a_guest_sees_only_what_they_were_let_into(workspace: Workspace) -> None:
    shown = (await workspace.person("gast@nordlys").see("bootstrap"))["channels"].values()
    assert [c["name"] for c in shown if not c["is_im"]] == ["trials"]


async def test_strangers_are_marked_and_come_only_into_shared_channels(
    workspace: Workspace,
) -> None:
    """An external person has another team; an inside channel takes no stranger."""
    client = await client_in_nordlys(workspace)
    rolf = workspace.person("rolf@nordlys").id
    user = (await client.users_info(user=rolf))["user"]
    assert user["is_stranger"]
    assert user["team_id"] != (await client.auth_test())["team_id"]
    inside = (await client.conversations_create(name="inside"))["channel"]["id"]
    refused = await error_of(client, "conversations.invite", channel=inside, users=rolf)
    assert refused["error"] == "no_external_invite_permission"


async def test_nobody_reaches_whoever_is_deactivated(workspace: Workspace) -> None:
    client = await client_in_nordlys(workspace)
    gone = workspace.person("alt@nordlys").id
    assert (await error_of(client, "conversations.open", users=gone))["error"] == "user_disabled"
    user = (await client.users_info(user=gone))["user"]
    assert user["deleted"]


async def test_a_seed_may_close_a_channel(workspace: Workspace) -> None:
    """Archived from the start: seen, and not written in."""
    lena = workspace.person(LENA)
    trials = await workspace.channel_id("trials", workspace="nordlys")
    with pytest.raises(Refused, match="is archived"):
        await lena.say(trials, "hello?")


async def test_all_workspaces_outlive_the_process(tmp_path: Path) -> None:
    """The state file holds each of them, and uploaded files lie beside it."""
    seed = tmp_path / "seed.yaml"
    people, channels = [{"name": "lena", "real_name": "Lena"}], [{"name": "general", "bot": True}]
    one = {"people": people, "channels": channels}
    further = {"team": {"name": "Two", "domain": "two"}, "installed": ["helper"], **one}
    app = {"name": "helper", "manifest": {"display_information": {"name": "Helper"}}}
    seed.write_text(yaml.safe_dump({**one, "apps": [app], "workspaces": [further]}))
    state = tmp_path / "state.json"
    async with slack_workspace(seed=seed, state=state) as first:
        two = await first.channel_id("general", workspace="two")
        await first.person("lena@two").upload(two, {"a.txt": b"kept"}, text="keep this")
        assert len({app.bot_token for app in first.apps}) == 2
    async with slack_workspace(seed=seed, state=state) as second:
        (message,) = await second.messages(two)
        assert message["text"] == "keep this"
        url = f"{second.url}/ui/lena@two/file/{message['files'][0]['id']}"
        assert (await second.http.get(url)).content == b"kept"


async def test_a_group_conversation_is_for_its_members(workspace: Workspace) -> None:
    """conversations.open with several people makes one, and the same one again."""
    client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    users = [workspace.person("mara").id, workspace.person("jonas").id]
    opened = await client.conversations_open(users=users, return_im=True)
    assert opened["channel"]["is_mpim"]
    again = await client.conversations_open(users=users[::-1])
    assert again["channel"]["id"] == opened["channel"]["id"]
    await client.chat_postMessage(channel=opened["channel"]["id"], text="we three")
    assert opened["channel"]["id"] in (await workspace.person("mara").see("bootstrap"))["channels"]
    assert opened["channel"]["id"] not in (
        await workspace.person("ines").see("bootstrap")
    )["channels"]  # fmt: skip
