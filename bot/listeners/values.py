"""What a button's value says: written by us, but it may come back old or forged."""

from bot.errors import FormTampered
from bot.listeners.acts import Click
from workshops.engine.state import Drawn, WorkshopId

LONGEST = 200


def number_of(value: str) -> int:
    """Read a number.

    Raises:
        FormTampered: It is none.
    """
    if not (value.isascii() and value.isdigit() and len(value) < 12):
        raise FormTampered
    return int(value)


def target(click: Click) -> tuple[WorkshopId, Drawn]:
    """Read a board button's value: the workshop, and what the button was drawn for.

    Raises:
        FormTampered: It has another form.
    """
    workshop, _, drawn = click.value.partition(" ")
    if not workshop or len(click.value) > LONGEST:
        raise FormTampered
    return WorkshopId(workshop), Drawn.parse(drawn)
