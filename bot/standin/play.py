"""Starting and stopping a script; what the steps do is in `acting`."""

from bot.standin.people.refusal import Refused
from bot.standin.shape import Json
from bot.standin.site import Site


def start(site: Site, name: str, speed: float) -> Json:
    """Start a script of the seed; only one runs at a time."""
    if name not in site.seed.scripts:
        raise Refused("unknown_script", "There is no such script.")
    raise Refused("unknown_script", "Not yet.")


def stop(site: Site) -> Json:
    """Stop the script that runs, if one does."""
    return {}
