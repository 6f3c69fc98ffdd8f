"""`python -m bot.standin`: runs the stand-in until it is told to end."""

import argparse
import json
import logging
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import uvicorn

from bot.standin.seed import SeedInvalid, load_manifest, load_seed
from bot.standin.server import application
from bot.standin.settings import DEFAULT_SEED, Settings
from bot.standin.shape import Json
from bot.standin.site import Site

RESET = 75
"""Exit code after a person's reset, where `--exit-on-reset` was given (EX_TEMPFAIL)."""


def main(arguments: list[str] | None = None) -> int:
    """Run the stand-in; returns the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = _settings(options)
        site = Site(settings, load_seed(settings.seed))
        listening = _listening(settings.port)
    except SeedInvalid as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"port {options.port}: {error.strerror}", file=sys.stderr)
        return 2
    with listening as sock:
        site.address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        server = _Server(site, as_json=options.json)
        if options.with_parent:
            threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
        server.run(sockets=[sock])
    return RESET if site.was_reset else 0


def _end_with_parent(server: uvicorn.Server) -> None:
    """End when standard input does: also when whoever started this was killed."""
    while sys.stdin.buffer.read(4096):
        pass
    server.should_exit = True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--seed", type=Path, default=DEFAULT_SEED, help="people and channels")
    parser.add_argument("--manifest", type=Path, help="the app to install, YAML or JSON")
    parser.add_argument("--events-url", help="where events go over HTTP")
    parser.add_argument("--state", type=Path, help="keep everything in this file")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    parser.add_argument("--json", action="store_true", help="print one JSON line when ready")
    parser.add_argument("--timescale", type=float, default=1.0, help="retries this much faster")
    parser.add_argument("--rate-limits", action="store_true", help="enforce Slack's rate limits")
    parser.add_argument(
        "--exit-on-reset", action="store_true", help=f"end with {RESET} when somebody resets"
    )
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        port=options.port,
        seed=options.seed,
        manifest=load_manifest(options.manifest) if options.manifest else None,
        events_url=options.events_url,
        state=options.state,
        timescale=options.timescale,
        rate_limits=options.rate_limits,
        exit_on_reset=options.exit_on_reset,
    )


def _listening(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    return sock


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, site: Site, *, as_json: bool) -> None:
        config = uvicorn.Config(
            application(site),
            log_level="warning",
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=4_000_000,
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self._site, self._as_json = site, as_json
        site.end = self._end

    def _end(self) -> None:
        self.should_exit = True

    async def startup(self, sockets: Any = None) -> None:
        """Start to listen, then print where."""
        await super().startup(sockets=sockets)
        if self.started:
            print(ready_line(self._site) if self._as_json else _ready_text(self._site), flush=True)


def ready_line(site: Site) -> str:
    """Return what a script needs to use the stand-in, as one line of JSON."""
    return json.dumps(
        {
            "url": site.address,
            "api_url": f"{site.address}/api/",
            "control_url": f"{site.address}/control/",
            "apps": [_app(site, app_id) for app_id in site.world.apps],
            "people": [
                {"id": p.id, "name": p.handle, "url": f"{site.address}/p/{p.handle}"}
                for p in site.world.humans()
            ],
        }
    )


def _app(site: Site, app_id: str) -> Json:
    app = site.world.apps[app_id]
    return {
        "name": app.name,
        "app_id": app.app_id,
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
        "team_id": site.world.team.id,
        "bot_user_id": app.bot_user_id,
    }


def _ready_text(site: Site) -> str:
    people = "\n".join(f"  {p.real_name}: {site.address}/p/{p.handle}" for p in site.world.humans())
    return f"Workspace: {site.address}\n{people}\nAPI: {site.address}/api/"


if __name__ == "__main__":
    raise SystemExit(main())
