"""How Bolt hears Slack: over HTTP, and over a socket that it opened itself."""

from collections.abc import Awaitable, Callable

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.mailbox import Mailbox

log = structlog.get_logger()


def over_http(app: AsyncApp) -> Callable[[Request, bytes], Awaitable[Response]]:
    """Return what lets *app* answer a request whose body has been read."""

    async def hear(request: Request, body: bytes) -> Response:
        try:
            heard = await app.async_dispatch(to_async_bolt_request(request, body))
            return to_starlette_response(heard)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # Bolt reads ids out of the payload before any handler of errors is in place.
            log.warning("request.malformed", why=type(error).__name__)
            return PlainTextResponse("not a payload of Slack", status_code=400)

    return hear


class OverSocket(AsyncSocketModeHandler):
    """Bolt's handler, which lets the mailbox look at each delivery first."""

    def __init__(self, app: AsyncApp, app_token: str, *, mailbox: Mailbox) -> None:
        super().__init__(app, app_token)
        self._mailbox = mailbox
        self._ask_where = self.client.issue_new_wss_url
        self.client.issue_new_wss_url = self._where  # type: ignore[method-assign]

    async def _where(self) -> str:
        """Ask Slack where to connect; its client tries again for ever and never says why."""
        try:
            return await self._ask_where()
        except SlackApiError as error:
            log.warning("socket.unreachable", why=error.response["error"])
            raise
        except (TimeoutError, SlackClientError, aiohttp.ClientError, OSError) as error:
            log.warning("socket.unreachable", why=type(error).__name__)
            raise

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Keep the delivery and acknowledge it, or let Bolt answer it at once."""
        if await self._mailbox.keep(req.payload):
            await client.send_socket_mode_response(SocketModeResponse(req.envelope_id))
        else:
            await super().handle(client, req)  # type: ignore[arg-type]
