"""Who is let into a channel that something names which comes back to us.

Whoever acts in a channel is there. A form, a button or an address can name another one, since it
is old or was tampered with; then it is open to whoever could open it in Slack as well. A public
channel is open to every colleague: Slack lets them read and join it without asking. A private one
or a conversation is open to who is in it at that moment, and to guests each channel is like that.
"""

from bot.desk import Desk
from bot.errors import MembersUnknown, NotInPlace
from bot.listeners.acts import Act
from knowledge.identity import PlaceId

CLOSED = (NotInPlace, MembersUnknown)


async def check_open(desk: Desk, act: Act, place: PlaceId) -> None:
    """Let pass whoever acts in a place, or could open it in Slack. Slack may be asked.

    Raises:
        NotInPlace: They are not in it, or not any more.
        MembersUnknown: Slack does not say who is, which denies.
    """
    if act.place == place:
        return
    known = await desk.directory.place(place)
    if not known.private and (await desk.directory.who(act.user)).inside:
        return
    inside = await desk.directory.holds(place, act.user)
    if inside is None:
        raise MembersUnknown
    if not inside:
        raise NotInPlace
