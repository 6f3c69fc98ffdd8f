"""F1, F2: how quickly the bot acknowledges under load, beside an app that does nothing."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import garbage
from bot.bench import bot, requests, workshop
from bot.bench.bot import AtWork
from bot.bench.echo import ECHO, POLLING
from bot.bench.figure import Figure, median, percentile
from bot.bench.load import Target, load
from bot.bench.plan import Plan
from bot.bench.processes import first_line, python
from bot.bench.requests import Request
from bot.bench.say import say
from bot.bench.workspace import Workspace
from bot.precedence import precedence
from knowledge.ledger import Ledger

Make = Callable[[int], Iterable[Request]]
DEALT_WITH_WITHIN_S = 300
"""What was acknowledged is dealt with afterwards, at its own pace."""

MODE = "Bolt echo app over HTTP, process_before_response=True"


@dataclass
class Runs:
    """The p99 of each run on all sides, and the slowest answer of the bot."""

    echo: list[float] = field(default_factory=list)
    polling: list[float] = field(default_factory=list)
    bot: list[float] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def ratio(self) -> float:
        """How many times the echo app's p99 the bot's is."""
        return median(self.bot) / median(self.echo)


@dataclass(frozen=True)
class Course:
    """The apps side by side, in one workspace."""

    plan: Plan
    workspace: Workspace
    echo: Target
    polling: Target
    bot: Target
    ledger: Ledger

    async def run(self, runs: Runs, make: Make) -> None:
        """Load one app and then the other with what *make* gives; take down both p99."""
        echoed = await self._loaded(self.echo, make)
        answered = await self._loaded(self.bot, make)
        await bot.idle(self.ledger, within_s=DEALT_WITH_WITHIN_S)
        runs.echo.append(percentile(echoed, 99))
        runs.bot.append(percentile(answered, 99))
        runs.slowest = max(runs.slowest, *answered)

    async def run_polling(self, runs: Runs, make: Make) -> None:
        """Load the app that looks after its listeners now and then; take down its p99."""
        runs.polling.append(percentile(await self._loaded(self.polling, make), 99))

    async def _loaded(self, target: Target, make: Make) -> list[float]:
        rate = self.plan.rate_per_s
        made = [*make(self.plan.warming + self.plan.requests)]
        times = await load(target, made, rate_per_s=rate)
        return times[self.plan.warming :]


async def measure(plan: Plan, office: AtWork, folder: Path) -> list[Figure]:
    """Return the ratio of the p99 for commands and for events, and the slowest ack."""
    async with _echo(office.slack, folder) as address:
        echo, polling, bots = (
            _target(office.slack, url)
            for url in (address + ECHO, address + POLLING, office.bot.events_url)
        )
        course = Course(plan, office.slack, echo, polling, bots, office.ledger)
        # Slack's computers wait neither for a processor of ours nor for a search of our garbage,
        # which takes a tenth of a second here, so whoever sends waits for none either.
        garbage.keep()
        with precedence() as granted:
            commands, events = await _runs(course)
    return [*_ratios(plan, commands, events, granted=granted), _slowest(commands, events)]


async def _runs(course: Course) -> tuple[Runs, Runs]:
    """Return what commands and what events took, from one channel a run."""
    commands, events = Runs(), Runs()
    for number in range(course.plan.runs):
        say(f"acks: run {number + 1} of {course.plan.runs}")
        place = f"place-{number}"
        notes = _notes(course.workspace, await course.workspace.channel(place))
        await course.run(commands, notes)
        await course.run_polling(commands, notes)
        running = await workshop.begin(course.workspace, place=place)
        await course.run(events, _replies(course.workspace, running))
    return commands, events


def _notes(place: Workspace, channel: str) -> Make:
    return lambda count: requests.notes(place, channel, count)


def _replies(place: Workspace, running: workshop.Workshop) -> Make:
    return lambda count: requests.replies(place, running.channel, running.board, count)


@asynccontextmanager
async def _echo(slack: Workspace, folder: Path) -> AsyncIterator[str]:
    log, command = folder / "echo.log", ("-m", "bot.bench.echo", slack.ready["api_url"])
    async with python(*command, log=log, settings=slack.settings) as process:
        port = (await first_line(process, what="the echo app", log=log)).strip()
        yield f"http://127.0.0.1:{port}"


def _target(slack: Workspace, url: str) -> Target:
    return Target(slack.http, url, slack.app["signing_secret"])


def _ratios(plan: Plan, commands: Runs, events: Runs, *, granted: bool) -> list[Figure]:
    how = f"{plan.requests} a run at {plan.rate_per_s}/s, p99 beside a {MODE}"
    if not granted:
        how += "; whoever sends has no precedence here and may wait for a processor"
    return [
        Figure(
            number="F1",
            key="ack_command_p99_ratio",
            value=commands.ratio,
            unit="×",
            goal=1.3,
            about="acknowledging commands that write",
            how=f"/journey note; {how}",
            sides=_both(commands, "command"),
        ),
        Figure(
            key="ack_command_p99_polling_ratio",
            value=median(commands.bot) / median(commands.polling),
            unit="×",
            about="the same beside Bolt's own mode",
            how="in which the echo app looks every 10 ms whether a command is acknowledged",
            sides={"ack_command_p99_polling_echo_ms": median(commands.polling)},
        ),
        Figure(
            number="F1",
            key="ack_event_p99_ratio",
            value=events.ratio,
            unit="×",
            goal=3,
            about="acknowledging events that write",
            how=f"thread replies of a running workshop; {how}",
            sides=_both(events, "event"),
        ),
    ]


def _both(runs: Runs, kind: str) -> dict[str, float]:
    return {
        f"ack_{kind}_p99_ms": median(runs.bot),
        f"ack_{kind}_p99_echo_ms": median(runs.echo),
    }


def _slowest(commands: Runs, events: Runs) -> Figure:
    return Figure(
        number="F2",
        key="ack_max_ms",
        value=max(commands.slowest, events.slowest),
        unit="ms",
        goal=500,
        about="slowest acknowledgement",
        how="of all those runs",
        sides={"ack_command_max_ms": commands.slowest, "ack_event_max_ms": events.slowest},
    )
