"""What is sent to Slack goes to Slack, whatever address we are given."""

from datetime import UTC, datetime

import pytest

from bot import slack
from bot.slack import Client

ELSEWHERE = [
    "",
    "https://drive.example/agenda.yaml",
    "https://slack.com.drive.example/agenda.yaml",
    "https://evilslack.com/agenda.yaml",
    "https://slack.com@drive.example/agenda.yaml",
    "http://[",
]


@pytest.mark.parametrize("address", ELSEWHERE)
async def test_neither_token_nor_card_goes_elsewhere(address: str) -> None:
    """A file may lie in somebody's drive, and a form brings its own address back."""
    client = Client(clock=lambda: datetime.now(UTC), token="xoxb-canary", session=None)
    assert await slack.fetch(client, address, most=9) is None
    assert await slack.respond(client, address, {}) == slack.Refused("not_slacks")
