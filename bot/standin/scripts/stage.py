"""Where a script stands: who acts, in which channel and thread, and what is told about it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.standin.people.refusal import Refused
from bot.standin.seed import Script, ScriptStep
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import Channel, Person

T = TypeVar("T")
_LOOK_S = 0.05
_POINT_S = 0.7
_TYPE_S, _LETTER_S = 0.5, 0.02


def show(site: Site, playing: Json | None) -> None:
    """Tell everybody's page what plays; None when nothing does."""
    site.playing = playing
    people = [person.id for person in site.world.humans()]
    site.live.push(people, "script", script=playing)


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
    pointing: Json | None = None
    typing: str = ""

    def tell(self, state: str = "running", message: str = "") -> None:
        """Show everybody how far the script is."""
        playing = {
            "name": self.name,
            "title": self.script.title,
            "state": state if self.site.going.is_set() or state != "running" else "paused",
            "step": self.step,
            "steps": len(self.script.steps),
            "acting": self.acting,
            "note": self.note,
            "channel": self.channel.id,
            "thread_ts": self.thread_ts,
            "pointing": self.pointing,
            "typing": self.typing,
            "message": message,
        }
        show(self.site, playing)

    def over(self, state: str, message: str = "") -> None:
        """Show how the script ended, and that it is over."""
        self.acting = None
        self.tell(state, message)
        show(self.site, None)

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
        """Wait as long as a reader needs, at the script's speed, and while it is held."""
        await asyncio.sleep(seconds / self.speed)
        await self.site.going.wait()

    async def point(self, target: Json) -> None:
        """Let everybody see what is about to be pressed."""
        self.pointing = target
        self.tell()
        await self.pause(_POINT_S)
        self.pointing = None

    async def type(self, text: str) -> None:
        """Let everybody see what is about to be sent."""
        self.typing = text
        self.tell()
        await self.pause(_TYPE_S + len(text) * _LETTER_S)
        self.typing = ""

    async def found(self, look: Callable[[], T | None], step: ScriptStep, what: str) -> T:
        """Return what *look* finds, as soon as it does; Refused after the step's time."""
        deadline = time.monotonic() + step.timeout_s
        while (result := look()) is None:
            if time.monotonic() > deadline:
                raise Refused("not_found", f"{what} didn't come up within {step.timeout_s:g} s.")
            await asyncio.sleep(_LOOK_S)
        return result
