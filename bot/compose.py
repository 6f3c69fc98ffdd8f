"""The composition root: puts a process together."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp

from bot import garbage, slack
from bot.app import build
from bot.desk import Desk
from bot.directory import Directory
from bot.dispatcher import Dispatcher, Handler
from bot.effects.answers import AnswerPosts
from bot.effects.boards import Boards
from bot.effects.catching_up import CatchingUp, plan
from bot.effects.grouping import Grouping, Remembering
from bot.effects.homes import Homes
from bot.effects.indexing import Indexing
from bot.effects.interviews import Interviews
from bot.effects.notices import Notices
from bot.effects.posting import Pace, Posting
from bot.effects.summaries import Summaries
from bot.effects.timers import Timers
from bot.effects.voting import Votes
from bot.effects.welcoming import Welcoming
from bot.mailbox import Mailbox
from bot.mailroom import Mailroom
from bot.settings import VARIABLES, SettingRefused, Settings
from bot.surroundings import clock, new_id
from knowledge.answers.answer import Answers
from knowledge.answers.capture import Capture
from knowledge.identity import WorkspaceId
from knowledge.index.embedder import named
from knowledge.index.errors import IndexUnavailable, ModelRefused
from knowledge.index.index import Index
from knowledge.ledger import Ledger, LedgerError, LedgerUnavailable
from prompts.loader import load
from workshops.guard import Guard
from workshops.store import Workshops

log = structlog.get_logger()

LONGEST_PAUSE_S = 30
CALL_WITHIN_S = 10


@dataclass(frozen=True, kw_only=True)
class Room:
    """Everything that one process runs on; `warming` ends when questions need not wait."""

    desk: Desk
    app: AsyncApp
    mailbox: Mailbox
    mailroom: Mailroom
    dispatcher: Dispatcher
    warming: asyncio.Task[None]

    async def work(self) -> None:
        """Deal with letters and do effects until `stop`."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.mailroom.run())
            group.create_task(self.dispatcher.run())

    def stop(self) -> None:
        """Take nothing more up."""
        self.mailroom.stop()
        self.dispatcher.stop()

    async def answers(self) -> bool:
        """Say whether the ledger can be read now."""
        try:
            async with self.desk.ledger.reading(self.desk.workspace):
                return True
        except LedgerUnavailable:
            return False


@asynccontextmanager
async def open_room(settings: Settings, *, holder: str = "") -> AsyncIterator[Room]:
    """Put one process together; everything is closed at the end.

    Args:
        settings: Tokens, database, data folder.
        holder: Whose mail it deals with; by default what it keeps itself.

    Raises:
        SettingRefused: The bot token, the data folder or the embedding model is not taken.
        LedgerUnavailable: The database can't be reached.
    """
    settings.open_folder()
    check_model(settings)
    async with (
        _index(settings) as index,
        calling(settings) as client,
        await Ledger.open(settings.ledger_url, clock=clock) as ledger,
    ):
        who = await told(client, "auth.test", token="bot_token")
        desk = _desk(settings, ledger=ledger, client=client, who=who, index=index)
        holder = holder or new_id("h")
        app = build(desk, signing_secret=settings.signing_secret.get_secret_value())
        mailroom = Mailroom(desk, app, holder=holder)
        await plan(ledger, desk.workspace)
        async with _beside(warm(desk, index)) as warming:
            yield Room(
                desk=desk,
                app=app,
                mailbox=Mailbox(
                    ledger=ledger,
                    workspace=desk.workspace,
                    bot_user=desk.bot_user,
                    holder=holder,
                    wake=mailroom.wake,
                ),
                mailroom=mailroom,
                dispatcher=Dispatcher(ledger, _handlers(desk, index), clock=clock),
                warming=warming,
            )


@asynccontextmanager
async def _index(settings: Settings) -> AsyncIterator[Index]:
    """Open the index; its model is on its way at once, since it needs nobody else."""
    opened = Index(
        settings.data_dir,
        embeddings=settings.embeddings or None,
        chroma_url=settings.chroma_url or None,
    )
    async with opened as index, _beside(index.warm()):
        yield index


def check_model(settings: Settings) -> None:
    """Refuse a wrong model at once: it would only be noticed by whoever asks.

    Raises:
        SettingRefused: The setting names none that can be loaded here.
    """
    try:
        if settings.embeddings:
            named(settings.embeddings)
    except ModelRefused as error:
        raise SettingRefused(VARIABLES["embeddings"], str(error)) from None


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Let *work* go on beside what is within, and no longer."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, IndexUnavailable):
            await task


