"""A bot in this process: real ledger, real Bolt, real routes; Slack itself is out of reach."""

import hashlib
import hmac
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot import http, slack
from bot.app import build
from bot.desk import Desk
from bot.directory import Directory
from bot.hearing import over_http
from bot.mailbox import Mailbox
from knowledge.answers.answer import Answers
from knowledge.answers.capture import Capture
from knowledge.identity import WorkspaceId
from knowledge.index.errors import IndexUnavailable
from knowledge.index.slices import Slices
from knowledge.ledger import Ledger
from knowledge.ledger.schema import metadata
from prompts.loader import load
from workshops.store import Workshops

TEAM, SECRET = WorkspaceId("T0ONE"), "8f742231b10e8888abcd99yyyzzz85a5"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Door:
    """The HTTP face, and what stands behind it."""

    http: httpx.AsyncClient
    ledger: Ledger

    async def knock(
        self,
        body: bytes | str,
        *,
        kind: str = FORM,
        secret: str = SECRET,
        at: int | None = None,
        **headers: str | bytes | None,
    ) -> int:
        """Send a signed request; *headers* replace or (None) remove what is sent.

        Returns:
            The status.
        """
        raw = body.encode() if isinstance(body, str) else body
        stamp = str(at if at is not None else int(time.time()))
        sent: dict[str, str | bytes | None] = {
            "content-type": kind,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signature(raw, stamp, secret),
        }
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        given = [
            (name.encode(), value if isinstance(value, bytes) else value.encode())
            for name, value in sent.items()
            if value is not None
        ]
        answer = await self.http.post("/slack/events", content=raw, headers=given)
        return answer.status_code

    async def written(self) -> dict[str, int]:
        """Return how many rows each table has."""
        async with self.ledger.reading(TEAM) as tx:
            counts = [
                (
                    table.name,
                    (await tx.execute(select(func.count()).select_from(table))).scalar_one(),
                )
                for table in metadata.sorted_tables
            ]
        return dict(counts)


def signature(body: bytes, stamp: str, secret: str = SECRET) -> str:
    """Sign as Slack does."""
    signed = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={signed.hexdigest()}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> AsyncIterator[Door]:
    """A bot that takes requests, for all tests of a module."""
    folder = tmp_path_factory.mktemp("door")
    shutil.copyfile(migrated_file, folder / "desireline.db")
    ledger = await Ledger.open(f"sqlite:///{folder / 'desireline.db'}", clock=now, kill_at="")
    client = slack.Client(clock=now, token="xoxb-1", base_url="http://127.0.0.1:9/api/", timeout=1)
    app = build(desk_of(ledger, client, folder), signing_secret=SECRET)
    mailbox = Mailbox(
        ledger=ledger, workspace=TEAM, bot_user="U0BOT", holder="h1", wake=lambda: None
    )

    async def ready() -> bool:
        return True

    transport = httpx.ASGITransport(
        http.routes(mailbox, over_http(app), signing_secret=SECRET, ready=ready)
    )
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as asked:
        yield Door(asked, ledger)
    await ledger.close()


def desk_of(ledger: Ledger, client: slack.Client, folder: Path) -> Desk:
    """Return what a listener may need; there is no model, and time is the ledger's."""

    def no_model() -> None:
        raise IndexUnavailable("there is no model here")

    slices, numbers = Slices(no_model, cache_dir=folder / "vectors"), count(1)  # type: ignore[arg-type]
    return Desk(
        ledger=ledger,
        prompts=load(),
        workshops=Workshops(),
        answers=Answers(slices),
        capture=Capture(slices),
        client=client,
        directory=Directory(client, clock=ledger.now),
        workspace=TEAM,
        bot_user="U0BOT",
        home_url="https://one.slack.com/",
        clock=ledger.now,
        new_id=lambda kind: f"{kind}{next(numbers)}",
    )
