"""Every Slack listener, on one page."""

import logging
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.directory import Unsaid
from bot.listeners import (
    answers,
    beside,
    capture,
    commands,
    correcting,
    dissent,
    doubting,
    facilitate,
    grouping,
    interview,
    interviewed,
    known,
    messages,
    notes,
    nudging,
    own,
    pinning,
    places,
    profiles,
    publishing,
    records,
    reminding,
    restoring,
    review,
    sealing,
    sharing,
    sourcing,
    stages,
    start,
    taking_part,
    versions,
    voting,
    wording,
)
from bot.listeners.intake import Intake
from bot.manifest import COMMAND, SAVE_ONE_LINER

log = structlog.get_logger()

MALFORMED = (LookupError, TypeError, AttributeError, AssertionError, UnicodeError)
"""What reading a payload raises that has another form than Slack's."""


class UnknownWorkspace(Exception):
    """A request is from a workspace that this process does not serve."""


def build(desk: Desk, *, signing_secret: str) -> AsyncApp:
    """Return the Bolt app with everything that people can do.

    Args:
        desk: What the listeners work with.
        signing_secret: For HTTP; Socket Mode needs none.
    """
    app = AsyncApp(
        name="desireline",  # else it looks through the whole stack for one: a tenth of a second
        logger=logging.getLogger("slack_bolt"),
        client=desk.client,
        signing_secret=signing_secret or None,
        authorize=_authorize(desk),
        process_before_response=True,
        request_verification_enabled=bool(signing_secret),
        raise_error_for_unhandled_request=False,
    )
    app.error(_failed)
    listen(Intake(app, desk))
    return app


