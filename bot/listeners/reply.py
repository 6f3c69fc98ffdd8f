"""What goes back to the person who acted: with the acknowledgement, and right after it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.listeners.acts import Click, Payload, View

NOTICE = "notice"
"""The window that says no, and the block that says it where no more window fits."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """The answer to one act.

    `body` travels with the acknowledgement and is given again to a second delivery. A modal is
    opened before it, while the trigger still lives; `refresh` draws the window anew in which
    somebody pressed something, `below` the one that a form covers, if it covers one. `replace`
    and `whisper` use the act's response URL, or the one in `at` for a form, which has none. None
    of these is the only place of anything that matters: what matters is in the ledger.
    """

    body: Payload | None = None
    modal: Payload | None = None
    push: Payload | None = None
    refresh: Payload | None = None
    below: Payload | None = None
    replace: Payload | None = None
    whisper: Payload | None = None
    remove: bool = False
    at: str = ""

    @property
    def refuses(self) -> bool:
        """Whether a form stays open to be mended; sent again, it is looked at anew."""
        return self.body is not None and self.body.get("response_action") == "errors"


NOTHING = Reply()


def tell(message: Payload) -> Reply:
    """Answer a slash command; only the person who typed it sees it."""
    return Reply(body={"response_type": "ephemeral", **message})


def errors(fields: Mapping[str, str]) -> Reply:
    """Refuse a submission: block id -> what to mend. The modal stays as it is."""
    return Reply(body={"response_action": "errors", "errors": dict(fields)})


def show(view: Payload) -> Reply:
    """Answer a submission with the next view in the same window."""
    return Reply(body={"response_action": "update", "view": dict(view)})


def back_to(view: Payload) -> Reply:
    """Answer a submission by closing its window; the one below it shows *view* from now on."""
    return Reply(below=dict(view))


def open_above(click: Click, modal: Payload) -> Reply:
    """Open a window, above the one in which somebody clicked if there is one.

    Home has a view too, but no callback: nothing can stand above it.
    """
    return Reply(push=modal) if click.view and click.view.callback else Reply(modal=modal)


def in_place(pressed: View, modal: Payload) -> Payload:
    """Return what the window on top shows instead of *modal*, for which there is no room above it.

    What says no comes on top of what stands there, for somebody may have typed into it.
    """
    if modal["callback_id"] != NOTICE or not pressed.drawn:
        return modal
    kept = [one for one in pressed.drawn["blocks"] if one.get("block_id") != NOTICE]
    said = [{**one, "block_id": NOTICE} for one in modal["blocks"]]
    return {**pressed.drawn, "blocks": [*said, *kept]}


def turn_to(click: Click, modal: Payload) -> Reply:
    """Show a page of a window: in that window itself if somebody turned its pages, else above."""
    if click.view and click.view.callback == modal["callback_id"]:
        return Reply(refresh=modal)
    return open_above(click, modal)


def replaced(message: Payload, at: str) -> Reply:
    """Answer a submission by closing every window and redrawing the message behind them."""
    return Reply(body={"response_action": "clear"}, replace=message, at=at)


def close_all() -> Reply:
    """Answer a submission by closing every window."""
    return Reply(body={"response_action": "clear"})
