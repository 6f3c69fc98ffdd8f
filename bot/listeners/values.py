"""What comes back from a button or a form: written by us, but it may be old or forged."""

from collections.abc import Iterable
from typing import TypeVar

from bot.errors import FormTampered
from bot.listeners.acts import Click
from bot.views.values import parted
from workshops.engine.state import Drawn, WorkshopId

LONGEST = 200
T = TypeVar("T", bound=str)


def one_of(choices: Iterable[T], said: str) -> T | None:
    """Return what was chosen; None where it is none of the choices."""
    return next((one for one in choices if one == said), None)


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
        FormTampered: It names no workshop.
    """
    workshop, drawn = in_workshop(click)
    return workshop, Drawn.parse(drawn)


def in_workshop(click: Click) -> tuple[WorkshopId, str]:
    """Read a button's value: a workshop, and something in it.

    Raises:
        FormTampered: It names no workshop.
    """
    workshop, what = parted(click.value, 2)
    if not workshop or len(click.value) > LONGEST:
        raise FormTampered
    return WorkshopId(workshop), what
