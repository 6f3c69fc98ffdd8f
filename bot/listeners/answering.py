"""How people are answered: windows are opened, messages told, and the request acknowledged last.

Errors that we know become words (`bot/errors.py`); of others people hear a reference.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck

from bot import slack
from bot.desk import Desk
from bot.directory import Unsaid
from bot.errors import EXPECTED, persons_in, sentence
from bot.listeners.acts import Act, Click, Command, Payload, Submission, View
from bot.listeners.names import mentions
from bot.listeners.reply import NOTICE, Reply, errors, in_place, open_above, show, tell
from bot.views import blocks, guard
from bot.views.text import unescaped
from knowledge.ledger import reach

log = structlog.get_logger()


class Answering:
    """Says to people what listeners reply."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer(self, ack: AsyncAck, act: Act, listen: Callable[[], Awaitable[Reply]]) -> None:
        """Listen to an act, do what the reply says, and acknowledge last."""
        try:
            reply = await listen()
        except EXPECTED as error:
            log.info("act.refused", why=type(error).__name__)
            reply = self._refusal(act, await self._sentence(act, error))
        except Unsaid:
            raise
        except Exception:
            # The edge of a request: nothing was committed, and the person must hear of it.
            reference = self._desk.new_id("e")
            log.exception("listener.failed", reference=reference)
            words = self._desk.words("errors.failed", reference=reference)
            reply = self._refusal(act, words)
        reply = await self._open(act, reply)
        reach("before_ack")
        await _acknowledge(ack, reply)

    async def _sentence(self, act: Act, error: Exception) -> str:
        persons = persons_in(error)
        if not persons:
            return sentence(self._desk.words, error)
        async with self._desk.ledger.reading(act.workspace) as tx:
            names = await mentions(tx, persons)
        return sentence(self._desk.words, error, names=names)

    def _refusal(self, act: Act, words: str) -> Reply:
        """Return what says no where the person looks: in the field, the window or the channel."""
        message = blocks.line(words)
        if isinstance(act, Command):
            return tell(message)
        if isinstance(act, Submission) and act.view.written():
            # What was typed stays in its field, to be mended or copied. Errors are plain text.
            return errors({act.view.written(): unescaped(words)})
        if isinstance(act, Submission):
            return show(self._notice(words))
        if isinstance(act, Click) and act.view is not None and not act.response_url:
            return open_above(act, self._notice(words))
        return Reply(whisper=message)

    def _notice(self, words: str) -> dict[str, Any]:
        said = self._desk.words
        return blocks.window(NOTICE, said("errors.title"), words, close=said("buttons.close"))

    async def _open(self, act: Act, reply: Reply) -> Reply:
        """Open, push or refresh views and use the response URL; return what is still to say."""
        said = reply
        for method, view in (("views.open", reply.modal), ("views.push", reply.push)):
            if view is not None:
                said = await self._show(act, method, view)
        if act.view is not None:
            await self._redraw(act.view, replace(reply, refresh=said.refresh or reply.refresh))
        if reply.replace is not None or reply.whisper is not None or reply.remove:
            await self._respond(act, reply)
        return said

    async def _show(self, act: Act, method: str, view: Payload) -> Reply:
        """Show a view; return what is still to say: nothing, or that Slack took it no more.

        Slack stacks three windows; what would be the fourth comes in the place of the third.
        """
        arguments = {"trigger_id": act.trigger, "view": guard.view(view)}
        outcome = await slack.call(self._desk.client, method, arguments)
        if isinstance(outcome, slack.Done):
            return Reply()
        if outcome == slack.Refused("push_limit_reached") and act.view is not None:
            return Reply(refresh=in_place(act.view, view))
        log.warning("view.not_opened", method=method, outcome=str(outcome))
        reply = self._refusal(act, self._desk.words("errors.too_late"))
        if reply.whisper is not None:
            await self._respond(act, reply)
        # A window above would need the same trigger, which has expired.
        return reply if reply.push is None else Reply()

    async def _redraw(self, pressed: View, reply: Reply) -> None:
        """Draw the window anew in which somebody pressed something, and the one that it covers."""
        if reply.refresh is not None:
            await self._refresh(pressed.id, reply.refresh)
        if reply.below is not None and pressed.below:
            await self._refresh(pressed.below, reply.below)

    async def _refresh(self, shown: str, view: Payload) -> None:
        arguments = {"view_id": shown, "view": guard.view(view)}
        outcome = await slack.call(self._desk.client, "views.update", arguments)
        if not isinstance(outcome, slack.Done):
            log.warning("view.not_refreshed", outcome=str(outcome))

    async def _respond(self, act: Act, reply: Reply) -> None:
        """Replace or remove the message that was pressed, or tell the person alone."""
        url = reply.at or act.response_url
        if not url:
            await self._whisper(act, reply)
            return
        body: dict[str, Any] = {"delete_original": True}
        if not reply.remove:
            message = guard.message(reply.replace or reply.whisper or {})
            body = {
                **message,
                "response_type": "ephemeral",
                "replace_original": bool(reply.replace),
            }
        outcome = await slack.respond(self._desk.client, url, body)
        if not isinstance(outcome, slack.Done):
            log.warning("response_url.failed", outcome=str(outcome))

    async def _whisper(self, act: Act, reply: Reply) -> None:
        message = reply.replace or reply.whisper
        if message is None or act.place is None:
            return
        arguments = {"channel": act.place, "user": act.user, **guard.message(message)}
        await slack.call(self._desk.client, "chat.postEphemeral", arguments)


async def _acknowledge(ack: AsyncAck, reply: Reply) -> None:
    body = reply.body
    if body is None:
        await ack()
    elif "response_action" in body:
        view = body.get("view")
        await ack(
            response_action=body["response_action"],
            errors=body.get("errors"),
            view=guard.view(view) if view else None,
        )
    else:
        await ack({**guard.message(body), "response_type": body["response_type"]})