def listen(on: Intake) -> None:
    """Say who listens to what; the first that fits is the only one that hears."""
    on.command(COMMAND, commands.journey)
    on.pick(SAVE_ONE_LINER, capture.from_message)
    on.click("help.ask", commands.ask_form)
    on.click("help.start", start.from_button)
    on.click("help.note", commands.note_form)

    on.submission("ask", answers.from_form)
    on.click("answer.stage", answers.other_stage)
    on.click("answer.persona", answers.persona)
    on.click("answer.keep", sharing.keep)
    on.click("answer.share", sharing.share_form)
    on.submission("answer.share", sharing.share)
    on.click("answer.shared_evidence", sharing.evidence)
    on.click("answer.evidence", answers.evidence)
    on.click("answer.wrong", doubting.wrong_form)
    on.submission("answer.wrong", doubting.wrong)
    on.click("answer.again", answers.again)

    on.search("start.subject", start.subjects)
    on.search("start.departments", start.departments)
    on.click("start.agenda", start.choose_agenda)
    on.click("start.place", start.choose_place)
    on.submission("start", start.submit)

    on.click("board.add_notes", notes.write)
    on.click("board.ready", notes.ready)
    on.click("board.see_notes", notes.read)
    on.click("board.facilitate", facilitate.look)
    on.click("board.review", review.look)
    on.click("board.department", taking_part.speak_for)
    on.click("board.post", start.post_board)
    on.click("board.remind", reminding.remind)
    on.click("remind.later", reminding.later)
    on.click("remind.never", reminding.never)
    for move in ("next", "extend_5", "resume"):
        on.click(f"notice.{move}", facilitate.move)

    on.submission("notes", notes.save)
    on.submission("note", notes.change)
    on.click("notes.go", notes.go_to)
    on.click("notes.own", notes.own)
    on.click("notes.known", known.look)
    on.click("notes.ready", notes.ready)

    on.click("source.pick", sourcing.pick)
    on.click("source.kind", sourcing.kind)
    on.search("source.one_liner", sourcing.one_liners)
    on.click("source.take_back", sourcing.take_back)
    on.submission("source", sourcing.give)

    for move in facilitate.MOVES:
        on.click(f"facilitate.{move}", facilitate.move)
    on.click("facilitate.sort", facilitate.sort)
    on.click("facilitate.put_back", facilitate.put_back)
    on.click("facilitate.nudge", nudging.nudge)
    on.click("nudge.pass", nudging.passing)
    on.click("nudge.not_today", nudging.not_today)
    on.click("facilitate.voice", sealing.choose)
    on.click("reply.count", sealing.count)
    on.click("reply.take_back", sealing.take_back)
    on.click("wording.take", wording.take)
    on.click("wording.edit", wording.edit)
    on.click("wording.keep", wording.keep)
    on.submission("wording", wording.save)
    on.click("facilitate.hand_over", facilitate.hand_over)
    on.click("facilitate.skip", facilitate.skip_form)
    on.click("facilitate.wrap_up", facilitate.skip_form)
    on.submission("skip", facilitate.skip)
    on.click("facilitate.stages", stages.stages_form)
    on.submission("stages", stages.stages)
    on.click("facilitate.stage", stages.stage_form)
    on.submission("stage", stages.change)
    on.click("stages.split", stages.split_form)
    on.submission("split", stages.split)

    on.click("dissent.pick", dissent.pick)
    on.submission("dissent", dissent.save)
    on.click("dissent.take_back", dissent.take_back)

    on.click("own.form", own.form)
    on.submission("own.keep", own.keep)
    on.click("own.remove", own.remove)

    on.click("facilitate.review", review.look)
    on.click("review.decide", review.decide)
    on.click("review.before", review.turn_back)
    on.click("review.group", grouping.group)
    on.click("review.apart", grouping.apart)
    on.submission("group_name", grouping.name)
    on.click("vote.begin", voting.opening)
    on.submission("vote_open", voting.begin)
    on.click("vote.give", voting.ballot)
    on.submission("vote_cast", voting.cast)
    on.click("vote.close", voting.close)
    on.submission("review", review.turn)
    on.submission("publish", publishing.publish)
    on.submission("conflict", publishing.settle)
    on.click("review.choose_again", publishing.choose_again)

    on.submission("capture.write", capture.from_form)
    on.click("capture.right", correcting.right)
    on.click("capture.change", correcting.change_form)
    on.submission("capture.changed", correcting.change)
    on.click("capture.add_customer", correcting.customer_form)
    on.submission("capture.customer", correcting.customer)
    on.click("capture.undo", correcting.undo)
    on.click("capture.restore", correcting.restore)

    on.click("pin.stage", pinning.pin_chosen)
    on.click("pin.persona", pinning.pin_chosen)
    on.click("pin.remove", pinning.unpin)

    on.click("record.show", records.show_here)
    on.click("record.read", records.read)
    on.click("record.beside", beside.look)
    on.click("record.history", versions.history_here)
    on.click("record.version", versions.pick)
    on.click("record.diff", versions.diff_here)
    on.click("record.restore", restoring.ask)
    on.submission("restore", restoring.confirmed)
    on.click("record.unrestore", restoring.undo)
    on.click("record.ask", answers.about_persona)
    on.click("record.interview", interview.kit_here)
    on.click("interview.assign", interview.assign_form)
    on.submission("interview.assigned", interview.assign)
    on.click("interview.text", interview.as_text)
    on.click("interview.answer", interviewed.form)
    on.submission("interview.answered", interviewed.save)

    on.event("message", messages.heard)
    on.event("app_mention", messages.mentioned)
    on.event("app_home_opened", messages.home_opened)
    on.event("user_change", profiles.person_changed)
    for kind in places.MEANS:
        on.event(kind, places.changed)
    on.event("member_joined_channel", places.joined)
    on.event("member_left_channel", places.left)
    on.everything_else()


def _authorize(desk: Desk) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Authorize the one workspace without a call per request; refuse all others."""
    token = desk.client.token

    async def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None, client: AsyncWebClient
    ) -> AuthorizeResult:
        if team_id != desk.workspace:
            raise UnknownWorkspace
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=desk.bot_user,
            bot_token=token,
        )

    return authorize


async def _failed(error: Exception) -> BoltResponse:
    """Answer a request on which a listener or Bolt itself gave up; nothing was committed."""
    if isinstance(error, UnknownWorkspace):
        # It was uninstalled, or never ours: acknowledged, so that it is not sent again.
        log.info("workspace.unknown")
        return BoltResponse(status=200)
    if isinstance(error, Unsaid):
        log.info("request.unsaid")
        return BoltResponse(status=503)
    malformed = isinstance(error, MALFORMED)
    log.error("request.failed", why=type(error).__name__, malformed=malformed)
    return BoltResponse(status=400 if malformed else 500)
