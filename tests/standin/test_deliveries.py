"""Deliveries: signed, retried on Slack's schedule, once per socket, and wrong when asked."""

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.responses import Response

from tests.slack_workspace import Refused, Workspace
from tests.standin.apps import Running, bolt_app, catch_all, over_socket
from tests.standin.receiving import IMPATIENT_S, Receiver, link, receiving


async def test_requests_are_signed(workspace: Workspace) -> None:
    """Slack's own verifier accepts the request, and refuses a changed body."""
    async with receiving(workspace, lambda _: Response()) as receiver:
        await workspace.person("mara").say("workwear", "hello")
        headers, body = (await workspace.eventually(lambda: receiver.requests))[0]
    verifier = SignatureVerifier(workspace.app.signing_secret)
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + b" ", headers)
    assert abs(int(headers["x-slack-request-timestamp"]) - time.time()) < 10


async def test_an_event_without_a_2xx_comes_three_times_more(workspace: Workspace) -> None:
    """The retries carry their number and the reason, and the same event_id."""
    async with receiving(workspace, lambda _: Response(status_code=500)) as receiver:
        await workspace.person("mara").say("workwear", "hello")
        await workspace.eventually(lambda: len(receiver.requests) == 4)
        await workspace.settled()
    assert receiver.retries == [None, "1", "2", "3"]
    assert len({body for _, body in receiver.requests}) == 1
    reasons = [headers.get("x-slack-retry-reason") for headers, _ in receiver.requests]
    assert reasons == [None, "http_error", "http_error", "http_error"]


async def test_an_app_can_decline_retries(workspace: Workspace) -> None:
    def no_retry(_: Receiver) -> Response:
        return Response(status_code=500, headers={"X-Slack-No-Retry": "1"})

    async with receiving(workspace, no_retry) as receiver:
        await workspace.person("mara").say("workwear", "hello")
        await workspace.settled()
    assert receiver.retries == [None]


async def test_retries_end_when_the_app_takes_the_event(workspace: Workspace) -> None:
    def second_time(receiver: Receiver) -> Response:
        return Response(status_code=200 if len(receiver.requests) > 1 else 503)

    async with receiving(workspace, second_time) as receiver:
        await workspace.person("mara").say("workwear", "hello")
        await workspace.settled()
    assert receiver.retries == [None, "1"]


async def test_an_event_may_begin_with_a_retry(workspace: Workspace) -> None:
    """`lose_first_next`: the original got lost, so the first delivery has a retry number."""
    async with receiving(workspace, lambda _: Response()) as receiver:
        await workspace.control("deliveries", lose_first_next=1)
        await workspace.person("mara").say("workwear", "hello")
        await workspace.eventually(lambda: receiver.requests)
        await workspace.settled()
    assert receiver.retries == ["1"]


async def test_an_address_is_verified_by_a_challenge(workspace: Workspace) -> None:
    def echo(receiver: Receiver) -> Response:
        return Response(receiver.requests[-1][1], media_type="application/json")

    async with receiving(workspace, echo):
        assert (await workspace.control("verify"))["verified"] == [True]
    assert (await workspace.control("verify"))["verified"] == [False]


async def test_interactions_are_not_retried(workspace: Workspace) -> None:
    """A command that fails is told to the person, once, and never sent again."""
    mara = workspace.person("mara")
    async with receiving(workspace, lambda _: Response(status_code=500)) as receiver:
        with pytest.raises(Refused) as refused:
            await mara.command("/rec x")
        await workspace.settled()
    assert refused.value.code == "dispatch_failed"
    assert len(receiver.requests) == 1
    assert await mara.notices() == ['/rec failed with the error "dispatch_failed"']
    assert receiver.requests[0][0]["content-type"] == "application/x-www-form-urlencoded"


async def test_nothing_goes_to_an_app_that_is_not_in_the_channel(workspace: Workspace) -> None:
    await workspace.control("member", channel="workwear", app="recorder", do="leave")
    async with receiving(workspace, lambda _: Response()) as receiver:
        await workspace.person("mara").say("workwear", "@recorder hello")
        await workspace.person("mara").say("general", "hello")
        await workspace.settled()
    bodies = b"".join(body for _, body in receiver.requests)
    assert bodies.count(b'"client_msg_id"') == 1
    assert b"app_mention" not in bodies


