"""Torture: the bot is killed at any moment while three people write; nothing is lost or doubled.

Whatever they do is delivered twice and shuffled, and Slack itself fails now and then. Some dozens
of deeds with every change; `make torture` takes thousands, and prints what it counted.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from knowledge.identity import WorkspaceId
from knowledge.ledger.effects import LEASE
from knowledge.records import store
from tests.bot_process import Bot, running_bot
from tests.end_to_end.memory import Memory, memory
from tests.end_to_end.team import CHANNEL, Team, field_of
from tests.slack_workspace import Json, Person, Refused, Workspace

FEW = 60
DEEDS = int(os.environ.get("DESIRELINE_TORTURE_DEEDS", FEW))
SEED = int(os.environ.get("DESIRELINE_TORTURE_SEED", "7"))
AWAY_S = (0.0, 0.0, 0.0, 0.0, 0.0, 8.0 if DEEDS > FEW else 0.0)
"""How long it is away; Slack gives an event up in less than the longest of these."""

HANDS = 6
BETWEEN_S = (0.0, 0.4)
"""How long a hand rests between two deeds."""

LIVES_S = (0.0, 2.0)
"""How long the bot lives at the shortest and at the longest."""

TROUBLE_EVERY_S = (0.0, 0.5)
FAULTS: tuple[Json, ...] = (
    {"kind": "ratelimited", "retry_after": "1"},
    {"kind": "status", "status": 503},
    {"kind": "html"},
    {"kind": "drop", "seconds": 0.1},
    {"kind": "delay", "seconds": 0.5},
)
METHODS = (
    "chat.postMessage",
    "chat.update",
    "conversations.info",
    "conversations.replies",
    "reactions.add",
    "users.info",
)
SETTLED_WITHIN_S = 30 + DEEDS / 10


@dataclass
class Said:
    """What three people have done, and what must be on record in the end.

    Attributes:
        standing: The replies that stand in the thread, by ts.
        gone: What must not be found any more: taken back, or said otherwise since.
        captured: The sentences whose command was acknowledged.
        saved: The notes whose form was.
        unsure: What was not acknowledged; each may be there once.
    """

    standing: dict[str, tuple[Person, str]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    captured: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


@dataclass
class Crowd:
    """Three people who write one thing after the other, whatever becomes of the bot."""

    team: Team
    board: str
    chance: random.Random
    said: Said = field(default_factory=Said)
    at_a_form: set[str] = field(default_factory=set)

    async def write(self, deeds: int) -> None:
        """Do so many things, a few at once."""
        numbers = iter(range(deeds))

        async def hand() -> None:
            for number in numbers:
                await self._do(number)
                await asyncio.sleep(self.chance.uniform(*BETWEEN_S))

        async with asyncio.TaskGroup() as group:
            for _ in range(HANDS):
                group.create_task(hand())

    async def _do(self, number: int) -> None:
        person = self.chance.choice((self.team.mara, self.team.jonas, self.team.ines))
        deeds: tuple[Callable[[Person, int], Awaitable[None]], ...]
        deeds = (self._reply, self._capture, self._fill_in, self._edit, self._withdraw)
        (deed,) = self.chance.choices(deeds, weights=(6, 2, 2, 1, 1))
        await deed(person, number)

    async def _reply(self, person: Person, number: int) -> None:
        text = f"Note {number}"
        ts = await person.say(CHANNEL, text, thread_ts=self.board)
        self.said.standing[ts] = person, text

    async def _capture(self, person: Person, number: int) -> None:
        sentence = f"Sentence {number} said at the fair"
        try:
            await person.command(f"/journey note {sentence}")
        except Refused:
            self.said.unsure.append(sentence)
        else:
            self.said.captured.append(sentence)

    async def _fill_in(self, person: Person, number: int) -> None:
        if person.id in self.at_a_form:
            return
        self.at_a_form.add(person.id)
        try:
            await self._save(person, f"Note {number} from a form")
        finally:
            self.at_a_form.remove(person.id)

    async def _save(self, person: Person, text: str) -> None:
        """Open the form, fill it in and send it; whoever sees an error gives up."""
        try:
            await person.click(await self.team.board(), "board.add_notes")
        except Refused:
            return
        form = await person.modal()
        if form is None:
            return
        try:
            sent = await person.submit({field_of(form["view"]): text})
        except Refused:
            self.said.unsure.append(text)
        else:
            assert sent["result"] == "updated", sent
            self.said.saved.append(text)
        await person.close(everything=True)

    async def _edit(self, _: Person, number: int) -> None:
        if not (taken := self._any()):
            return
        ts, person, before = taken
        after = f"Note {number} said otherwise"
        await person.edit(CHANNEL, ts, after)
        self.said.standing[ts] = person, after
        self.said.gone.append(before)

    async def _withdraw(self, _: Person, number: int) -> None:
        if not (taken := self._any()):
            return
        ts, person, text = taken
        await person.delete(CHANNEL, ts)
        self.said.gone.append(text)

    def _any(self) -> tuple[str, Person, str] | None:
        """Take a reply, so that nobody else changes it meanwhile."""
        if not self.said.standing:
            return None
        ts = self.chance.choice([*self.said.standing])
        return ts, *self.said.standing.pop(ts)


@dataclass
class Killer:
    """Ends the bot again and again, in one way or another, and starts it anew."""

    bot: Bot
    chance: random.Random
    deaths: Counter[str] = field(default_factory=Counter)

    async def rage(self) -> None:
        """Go on until cancelled; the bot may be dead then."""
        while True:
            await asyncio.sleep(self.chance.uniform(*LIVES_S))
            await self._end()
            await asyncio.sleep(self.chance.choice(AWAY_S))
            await self.bot.start()

    async def _end(self) -> None:
        assert self.bot.process is not None
        (way,) = self.chance.choices(*self._ways())
        self.deaths[way] += 1
        if way == "stopped":
            assert await self.bot.stop() == 0
            return
        if way in ("killed behind the door", "killed as a whole"):
            for process in psutil.Process(self.bot.process.process.pid).children():
                process.kill()
        if way != "killed behind the door":
            self.bot.process.kill()
        await self.bot.ended()

    def _ways(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return how it may end, and how likely each is; over HTTP it is two processes."""
        if self.bot.port is None:
            return ("killed", "stopped"), (3, 1)
        return ("killed", "stopped", "killed behind the door", "killed as a whole"), (3, 1, 3, 3)


