"""Installing: the page with its state, the code's trade, the token's end."""

import re
import socket
from collections.abc import AsyncIterator
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.slack_workspace import Json, Workspace
from tests.standin.apps import serving
from tests.standin.calling import error_of
from tests.standin.receiving import link

LENA = "lena@nordlys"


def bolt_app(workspace: Workspace, folder: Path, origin: str) -> tuple[AsyncApp, list[Json]]:
    """Return a Bolt app that many workspaces may install, and what it hears."""
    settings = AsyncOAuthSettings(
        client_id=workspace.app.client_id,
        client_secret=workspace.app.client_secret,
        scopes=["chat:write", "channels:history"],
        redirect_uri=f"{origin}/slack/oauth_redirect",
        authorization_url=f"{workspace.url}/oauth/v2/authorize",
        installation_store=FileInstallationStore(base_dir=str(folder / "installed")),
        state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(folder / "states")),
    )
    client = AsyncWebClient(base_url=workspace.api_url)
    flow = AsyncOAuthFlow(client=client, settings=settings)
    app = AsyncApp(
        name="example", signing_secret=workspace.app.signing_secret, client=client, oauth_flow=flow
    )
    heard: list[Json] = []

    @app.event("message")
    async def echo(event: Json, context: Any, say: Any) -> None:
        heard.append({"team": context.team_id, "text": event["text"]})
        await say(f"heard {event['text']}")

    return app, heard


@pytest.fixture
async def installable(
    workspace: Workspace, redirect: socket.socket, tmp_path: Path
) -> AsyncIterator[tuple[str, list[Json]]]:
    """The address of such an app, served, and what it hears."""
    origin = f"http://127.0.0.1:{redirect.getsockname()[1]}"
    app, heard = bolt_app(workspace, tmp_path, origin)
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    paths = ["/slack/install", "/slack/oauth_redirect", "/slack/events"]
    routes = [Route(path, endpoint, methods=["GET", "POST"]) for path in paths]
    async with serving(Starlette(routes=routes), redirect.dup()):
        await workspace.control("events_url", url=f"{origin}/slack/events")
        yield origin, heard


async def install(http: httpx.AsyncClient, origin: str, seat: str, decision: str) -> httpx.Response:
    """Go the way of a browser: the app's link, the page, Allow or Cancel, and back."""
    begun = await http.get(f"{origin}/slack/install")
    (found,) = re.findall(r'href="([^"]*/oauth/v2/authorize[^"]*)"', begun.text)
    link = unescape(found)
    page = await http.get(link)
    assert "would like to join" in page.text
    answer = await http.post(link, data={"seat": seat, "decision": decision})
    # The cookie is for https only, which a browser grants to localhost and httpx doesn't.
    cookie = SimpleCookie(begun.headers["set-cookie"])
    state = "; ".join(f"{name}={one.value}" for name, one in cookie.items())
    return await http.get(answer.headers["location"], headers={"Cookie": state})


# Slack's SDK still calls what aiohttp wants to drop.
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_an_app_is_installed_in_a_second_workspace_and_speaks_there(
    workspace: Workspace, installable: tuple[str, list[Json]]
) -> None:
    """Bolt's own OAuth flow: state, code, token; each workspace's events come with its team."""
    origin, heard = installable
    done = await install(workspace.http, origin, LENA, "allow")
    assert "Thank you" in done.text
    lena = workspace.person(LENA)
    channel = await workspace.channel_id("general", workspace="nordlys")
    await workspace.control("member", channel="general", app="recorder", workspace="nordlys")
    await lena.say(channel, "hello")

    async def answered() -> bool:
        found = (await workspace.channel(channel))["messages"].values()
        return "heard hello" in [message["text"] for message in found]

    await workspace.eventually(answered)
    (team,) = [w["id"] for w in (await workspace.state())["workspaces"] if w["domain"] == "nordlys"]
    assert heard == [{"team": team, "text": "hello"}]


async def test_who_cancels_sends_the_app_away(
    workspace: Workspace, installable: tuple[str, list[Json]]
) -> None:
    done = await install(workspace.http, installable[0], LENA, "cancel")
    assert "access_denied" in done.text


async def test_a_browser_with_another_state_is_turned_away(
    workspace: Workspace, installable: tuple[str, list[Json]]
) -> None:
    """The state goes through unchanged, so that the app can tell its own browser."""
    code = await workspace.allowed(LENA, state="foreign")
    back = f"{installable[0]}/slack/oauth_redirect?code={code}&state=foreign"
    assert "invalid_browser" in (await workspace.http.get(back)).text


