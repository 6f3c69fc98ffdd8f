"""What each step of a script does, through the same functions as the page."""

from collections.abc import Awaitable, Callable

from bot.standin import surfaces
from bot.standin.blocks.values import Slot
from bot.standin.people import commanding, forms, moving, pressing, speaking
from bot.standin.people.refusal import Refused
from bot.standin.people.surface import view_surface
from bot.standin.scripts.filling import filled_in, plain_value, slot_named
from bot.standin.scripts.finding import Target, find_element, find_root, find_text
from bot.standin.scripts.stage import Stage
from bot.standin.seed import ScriptStep
from bot.standin.shape import Json
from bot.standin.world import OpenView, Person

_READ_S, _FIELD_S = 0.7, 0.5


async def note(stage: Stage, step: ScriptStep) -> None:
    """Show a line of narration."""
    stage.note = step.text or ""
    stage.tell()


async def rest(stage: Stage, step: ScriptStep) -> None:
    """Do nothing for the step's pause."""
    del stage, step


async def command(stage: Stage, step: ScriptStep) -> None:
    """Run a slash command."""
    await stage.type(step.text or "")
    body = {"channel": stage.place(step).id, "text": step.text}
    await commanding.command(stage.site, stage.actor(step), body)


async def say(stage: Stage, step: ScriptStep) -> None:
    """Write into the channel."""
    await stage.type(step.text or "")
    body = {"channel": stage.place(step).id, "text": step.text}
    speaking.say(stage.site, stage.actor(step), body)


async def open_thread(stage: Stage, step: ScriptStep) -> None:
    """Open the thread below the message with the given text, or the app's newest one."""
    channel = stage.place(step)
    root = await stage.found(lambda: find_root(channel, step.thread), step, "The thread")
    stage.thread_ts = root["ts"]
    stage.tell()


async def reply(stage: Stage, step: ScriptStep) -> None:
    """Write into the open thread; the step may name another one."""
    if step.thread or stage.thread_ts is None:
        await open_thread(stage, step)
    await stage.type(step.text or "")
    body = {"channel": stage.place(step).id, "text": step.text, "thread_ts": stage.thread_ts}
    speaking.say(stage.site, stage.actor(step), body)


async def react(stage: Stage, step: ScriptStep) -> None:
    """React to the newest message with the given text."""
    channel, actor = stage.place(step), stage.actor(step)
    here = step.model_copy(update={"where": "channel"})
    seen = await stage.found(
        lambda: find_text(stage.site, actor, channel, here), step, f"{step.text!r}"
    )
    body = {"channel": channel.id, "ts": seen.content["ts"], "name": step.emoji}
    speaking.react(stage.site, actor, body)


async def shortcut(stage: Stage, step: ScriptStep) -> None:
    """Use a shortcut: on the message with the given text, or a global one."""
    body: Json = {"callback_id": step.callback_id}
    if step.text:
        root = await stage.found(
            lambda: find_root(stage.place(step), step.text), step, f"{step.text!r}"
        )
        body |= {"channel": stage.place(step).id, "ts": root["ts"]}
    await commanding.shortcut(stage.site, stage.actor(step), body)


async def open_home(stage: Stage, step: ScriptStep) -> None:
    """Open the Home of the first app."""
    body = {"app_id": next(iter(stage.site.world.apps)), "tab": "home"}
    moving.open_home(stage.site, stage.actor(step), body)


async def _target(stage: Stage, step: ScriptStep) -> Target:
    actor, channel = stage.actor(step), stage.place(step)
    what = f"{step.label or step.action_id!r} for {actor.real_name}"
    return await stage.found(lambda: find_element(stage.site, actor, channel, step), step, what)


async def click(stage: Stage, step: ScriptStep) -> None:
    """Press a button."""
    target = await _pointed(stage, step)
    body = _named(target) | ({"value": step.value} if step.value is not None else {})
    await pressing.press(stage.site, stage.actor(step), body)


async def select(stage: Stage, step: ScriptStep) -> None:
    """Choose in a menu that acts at once, by value or by words."""
    target, actor = await _pointed(stage, step), stage.actor(step)
    slot = Slot(target.block, target.element)
    raw = await plain_value(stage.site, actor, target.seen.source, slot, step.value)
    await pressing.press(stage.site, actor, _named(target) | {"value": raw})


async def _pointed(stage: Stage, step: ScriptStep) -> Target:
    """Point at what is meant; return it as it is then, for it may have been drawn anew."""
    await stage.point(_named(await _target(stage, step)))
    return await _target(stage, step)


def _named(target: Target) -> Json:
    return {
        "source": target.seen.source,
        "block_id": target.block["block_id"],
        "action_id": target.element["action_id"],
    }


async def fill_and_submit(stage: Stage, step: ScriptStep) -> None:
    """Wait for a form with these inputs, fill it in for all to read, and send it."""
    actor = stage.actor(step)
    opened = await stage.found(lambda: _form(stage, actor, step), step, "The form")
    view_id = opened.view["id"]
    for name, word in step.values.items():
        values = await filled_in(stage.site, actor, opened, {name: word})
        view_surface(stage.site, actor, view_id).fill(values)
        opened.filled = True
        surfaces.tell_modals(stage.site, actor.id)
        await stage.pause(_FIELD_S)
    await stage.pause(_READ_S)
    await stage.point({"view_id": view_id, "button": "submit"})
    body = {"view_id": view_id}
    result = await forms.submit(stage.site, actor, body)
    if result["result"] == "errors":
        raise Refused("form_refused", "; ".join(result["errors"].values()))


def _form(stage: Stage, actor: Person, step: ScriptStep) -> OpenView | None:
    top = surfaces.top_modal(stage.site, actor.id)
    if top is None or not all(slot_named(top, name) for name in step.values):
        return None
    titled = step.label is None or top.view["title"]["text"] == step.label
    return top if titled and top.view["submit"] else None


async def close(stage: Stage, step: ScriptStep) -> None:
    """Close the modal on top."""
    actor = stage.actor(step)
    top = await stage.found(lambda: surfaces.top_modal(stage.site, actor.id), step, "A window")
    await stage.point({"view_id": top.view["id"], "button": "close"})
    await forms.close(stage.site, actor, {"view_id": top.view["id"]})


async def wait_for(stage: Stage, step: ScriptStep) -> None:
    """Wait until the person sees a text or an element."""
    actor, channel = stage.actor(step), stage.place(step)
    if step.text is not None:
        await stage.found(
            lambda: find_text(stage.site, actor, channel, step), step, f"{step.text!r}"
        )
    else:
        await _target(stage, step)


STEPS: dict[str, Callable[[Stage, ScriptStep], Awaitable[None]]] = {
    "note": note,
    "pause": rest,
    "command": command,
    "say": say,
    "open_thread": open_thread,
    "reply": reply,
    "react": react,
    "shortcut": shortcut,
    "open_home": open_home,
    "click": click,
    "select": select,
    "fill_and_submit": fill_and_submit,
    "close": close,
    "wait_for": wait_for,
}
