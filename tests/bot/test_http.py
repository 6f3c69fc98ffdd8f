"""Forged and broken requests do nothing: 401, 400, 413 or 415, never a 5xx, never an effect."""

import asyncio
import gzip
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from tests.bot.conftest import FORM, JSON, TEAM, Door, signature

pytestmark = pytest.mark.asyncio(loop_scope="module")

USER = {"id": "U0MARA", "team_id": TEAM}
COMMAND = {
    "command": "/journey", "text": "help", "team_id": TEAM, "user_id": "U0MARA",
    "channel_id": "C0WORK", "trigger_id": "1.2.3", "response_url": "",
}  # fmt: skip
CLICK: dict[str, Any] = {
    "type": "block_actions", "team": {"id": TEAM}, "user": USER, "trigger_id": "1.2.4",
    "api_app_id": "A1", "container": {"type": "message", "message_ts": "1.1", "channel_id": "C0W"},
    "channel": {"id": "C0WORK"}, "message": {"ts": "1.1"}, "response_url": "",
    "actions": [{
        "action_id": "board.ready", "block_id": "b", "type": "button", "value": "w1 frame@1",
        "action_ts": "1.5",
    }],
}  # fmt: skip
SUBMISSION: dict[str, Any] = {
    "type": "view_submission", "team": {"id": TEAM}, "user": USER, "api_app_id": "A1",
    "view": {
        "id": "V1", "hash": "1.h", "type": "modal", "callback_id": "notes", "team_id": TEAM,
        "private_metadata": '{"workshop":"w1","activity":"frame"}', "blocks": [],
        "state": {"values": {"text:trigger::0": {"text": {
            "type": "plain_text_input", "value": "A line stopped"}}}},
    },
}  # fmt: skip
SEARCH = {
    "type": "block_suggestion", "team": {"id": TEAM}, "user": USER, "api_app_id": "A1",
    "action_id": "start.subject", "block_id": "subject", "value": "Pe",
    "view": SUBMISSION["view"], "container": {"type": "view", "view_id": "V1"},
}  # fmt: skip
PICK = {
    "type": "message_action", "callback_id": "save_one_liner", "team": {"id": TEAM}, "user": USER,
    "trigger_id": "1.2.5", "channel": {"id": "C0WORK"}, "message_ts": "1.1",
    "message": {"ts": "1.1", "user": "U0JONAS", "text": "Nobody buys gloves"},
    "response_url": "",
}  # fmt: skip
EVENT: dict[str, Any] = {
    "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": "Ev1",
    "event": {
        "type": "message", "channel_type": "im", "channel": "D0M", "user": "U0MARA",
        "text": "What does Petra need?", "ts": "1.7",
    },
}  # fmt: skip
INTERACTIONS: list[dict[str, Any]] = [CLICK, SUBMISSION, SEARCH, PICK]
HELP = urlencode(COMMAND)


@pytest_asyncio.fixture(loop_scope="module")
async def untouched(door: Door) -> AsyncIterator[Door]:
    """A bot that has written nothing when the test has ended."""
    before = await door.written()
    yield door
    assert await door.written() == before


async def test_a_signed_command_is_answered(door: Door) -> None:
    """The others fail for the reason that they give, not for another."""
    assert await door.knock(HELP) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x_slack_signature": None},
        {"x_slack_signature": ""},
        {"x_slack_signature": "v0="},
        {"x_slack_signature": "v0=abc"},
        {"x_slack_signature": "v1=" + "a" * 64},
        {"x_slack_signature": "v0=" + "0" * 64},
        {"x_slack_signature": b"v0=\xff\xfe" + b"a" * 62},
        {"x_slack_signature": "v0=" + "a" * 9000},
        {"x_slack_request_timestamp": None},
        {"x_slack_request_timestamp": ""},
        {"x_slack_request_timestamp": "soon"},
        {"x_slack_request_timestamp": "-1"},
        {"x_slack_request_timestamp": "1.5"},
        {"x_slack_request_timestamp": "0x10"},
        {"x_slack_request_timestamp": "9" * 400},
        {"x_slack_request_timestamp": "9" * 12},
        {"x_slack_request_timestamp": "١٢٣٤٥٦٧٨٩٠".encode()},
        {"x_slack_request_timestamp": "0"},
    ],
)
async def test_a_forged_signature_or_time_is_refused(
    untouched: Door, headers: dict[str, Any]
) -> None:
    """Also where Bolt alone would answer with a 500."""
    assert await untouched.knock(HELP, **headers) == 401


