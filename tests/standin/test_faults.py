"""The Web API misbehaves on request, so that an app can be seen to cope."""

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_workspace import Json, Workspace


async def call(workspace: Workspace, method: str, **args: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {workspace.app.bot_token}"}
    return await workspace.http.post(workspace.api_url + method, data=args, headers=headers)


POST: Json = {"channel": "#workwear", "text": "said"}


async def test_a_429_says_when_to_come_again_and_wears_off(workspace: Workspace) -> None:
    """Slack's own retry handler waits and succeeds."""
    rule: Json = {"method": "chat.postMessage", "kind": "ratelimited", "retry_after": "0"}
    await workspace.control("fault", **rule)
    client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(**POST)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "0"
    await workspace.control("fault", **rule)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    assert (await client.chat_postMessage(**POST))["ok"]


@pytest.mark.parametrize("header", [None, "soon"])
async def test_a_429_may_lack_or_garble_its_header(workspace: Workspace, header: str) -> None:
    await workspace.control("fault", kind="ratelimited", retry_after=header)
    answer = await call(workspace, "auth.test")
    assert (answer.status_code, answer.headers.get("retry-after")) == (429, header)
    assert (await call(workspace, "auth.test")).status_code == 200


async def test_rules_choose_method_and_number(workspace: Workspace) -> None:
    """`skip` lets calls pass first, `count` says how many are hit, other methods aren't."""
    await workspace.control("fault", method="auth.test", kind="status", skip=1, count=2)
    codes = [(await call(workspace, "auth.test")).status_code for _ in range(4)]
    assert codes == [200, 503, 503, 200]
    await workspace.control("fault", method="auth.test", kind="error", error="fatal_error")
    assert (await call(workspace, "team.info")).json()["ok"]
    assert (await call(workspace, "auth.test")).json()["error"] == "fatal_error"


async def test_html_instead_of_json(workspace: Workspace) -> None:
    await workspace.control("fault", kind="html")
    answer = await call(workspace, "auth.test")
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_call_can_be_done_and_never_answered(workspace: Workspace) -> None:
    """`drop`: the message is posted, then the connection breaks."""
    await workspace.control("fault", method="chat.postMessage", kind="drop")
    with pytest.raises(httpx.RemoteProtocolError):
        await call(workspace, "chat.postMessage", **POST)
    assert (await workspace.messages("workwear"))[-1]["text"] == "said"


async def test_rate_limits_hold_when_switched_on(workspace: Workspace) -> None:
    """A burst of posts into one channel passes, the next one has to wait."""
    await workspace.control("limits", on=True)
    try:
        codes = [(await call(workspace, "chat.postMessage", **POST)).status_code for _ in range(6)]
    finally:
        await workspace.control("limits", on=False)
    assert codes == [200] * 5 + [429]


async def test_a_wrong_order_is_refused_in_words(workspace: Workspace) -> None:
    answer = await workspace.http.post(workspace.control_url + "fault", json={"kind": "x"})
    assert answer.status_code == 400
    assert "kind" in answer.json()["message"]
