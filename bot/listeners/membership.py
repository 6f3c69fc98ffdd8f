"""Who is let in: to what colleagues know, and into a channel that a form or a button names.

Whoever acts in a channel is there. What comes back to us can name another one, since it is old or
was tampered with; that is open to whoever could open it in Slack as well. A public channel is open
to every colleague: they may read and join it without asking. A private one, or a conversation, is
open to who is in it at that moment, and to guests each channel is like that.
"""

import asyncio
from collections.abc import Iterable

from bot.desk import Desk
from bot.errors import AccessUnknown, MembersUnknown, NotAllowedHere, NotInPlace, sentence
from bot.listeners.acts import Act, Click
from bot.listeners.whence import places
from bot.views.text import storable
from bot.views.values import parted
from knowledge.identity import PlaceId, Places
from knowledge.ledger import NoSuchWorkshop, people


async def check_inside(desk: Desk, user: str) -> None:
    """Let colleagues pass.

    Raises:
        NotAllowedHere: A guest, or somebody from another company.
        AccessUnknown: Slack did not say who it is, which denies.
    """
    who = await desk.directory.who(user)
    if not who.name:
        raise AccessUnknown
    if not who.inside:
        raise NotAllowedHere


async def let_in(desk: Desk, act: Act) -> Places:
    """Let colleagues pass, and return the places from which they see; Slack may be asked.

    Raises:
        NotAllowedHere, AccessUnknown: Somebody else, or Slack did not say who it is.
    """
    await check_inside(desk, act.user)
    return await places(desk, act)


async def check_open(desk: Desk, act: Act, place: PlaceId) -> None:
    """Let pass whoever acts in a place, or could open it in Slack. Slack may be asked.

    Raises:
        NotInPlace: They are not in it, or not any more.
        MembersUnknown: Slack does not say who is, which denies.
    """
    if act.place == place:
        return
    inside = await opens(desk, act.user, place)
    if inside is None:
        raise MembersUnknown
    if not inside:
        raise NotInPlace


async def opens(desk: Desk, user: str, place: PlaceId) -> bool | None:
    """Say whether somebody could open a place in Slack; None when Slack doesn't say."""
    known = await desk.directory.place(place)
    if not known.private and (await desk.directory.who(user)).inside:
        return True
    return await desk.directory.holds(place, user)


async def kept_out(desk: Desk, users: Iterable[str], place: PlaceId) -> list[str]:
    """Return by name who of *users* could not open a place; nobody as far as Slack doesn't say."""
    elsewhere = [one for one in users if await desk.directory.holds(place, one) is False]
    may_open = await asyncio.gather(*(opens(desk, one, place) for one in elsewhere))
    closed = [one for one, may in zip(elsewhere, may_open, strict=True) if may is False]
    who = await asyncio.gather(*(desk.directory.who(one) for one in closed))
    return [one.name for one in who if one.name]


async def why_closed(desk: Desk, act: Act, place: PlaceId) -> str:
    """Say why a place that somebody picked stays closed to them; "" where it is open."""
    try:
        await check_open(desk, act, place)
    except (NotInPlace, MembersUnknown) as error:
        return sentence(desk.words, error)
    return ""


async def check_workshops(desk: Desk, act: Act) -> None:
    """Let pass whoever may be where the workshops are that a button or a form names.

    Where Slack doesn't say who is there, those who take part go on: the channel may be deleted,
    and nothing that they wrote is lost for it.

    Raises:
        NotInPlace: They are not in its channel, or not any more.
        MembersUnknown: Slack does not say, and they don't take part.
    """
    for named in _named(act):
        try:
            async with desk.ledger.reading(act.workspace) as tx:
                state = await desk.workshops.load(tx, named)
                person = await people.known(tx, act.user)
        except NoSuchWorkshop:
            continue  # it names something else, or the listener says that there is none
        try:
            await check_open(desk, act, state.place)
        except MembersUnknown:
            if person not in state.people:
                raise


def _named(act: Act) -> set[str]:
    """Return what may be the id of a workshop: the first word of a button, and those in a form."""
    form = act.view.carried() if act.view else {}
    back = form.get("back")
    named = [form.get("workshop"), back.get("workshop") if isinstance(back, dict) else None]
    if isinstance(act, Click):
        named.append(parted(act.value, 2)[0])
    return {storable(one) for one in named if one}
