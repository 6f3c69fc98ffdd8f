"""`python -m bot.standin`: runs the stand-in until it is told to end."""

import argparse
import logging
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import uvicorn

from bot.standin.delivery.quiet import QuietProtocol
from bot.standin.host import Host
from bot.standin.ready import ready_line, ready_text
from bot.standin.seed import SeedInvalid, load_manifest, load_seed
from bot.standin.server import application
from bot.standin.settings import DEFAULT_SEED, Settings

RESET = 75
"""Exit code after a person's reset, where `--exit-on-reset` was given (EX_TEMPFAIL)."""


def main(arguments: list[str] | None = None) -> int:
    """Run the stand-in; returns the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = _settings(options)
        host = Host(settings, load_seed(settings.seed))
        listening = _listening(settings.port)
    except SeedInvalid as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"port {options.port}: {error.strerror}", file=sys.stderr)
        return 2
    with listening as sock:
        host.address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        server = _Server(host, as_json=options.json)
        if options.with_parent:
            threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
        server.run(sockets=[sock])
    return RESET if host.was_reset else 0


def _end_with_parent(server: uvicorn.Server) -> None:
    """End when standard input does: also when whoever started this was killed."""
    # Read past the buffer, whose lock would be held while the interpreter ends.
    while os.read(sys.stdin.fileno(), 4096):
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
    # The protocol is named: only then does asyncio turn Nagle's delay off.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    return sock


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, host: Host, *, as_json: bool) -> None:
        config = uvicorn.Config(
            application(host),
            log_level="warning",
            access_log=False,
            ws=QuietProtocol,
            ws_max_size=4_000_000,
            timeout_keep_alive=75,  # longer than a client keeps a connection, as Slack's balancers
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self._host, self._as_json = host, as_json
        host.end = self._end

    def _end(self) -> None:
        self.should_exit = True

    async def startup(self, sockets: Any = None) -> None:
        """Start to listen, then print where."""
        await super().startup(sockets=sockets)
        if self.started:
            print(ready_line(self._host) if self._as_json else ready_text(self._host), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
