"""Starting and stopping a script; one plays at a time."""

import asyncio

from bot.standin.people.refusal import Refused
from bot.standin.scripts.stage import Stage, show
from bot.standin.scripts.steps import STEPS
from bot.standin.seed import ScriptStep
from bot.standin.shape import Json
from bot.standin.site import Site


def start(site: Site, name: str, speed: float) -> Json:
    """Start a script of the seed; Refused if it is unknown or another one plays.

    Args:
        site: The workspace.
        name: The script's key in the seed.
        speed: 2 plays twice as fast.
    """
    script = site.seed.scripts.get(name)
    if script is None:
        raise Refused("unknown_script", "There is no such script.")
    if site.playing is not None:
        raise Refused("already_playing", "A script is playing already.")
    channel = site.world.channel_called(script.channel)
    if channel is None:
        raise Refused("channel_not_found", f"#{script.channel} is gone.")
    stage = Stage(site, name, script, max(0.1, speed), channel)
    site.going.set()
    stage.tell()
    site.player = site.spawn(_play(stage))
    return {}


def stop(site: Site) -> Json:
    """Stop the script that plays, if one does."""
    if site.player is not None:
        site.player.cancel()
    return {}


def hold(site: Site, on: bool) -> Json:
    """Pause the script that plays before its next step, or let it go on."""
    if site.playing is None:
        raise Refused("nothing_plays", "Nothing plays just now.")
    (site.going.clear if on else site.going.set)()
    show(site, site.playing | {"state": "paused" if on else "running"})
    return {}


async def _play(stage: Stage) -> None:
    try:
        for number, step in enumerate(stage.script.steps, start=1):
            stage.step, stage.acting = number, step.as_
            await _perform(stage, step)
        stage.over("done")
    except Refused as refusal:
        stage.over("failed", f"Step {stage.step}: {refusal.message}")
    except asyncio.CancelledError:
        stage.over("stopped")
        raise


async def _perform(stage: Stage, step: ScriptStep) -> None:
    stage.tell()
    try:
        await STEPS[step.do](stage, step)
    except Refused:
        if not step.optional:
            raise
    await stage.pause(step.pause_s)