@pytest.mark.parametrize(("off_s", "status"), [(-301, 401), (301, 401), (-290, 200), (290, 200)])
async def test_only_five_minutes_are_believed(door: Door, off_s: int, status: int) -> None:
    """An old request is a replay; the log says that a clock is wrong."""
    with capture_logs() as said:
        assert await door.knock(HELP, at=int(time.time()) + off_s) == status
    refused = [one["why"] for one in said if one["event"] == "request.refused"]
    assert [why.endswith(" s old") for why in refused] == [True] * (status == 401)


async def test_a_body_changed_after_signing_is_refused(untouched: Door) -> None:
    """One letter more, a secret of somebody else, a signature of another request."""
    stamp = str(int(time.time()))
    signed: dict[str, Any] = {
        "x_slack_request_timestamp": stamp,
        "x_slack_signature": signature(HELP.encode(), stamp),
    }
    assert await untouched.knock(HELP + "&text=x", **signed) == 401
    with capture_logs() as said:
        assert await untouched.knock(HELP, secret="x" * 32) == 401
    assert [one["why"] for one in said] == ["not signed with our secret"]
    assert await untouched.knock(json.dumps(EVENT), kind=JSON, **signed) == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("[]", JSON, 400),
        ("null", JSON, 400),
        ("1", JSON, 400),
        ('"x"', JSON, 400),
        ("{", JSON, 400),
        ("", JSON, 400),
        ("[" * 10_000 + "]" * 10_000, JSON, 400),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, JSON, 400),
        ('{"a":' * 200 + "1" + "}" * 200, JSON, 400),
        (b'{"a":"\xff"}', JSON, 400),
        (b"payload=\xff", FORM, 400),
        ("payload=[]", FORM, 400),
        ("payload=null", FORM, 400),
        ("payload=%7B", FORM, 400),
        ("payload=" + "%5B" * 10_000, FORM, 400),
        (gzip.compress(HELP.encode()), FORM, 400),
        (HELP, "text/plain", 415),
        (HELP, "multipart/form-data; boundary=x", 415),
        (HELP, "", 415),
        ("x" * 1_000_001, FORM, 413),
    ],
)
async def test_what_slack_never_sends_is_refused(
    untouched: Door, body: str | bytes, kind: str, status: int
) -> None:
    """Signed or not, it goes no further."""
    assert await untouched.knock(body, kind=kind) == status
    assert await untouched.knock(body, kind=kind, secret="x" * 32) in (status, 401)


async def test_no_more_than_a_megabyte_is_read(untouched: Door) -> None:
    """Neither when the length is told nor when the body just goes on; a slow one is waited for."""
    assert await untouched.knock("x", content_length="1000001") == 413
    assert await untouched.knock("x", content_length="-1") == 400
    assert await untouched.knock("x", content_length="9" * 30) == 413
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"x" * 100_000
            await asyncio.sleep(0)

    answer = await untouched.http.post("/slack/events", content=endless())
    assert answer.status_code == 413
    assert sent < 20


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (json.dumps({"type": "url_verification", "challenge": "c", "token": "t"}), JSON),
        ("ssl_check=1&token=t", FORM),
        (json.dumps({**EVENT, "event": {"type": "of_tomorrow"}}), JSON),
        (json.dumps({**EVENT, "event": {"type": "message", "subtype": "of_tomorrow"}}), JSON),
    ],
)
async def test_what_concerns_nobody_is_acknowledged(untouched: Door, body: str, kind: str) -> None:
    """Slack must not send it again."""
    assert await untouched.knock(body, kind=kind) == 200


