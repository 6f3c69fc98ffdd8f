"""Between Bolt and our listeners: parse, run, acknowledge, and open what is to be opened.

Bolt runs with `process_before_response=True`: the acknowledgement leaves when a listener has
returned, so a crash before the commit makes Slack deliver again, and after the commit nothing is
done that could fail the request. Errors that we know become words (`bot/errors.py`).
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot import slack
from bot.desk import Desk
from bot.errors import EXPECTED, persons_in, sentence
from bot.listeners import acts
from bot.listeners.acts import Act, Click, Command, Payload, Pick, Search, Submission
from bot.listeners.membership import check_workshops
from bot.listeners.names import mentions
from bot.listeners.reply import Reply, errors, open_above, show, tell
from bot.views import blocks, guard
from bot.views.text import unescaped
from knowledge.ledger import reach

log = structlog.get_logger()

OnCommand = Callable[[Desk, Command], Awaitable[Reply]]
OnClick = Callable[[Desk, Click], Awaitable[Reply]]
OnSubmission = Callable[[Desk, Submission], Awaitable[Reply]]
OnSearch = Callable[[Desk, Search], Awaitable[list[dict[str, Any]]]]
OnPick = Callable[[Desk, Pick], Awaitable[Reply]]
OnEvent = Callable[[Desk, Payload], Awaitable[None]]
A = TypeVar("A", bound=Act)
R = TypeVar("R")


class Intake:
    """Registers listeners with Bolt; one method for each kind of act."""

    def __init__(self, app: AsyncApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._clicks: dict[str, OnClick] = {}
        self._submissions: dict[str, OnSubmission] = {}

    def command(self, name: str, listener: OnCommand) -> None:
        """Listen to a slash command."""

        async def heard(ack: AsyncAck, body: dict[str, Any]) -> None:
            act = acts.command(body)
            await self._answer(ack, act, lambda: listener(self._desk, act))

        self._app.command(name)(heard)

    def click(self, action: str, listener: OnClick) -> None:
        """Listen to a button or menu: the action id up to the first colon."""
        self._clicks[action] = listener

    def submission(self, callback: str, listener: OnSubmission) -> None:
        """Listen to a modal's submit button."""
        self._submissions[callback] = listener

    def search(self, action: str, listener: OnSearch) -> None:
        """Give the choices of a menu that asks for them."""

        async def heard(ack: AsyncAck, body: dict[str, Any]) -> None:
            try:
                found = await self._let_in(acts.search(body), listener)
            except EXPECTED as error:
                log.warning("search.failed", why=type(error).__name__)
                found = []
            await ack(**guard.options({"options": found}))

        self._app.options(action)(heard)

    def pick(self, callback: str, listener: OnPick) -> None:
        """Listen to a shortcut on a message."""

        async def heard(ack: AsyncAck, body: dict[str, Any]) -> None:
            act = acts.pick(body)
            await self._answer(ack, act, lambda: listener(self._desk, act))

        self._app.shortcut({"callback_id": callback, "type": "message_action"})(heard)

    def event(self, kind: str, listener: OnEvent) -> None:
        """Listen to an event; it is acknowledged when the listener has returned."""

        async def heard(body: dict[str, Any]) -> None:
            try:
                await listener(self._desk, body)
            except Exception:
                # Nothing was committed: not acknowledged, so Slack delivers it again.
                log.exception("event.failed", type=kind)
                raise
            reach("before_ack")

        self._app.event(kind)(heard)

    def everything_else(self) -> None:
        """Let Bolt pass on clicks and submissions, and take what nobody listens to. Goes last.

        Bolt asks one listener after the other and builds all arguments anew for each; sixty of
        them cost an event a third of its time. So one of a kind stands for all.
        """

        async def clicked(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
            listener = self._clicks.get(action["action_id"].partition(":")[0])
            if listener is None:
                await ack()
                return
            act = acts.click(body, action)
            await self._answer(ack, act, lambda: self._let_in(act, listener))

        async def submitted(ack: AsyncAck, body: dict[str, Any]) -> None:
            listener = self._submissions.get(body["view"].get("callback_id") or "")
            if listener is None:
                await ack()
                return
            act = acts.submission(body)
            await self._answer(ack, act, lambda: self._let_in(act, listener))

        # Without this, Slack would send again what nobody listens to.
        async def unheard(body: dict[str, Any]) -> None:
            log.info("event.unheard", type=(body.get("event") or {}).get("type"))

        anything = re.compile(".*")
        self._app.action(anything)(clicked)
        self._app.view(anything)(submitted)
        self._app.event(anything)(unheard)

    async def _let_in(self, act: A, listener: Callable[[Desk, A], Awaitable[R]]) -> R:
        """Listen to what comes back from a message or a window, which may be old or forged."""
        await check_workshops(self._desk, act)
        return await listener(self._desk, act)

    async def _answer(
        self, ack: AsyncAck, act: Act, listen: Callable[[], Awaitable[Reply]]
    ) -> None:
        try:
            reply = await listen()
        except EXPECTED as error:
            log.info("act.refused", why=type(error).__name__)
            reply = self._refusal(act, await self._sentence(act, error))
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
        return blocks.window("notice", said("errors.title"), words, close=said("buttons.close"))

    async def _open(self, act: Act, reply: Reply) -> Reply:
        """Open, push or refresh views and use the response URL; return what is still to say."""
        said = reply
        for method, view in (("views.open", reply.modal), ("views.push", reply.push)):
            if view is not None:
                said = await self._show(act, method, view)
        if act.view is not None:
            await self._redraw(act.view, reply)
        if reply.replace is not None or reply.whisper is not None or reply.remove:
            await self._respond(act, reply)
        return said

    async def _show(self, act: Act, method: str, view: Payload) -> Reply:
        arguments = {"trigger_id": act.trigger, "view": guard.view(view)}
        outcome = await slack.call(self._desk.client, method, arguments)
        if isinstance(outcome, slack.Done):
            return Reply()
        log.warning("view.not_opened", method=method, outcome=str(outcome))
        reply = self._refusal(act, self._desk.words("errors.too_late"))
        if reply.whisper is not None:
            await self._respond(act, reply)
        return reply if reply.push is None else Reply()

    async def _redraw(self, pressed: acts.View, reply: Reply) -> None:
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
