"""Between Bolt and our listeners: what Slack sends becomes an act, and finds who listens to it.

Bolt runs with `process_before_response=True`: the acknowledgement leaves when a listener has
returned, so a crash before the commit makes Slack deliver again, and after the commit nothing is
done that could fail the request. What a listener replies is said by `answering.py`.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.desk import Desk
from bot.directory import Unsaid
from bot.errors import EXPECTED
from bot.listeners import acts
from bot.listeners.acts import Act, Click, Command, Payload, Pick, Search, Submission
from bot.listeners.answering import Answering
from bot.listeners.membership import check_workshops
from bot.listeners.reply import Reply
from bot.views import guard
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
        self._answering = Answering(desk)
        self._clicks: dict[str, OnClick] = {}
        self._submissions: dict[str, OnSubmission] = {}

    def command(self, name: str, listener: OnCommand) -> None:
        """Listen to a slash command."""

        async def heard(ack: AsyncAck, body: dict[str, Any]) -> None:
            act = acts.command(body)
            await self._answering.answer(ack, act, lambda: listener(self._desk, act))

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
            await self._answering.answer(ack, act, lambda: listener(self._desk, act))

        self._app.shortcut({"callback_id": callback, "type": "message_action"})(heard)

    def event(self, kind: str, listener: OnEvent) -> None:
        """Listen to an event; it is acknowledged when the listener has returned."""

        async def heard(body: dict[str, Any]) -> None:
            try:
                await listener(self._desk, body)
            except Unsaid:
                raise
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
            await self._answering.answer(ack, act, lambda: self._let_in(act, listener))

        async def submitted(ack: AsyncAck, body: dict[str, Any]) -> None:
            listener = self._submissions.get(body["view"].get("callback_id") or "")
            if listener is None:
                await ack()
                return
            act = acts.submission(body)
            await self._answering.answer(ack, act, lambda: self._let_in(act, listener))

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