async def test_copies_drops_and_shuffling(workspace: Workspace) -> None:
    """Deliveries come several times, get lost, and come in another order when asked."""
    mara = workspace.person("mara")
    async with receiving(workspace, lambda _: Response()) as receiver:
        await workspace.control("deliveries", copies=3)
        await mara.say("workwear", "three times")
        await workspace.settled()
        assert len(receiver.requests) == 3
        await workspace.control("deliveries", drop_next=1)
        await mara.say("workwear", "lost")
        await mara.say("workwear", "not lost")
        await workspace.settled()
        assert len(receiver.requests) == 4
        await workspace.control("deliveries", shuffle=20)
        for n in range(20):
            await mara.say("workwear", f"n{n}")
        await workspace.eventually(lambda: len(receiver.requests) == 24)
    order = [body for _, body in receiver.requests[4:]]
    assert order != sorted(order, key=lambda body: body.split(b'"text": "n')[1][:2])


@pytest.fixture
async def running(workspace: Workspace) -> AsyncIterator[Running]:
    app = bolt_app(workspace)
    catch_all(app)
    async with over_socket(app):
        yield app


async def test_the_greeting_counts_the_connections(workspace: Workspace) -> None:
    async with link(workspace) as first, link(workspace) as second:
        assert (await first.frame())["num_connections"] == 1
        hello = await second.frame()
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 2
    assert hello["connection_info"]["app_id"] == workspace.app.app_id
    assert hello["debug_info"]["approximate_connection_time"] > 0


async def test_an_envelope_goes_to_one_socket_and_its_answer_back(workspace: Workspace) -> None:
    """A command's envelope takes an answer; an event's doesn't."""
    mara = workspace.person("mara")
    async with link(workspace) as app:
        await app.frame()
        command = asyncio.create_task(mara.command("/rec x"))
        frame = await app.frame()
        assert (frame["type"], frame["accepts_response_payload"]) == ("slash_commands", True)
        await app.ack(frame, {"text": "done"})
        await command
        await mara.say("workwear", "hello")
        event = await app.frame()
        assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)
        assert (event["retry_attempt"], event["retry_reason"]) == (0, "")
        await app.ack(event)
    assert [m["text"] for m in await mara.ephemerals()] == ["done"]


async def test_an_envelope_without_an_ack_comes_again(workspace: Workspace) -> None:
    """When its time is over the event comes with its retry_attempt and the same event_id."""
    await workspace.control("deliveries", patience_s=IMPATIENT_S)
    async with link(workspace) as app:
        await app.frame()
        await workspace.person("mara").say("workwear", "hello")
        first, again = await app.frame(), await app.frame()
        await app.ack(again)
        await workspace.settled()
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert again["envelope_id"] != first["envelope_id"]
    assert again["payload"]["event_id"] == first["payload"]["event_id"]


async def test_a_ticket_opens_one_socket(workspace: Workspace) -> None:
    url = workspace.url.replace("http", "ws") + "/socket/link/?ticket=none&app_id=A1"
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_a_refresh_is_announced_and_bolt_comes_back(running: Running) -> None:
    """After a disconnect with refresh_requested the app reconnects and hears again."""
    await running.workspace.control("disconnect", reason="refresh_requested", close=True)
    await running.workspace.person("mara").say("workwear", "are you there?")
    await running.workspace.eventually(
        lambda: running.heard("message", text="are you there?"), timeout=15
    )


async def test_a_warning_leaves_the_socket_open(workspace: Workspace) -> None:
    async with link(workspace) as app:
        await app.frame()
        await workspace.control("disconnect", reason="warning", close=False)
        frame = await app.frame()
        assert (frame["type"], frame["reason"]) == ("disconnect", "warning")
        await workspace.control("disconnect", reason="link_disabled")
        assert (await app.frame())["reason"] == "link_disabled"
        assert await app.ended()