@dataclass
class Trouble:
    """Lets one of Slack's answers go wrong now and then."""

    workspace: Workspace
    chance: random.Random
    faults: int = 0

    async def make(self) -> None:
        """Go on until cancelled."""
        while True:
            await asyncio.sleep(self.chance.uniform(*TROUBLE_EVERY_S))
            self.faults += 1
            fault, method = self.chance.choice(FAULTS), self.chance.choice(METHODS)
            await self.workspace.control("fault", **fault, method=method)


async def counted(said: Said, seen: Memory) -> dict[str, list[str]]:
    """Return what is wrong, by kind."""
    notes, sentences = await seen.notes(), Counter(await seen.one_liners())
    standing = [text for _, text in said.standing.values()]
    sure = [*said.captured, *said.saved]
    async with seen.ledger.reading(WorkspaceId(seen.workspace.app.team_id)) as tx:
        breaches = await store.verify_chain(tx)
    return {
        "said and lost": [text for text in standing if not notes[text]],
        "acknowledged and lost": [
            *(text for text in said.captured if not sentences[text]),
            *(text for text in said.saved if not notes[text]),
        ],
        "counted twice": [text for text, n in (notes + sentences).items() if n > 1],
        "taken back and still there": [text for text in said.gone if notes[text]],
        "from nowhere": sorted({*notes, *sentences} - {*standing, *sure, *said.unsure}),
        "posted twice": await seen.posted_twice(),
        "given up": await seen.given_up(),
        "breaks in the chain": [str(breach) for breach in breaches],
    }


def told(transport: str, ledger_url: str, *, killer: Killer, trouble: Trouble, said: Said) -> str:
    """Return in words what the bot went through."""
    sure = len(said.captured) + len(said.saved)
    answered = f"{sure} commands and forms acknowledged, {len(said.unsure)} not"
    deaths = ", ".join(f"{way} {n} times" for way, n in sorted(killer.deaths.items()))
    return (
        f"\n{transport} on {ledger_url.partition(':')[0]}, seed {SEED}: {DEEDS} deeds, each"
        f" delivered twice and shuffled; {answered}\n"
        f"  {deaths}; {trouble.faults} of Slack's answers went wrong\n"
    )


async def ended(tasks: Collection[asyncio.Task[None]]) -> None:
    """Cancel what goes on for ever; what failed in it fails here."""
    for task in tasks:
        task.cancel()
    done, _ = await asyncio.wait(tasks)
    for task in done:
        if not task.cancelled():
            task.result()


@pytest.mark.timeout(120 + DEEDS)
@pytest.mark.parametrize(
    ("transport", "ledger_url"),
    [("http", "sqlite"), ("socket", "postgresql")],
    indirect=["ledger_url"],
)
async def test_nothing_is_lost_or_doubled_however_often_it_dies(
    transport: str,
    ledger_url: str,
    slack: Json,
    data_dir: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Deeds of all kinds, each delivered twice and shuffled, while the bot dies."""
    chance = random.Random(SEED)
    async with (
        running_bot(slack, data_dir, transport=transport, database_url=ledger_url) as bot,
        memory(ledger_url, bot.workspace) as seen,
    ):
        team = await Team.meet(bot)
        await team.start(agenda="journey-quick", typed="Olga", choice="New persona")
        crowd = Crowd(team, (await team.board())["ts"], chance)
        killer = Killer(bot, chance)
        await bot.workspace.control("deliveries", copies=2, shuffle=4)
        trouble = Trouble(bot.workspace, chance)
        meanwhile = {asyncio.create_task(killer.rage()), asyncio.create_task(trouble.make())}
        await crowd.write(DEEDS)
        await ended(meanwhile)
        await bot.workspace.control("deliveries")
        await bot.workspace.control("fault", clear=True)
        await bot.kill()
        bot.advance(LEASE.total_seconds() + 1)
        await bot.start()
        await bot.workspace.eventually(seen.idle, timeout=SETTLED_WITHIN_S)

        wrong = await counted(crowd.said, seen)
    if DEEDS > FEW:
        with capsys.disabled():
            print(told(transport, ledger_url, killer=killer, trouble=trouble, said=crowd.said))
            print("".join(f"  {len(what):7} {kind}\n" for kind, what in wrong.items()))
    assert {kind: what for kind, what in wrong.items() if what} == {}