@asynccontextmanager
async def calling(settings: Settings) -> AsyncIterator[slack.Client]:
    """Open one session for all calls: a connection each would cost more than the call."""
    timeout = aiohttp.ClientTimeout(total=CALL_WITHIN_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield slack.Client(
            clock=clock,
            token=settings.bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            session=session,
        )


def _desk(
    settings: Settings,
    *,
    ledger: Ledger,
    client: slack.Client,
    who: Mapping[str, Any],
    index: Index,
) -> Desk:
    prompts = load(settings.language)
    return Desk(
        ledger=ledger,
        prompts=prompts,
        workshops=Workshops(guard=Guard(prompts.outside_in)),
        answers=Answers(index.slices),
        capture=Capture(index.slices),
        client=client,
        directory=Directory(client, clock=clock),
        workspace=WorkspaceId(who["team_id"]),
        bot_user=who["user_id"],
        home_url=who.get("url") or "",
        clock=clock,
        new_id=new_id,
    )


def _handlers(desk: Desk, index: Index) -> dict[str, Handler]:
    posting = Posting(desk, Pace())
    boards, posts, homes = Boards(posting), AnswerPosts(posting), Homes(posting)
    notices, timers = Notices(posting), Timers(desk.workshops, clock)
    grouping = Grouping(desk.ledger, desk.workshops, Remembering(index.embedder))
    return {
        "slack.board": boards.draw,
        "slack.line": boards.line,
        "slack.place": boards.place,
        "slack.react": boards.react,
        "slack.summary": Summaries(posting).post,
        "slack.board_lost": posts.board_lost,
        "slack.vote": Votes(posting).tell,
        "slack.notice": notices.tell,
        "slack.remind": notices.remind,
        "slack.welcome": Welcoming(posting).tell,
        "slack.nudge": notices.nudge,
        "slack.stray": notices.stray,
        "slack.wording": notices.wording,
        "slack.interview": Interviews(posting).tell,
        "slack.answer": posts.answer,
        "slack.keep_answer": posts.keep,
        "slack.share_answer": posts.share,
        "slack.record": posts.record,
        "slack.history": posts.history,
        "slack.captured": posts.captured,
        "slack.tell": posts.tell,
        "slack.tell_help": posts.tell_help,
        "slack.home": homes.draw,
        "slack.catch_up": CatchingUp(posting).read,
        "workshop.forget": timers.forget,
        "slack.rehearsal_over": boards.rehearsed,
        "workshop.time": timers.ring,
        "workshop.group": grouping.propose,
        "index.record": Indexing(desk.ledger, index).record,
        "index.rebuild": Indexing(desk.ledger, index).rebuild,
    }


async def warm(desk: Desk, index: Index) -> None:
    """Load the model and the workspace, at once, before the first question asks for them."""
    try:
        async with desk.ledger.reading(desk.workspace) as tx:
            await asyncio.gather(index.warm(), index.slices.of(tx))
            if index.slices.away:  # the first time, the model takes longer than anybody waits
                await index.slices.of(tx)
        log.info("index.warm")
    except (IndexUnavailable, LedgerError) as error:
        # The first question asks for them again; until the stop nobody would hear of it.
        log.warning("index.cold", why=type(error).__name__)
    finally:
        garbage.settle()


async def told(client: slack.Client, method: str, *, token: str) -> Mapping[str, Any]:
    """Return what Slack answers, however long it is away.

    Args:
        client: Whose token it asks with.
        method: As in Slack's reference; it needs no arguments.
        token: The field of the settings that it came from.

    Raises:
        SettingRefused: Slack does not take the token; trying again won't help.
    """
    pause_s = 1.0
    while True:
        outcome = await slack.call(client, method, {})
        if isinstance(outcome, slack.Done):
            return outcome.data
        if isinstance(outcome, slack.Refused):
            raise SettingRefused(VARIABLES[token], f"Slack does not take it: {outcome.error}")
        wait_s = outcome.retry_after_s if isinstance(outcome, slack.Limited) else pause_s
        log.warning("slack.unreachable", outcome=str(outcome), again_in_s=wait_s)
        await asyncio.sleep(wait_s)
        pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
