"""How the stand-in was asked to run."""

from dataclasses import dataclass
from pathlib import Path

from bot.standin.manifest import Manifest

DEFAULT_SEED = Path(__file__).parent / "seeds" / "workspace.yaml"
PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True)
class Settings:
    """What the command line says.

    `timescale` divides the waits of Slack's retry schedule: 60 turns a minute into a second.
    """

    port: int = 0
    seed: Path = DEFAULT_SEED
    manifest: Manifest | None = None
    events_url: str | None = None
    state: Path | None = None
    timescale: float = 1.0
    rate_limits: bool = False
    exit_on_reset: bool = False
