"""Where a script stands: who acts, in which channel and thread, and what is told about it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.standin.people.refusal import Refused
from bot.standin.seed import Script, ScriptStep
from bot.standin.site import Site
from bot.standin.world import Channel, Person

T = TypeVar("T")
_LOOK_S = 0.05


@dataclass
class Stage:
    """The state of the script that plays."""

    site: Site
    name: str
    script: Script
    speed: float
    channel: Channel
    thread_ts: str | None = None
    note: str = ""
    step: int = 0
    acting: str | None = None

    def tell(self, state: str = "running", message: str = "") -> None:
        """Show everybody how far the script is."""
        self.site.playing = {
            "name": self.name,
            "title": self.script.title,
            "state": state,
            "step": self.step,
            "steps": len(self.script.steps),
            "acting": self.acting,
            "note": self.note,
            "channel": self.channel.id,
            "thread_ts": self.thread_ts,
            "message": message,
        }
        people = [person.id for person in self.site.world.humans()]
        self.site.live.push(people, "script", script=self.site.playing)

    def over(self, state: str, message: str = "") -> None:
        """Show how the script ended, and that it is over."""
        self.acting = None
        self.tell(state, message)
        self.site.playing = None
        people = [person.id for person in self.site.world.humans()]
        self.site.live.push(people, "script", script=None)

    def actor(self, step: ScriptStep) -> Person:
        """Return who does the step."""
        person = self.site.world.person_called(step.as_ or "")
        if person is None:
            raise Refused("unknown_person", f"There is nobody called {step.as_}.")
        return person

    def place(self, step: ScriptStep) -> Channel:
        """Return where the step is done: the step's channel, or the script's."""
        named = self.site.world.channel_called(step.channel or "")
        return named or self.channel

    async def pause(self, seconds: float) -> None:
        """Wait as long as a reader needs, at the script's speed."""
        await asyncio.sleep(seconds / self.speed)

    async def found(self, look: Callable[[], T | None], step: ScriptStep, what: str) -> T:
        """Return what *look* finds, as soon as it does; Refused after the step's time."""
        deadline = time.monotonic() + step.timeout_s
        while (result := look()) is None:
            if time.monotonic() > deadline:
                raise Refused("not_found", f"{what} didn't come up within {step.timeout_s:g} s.")
            await asyncio.sleep(_LOOK_S)
        return result