@pytest.mark.parametrize("team", ["T0OTHER", "", "U0MARA"])
async def test_another_workspace_gets_nothing(untouched: Door, team: str) -> None:
    """Whoever asks for it, whatever they ask."""
    assert await untouched.knock(urlencode({**COMMAND, "team_id": team})) < 500
    assert await untouched.knock(json.dumps({**EVENT, "team_id": team}), kind=JSON) < 500
    for payload in INTERACTIONS:
        mine = {**payload, "team": {"id": team}, "user": {**USER, "team_id": team}}
        assert await untouched.knock(urlencode({"payload": json.dumps(mine)})) < 500


async def test_a_duplicate_key_is_no_second_meaning(door: Door) -> None:
    """The last one counts, for the check and for the bot alike."""
    body = '{"type":"x",' + json.dumps(EVENT)[1:]
    assert await door.knock(body, kind=JSON) == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_only_posts_are_taken(untouched: Door, method: str) -> None:
    """There is nothing to be read at this address."""
    assert (await untouched.http.request(method, "/slack/events")).status_code == 405
    assert (await untouched.http.request(method, "/slack/events/")).status_code == 404


async def test_the_process_says_that_it_lives_and_is_ready(door: Door) -> None:
    """For whoever watches it."""
    assert (await door.http.get("/healthz")).text == "ok"
    assert (await door.http.get("/readyz")).json() == {"ready": True}


BAD_BYTES = st.tuples(st.integers(0, 10_000), st.integers(0, 255))


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(which=st.integers(0, 5), changes=st.lists(BAD_BYTES, min_size=1, max_size=4))
async def test_a_request_changed_on_its_way_does_nothing(
    untouched: Door, which: int, changes: list[tuple[int, int]]
) -> None:
    """Whichever bytes are changed: 401, or 400 before the signature is looked at."""
    bodies = [(HELP, FORM), (json.dumps(EVENT), JSON)]
    bodies += [(urlencode({"payload": json.dumps(one)}), FORM) for one in INTERACTIONS]
    body, kind = bodies[which]
    changed = bytearray(body.encode())
    for at, byte in changes:
        changed[at % len(changed)] = byte
    stamp = str(int(time.time()))
    signed = signature(body.encode(), stamp)
    status = await untouched.knock(
        bytes(changed), kind=kind, x_slack_request_timestamp=stamp, x_slack_signature=signed
    )
    assert status in (400, 401) or bytes(changed) == body.encode()


def _paths(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(node, dict):
        return [
            path for key, one in node.items() for path in [(*at, key), *_paths(one, (*at, key))]
        ]
    if isinstance(node, list):
        return [path for n, one in enumerate(node) for path in [(*at, n), *_paths(one, (*at, n))]]
    return []


ODD: list[Any] = [
    None,
    "",
    "x",
    0,
    -1,
    1e9,
    True,
    [],
    {},
    [None],
    {"id": None},
    "\x00",
    "x" * 5000,
]
GONE = object()


def _changed(payload: Any, path: tuple[Any, ...], odd: Any) -> Any:
    copy = json.loads(json.dumps(payload))
    place = copy
    for key in path[:-1]:
        place = place[key]
    if odd is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = odd
    return copy


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_an_odd_payload_with_a_good_signature_breaks_nothing(
    door: Door, data: st.DataObject
) -> None:
    """Keys that are missing or of another type: no 5xx, whatever the kind of request."""
    payload = data.draw(st.sampled_from([EVENT, *INTERACTIONS]))
    path = data.draw(st.sampled_from(_paths(payload)))
    odd = data.draw(st.sampled_from([GONE, *ODD]))
    text = json.dumps(_changed(payload, path, odd))
    if payload is EVENT:
        assert await door.knock(text, kind=JSON) < 500
    else:
        assert await door.knock(urlencode({"payload": text})) < 500


@pytest.mark.parametrize("key", COMMAND)
@pytest.mark.parametrize("odd", ["", "\x00" + "x" * 4096, None])
async def test_an_odd_command_with_a_good_signature_breaks_nothing(
    door: Door, key: str, odd: str | None
) -> None:
    """No 5xx, whatever is missing."""
    sent = (
        {**COMMAND, key: odd} if odd is not None else {k: v for k, v in COMMAND.items() if k != key}
    )
    assert await door.knock(urlencode(sent)) < 500