WRONG_LINKS = [
    ({"client_id": "1.2"}, "invalid_client_id"),
    ({"scope": "admin"}, "invalid_scope"),
    ({"scope": ""}, "invalid_scope"),
    ({"user_scope": "chat:write"}, "invalid_scope"),
    ({"redirect_uri": "https://evil.example/slack"}, "bad_redirect_uri"),
]


@pytest.mark.parametrize(("changes", "error"), WRONG_LINKS)
async def test_a_wrong_link_shows_why(workspace: Workspace, changes: Json, error: str) -> None:
    """Nothing goes to an address that the manifest doesn't name."""
    asked = {"client_id": workspace.app.client_id, "scope": "chat:write", **changes}
    for call in (workspace.http.get, workspace.http.post):
        answer = await call(f"{workspace.url}/oauth/v2/authorize", params=asked)
        assert answer.status_code == 400
        assert error in answer.text


async def trade(workspace: Workspace, **data: str) -> str:
    app = workspace.app
    given = {"client_id": app.client_id, "client_secret": app.client_secret, **data}
    answer = await workspace.http.post(workspace.api_url + "oauth.v2.access", data=given)
    return str(answer.json().get("error", "ok"))


async def test_a_code_is_traded_once_and_by_its_app_only(workspace: Workspace) -> None:
    code = await workspace.allowed(LENA)
    assert await trade(workspace, code="nonsense") == "invalid_code"
    assert await trade(workspace, code=code, client_id="1.2") == "invalid_client_id"
    assert await trade(workspace, code=code, client_secret="x") == "bad_client_secret"
    assert await trade(workspace, code=code, redirect_uri="http://a.example") == "bad_redirect_uri"
    assert await trade(workspace, code=code, grant_type="password") == "invalid_grant_type"
    assert await trade(workspace, code=code) == "ok"
    assert await trade(workspace, code=code) == "code_already_used"


async def test_a_code_lives_ten_minutes(workspace: Workspace) -> None:
    fresh, old = await workspace.allowed(LENA), await workspace.allowed(LENA)
    await workspace.control("clock", advance_s=599)
    assert await trade(workspace, code=fresh) == "ok"
    await workspace.control("clock", advance_s=2)
    assert await trade(workspace, code=old) == "code_expired"


async def test_guests_and_strangers_install_nothing(workspace: Workspace) -> None:
    """They aren't offered on the page, and a forged form gets no code."""
    asked = {"client_id": workspace.app.client_id, "scope": "chat:write"}
    url = f"{workspace.url}/oauth/v2/authorize"
    page = (await workspace.http.get(url, params=asked)).text
    assert "Lena Holt" in page
    for name in ("gast", "rolf", "alt"):
        assert f"{name}@nordlys" not in page
        form = {"seat": f"{name}@nordlys", "decision": "allow"}
        answer = await workspace.http.post(url, params=asked, data=form)
        assert answer.status_code == 403


async def test_the_token_may_do_what_was_allowed(workspace: Workspace) -> None:
    """Fewer scopes than the manifest has; who allows more keeps what was there."""
    small = await workspace.installed(LENA, scope="chat:write")
    client = AsyncWebClient(token=small["access_token"], base_url=workspace.api_url)
    refused = await error_of(client, "users.list")
    assert (refused["error"], refused["provided"]) == ("missing_scope", "chat:write")
    larger = await workspace.installed(LENA, scope="users:read")
    assert larger["access_token"] == small["access_token"]
    assert larger["scope"] == "chat:write,users:read"
    assert {m["name"] for m in (await client.users_list())["members"]} >= {"lena", "rolf"}


async def test_a_revoked_token_never_comes_back(workspace: Workspace) -> None:
    """After auth.revoke the app is gone from this workspace; installing gives another token."""
    first = await workspace.installed(LENA)
    client = AsyncWebClient(token=first["access_token"], base_url=workspace.api_url)
    await client.auth_revoke()
    assert (await error_of(client, "auth.test"))["error"] == "account_inactive"
    again = await workspace.installed(LENA)
    assert again["access_token"] != first["access_token"]
    assert (await error_of(client, "auth.test"))["error"] == "invalid_auth"
    here = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    assert (await here.auth_test())["ok"]


@pytest.mark.parametrize("uninstalled_first", [False, True])
async def test_both_events_of_the_end_come_in_either_order(
    workspace: Workspace, uninstalled_first: bool
) -> None:
    """One socket takes them in the order in which they are sent; two requests could overtake."""
    order = ["tokens_revoked", "app_uninstalled"]
    await workspace.control("deliveries", uninstalled_first=uninstalled_first)
    async with link(workspace) as app:
        await app.frame()
        client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
        await client.auth_revoke()
        sent = [(await app.frame())["payload"]["event"]["type"] for _ in order]
    assert sent == (order[::-1] if uninstalled_first else order)
