"""A person's Home, drawn when they look at it."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.dispatcher import Finished, Verdict
from bot.effects.posting import Posting, verdict
from bot.slack import Refused
from bot.views import answer, guard, home, when
from bot.views.titles import title_of
from knowledge.answers.stored import read_reply
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people, questions
from knowledge.ledger import workshops as rows
from knowledge.ledger.effects import Effect
from knowledge.records import store
from knowledge.records.refs import Kind
from knowledge.records.store import Version
from knowledge.records.visible import visible_to

LOOKED_BACK = 25
LATEST_WORKSHOPS = 40
"""Of the latest workshops, those that a person takes part in are theirs."""

KINDS = (Kind.JOURNEY, Kind.PERSONA, Kind.SCENARIO, Kind.SEGMENT, Kind.ONE_LINER)


@dataclass(frozen=True)
class Homes:
    """Publishes Homes."""

    posting: Posting

    async def draw(self, effect: Effect) -> Verdict:
        """Publish the Home of `user`."""
        user, desk = str(effect.args["user"]), self.posting.desk
        inside = (await desk.directory.who(user)).inside
        async with desk.ledger.reading(effect.workspace) as tx:
            person = await people.known(tx, user)
            drawn = home.view(
                words=desk.words,
                workshops=await _workshops(desk, tx, person),
                answers=await _answers(desk, tx, person) if inside else [],
                library=await _library(tx) if inside else [],
            )
        arguments = {"user_id": user, "view": guard.view(drawn)}
        outcome = await self.posting.call(effect, "views.publish", arguments)
        if isinstance(outcome, Refused):
            return Finished({"refused": outcome.error})
        return verdict(outcome)


async def _workshops(desk: Desk, tx: Transaction, person: PersonId | None) -> list[home.Mine]:
    mine: list[home.Mine] = []
    for row in (await rows.all(tx))[:LATEST_WORKSHOPS]:
        state = await desk.workshops.load(tx, row.id)
        if person not in (state.facilitator, *state.people):
            continue
        board = desk.permalink(row.place, row.board_ts) if row.board_ts else ""
        mine.append(home.Mine(state=state, title=title_of(state, desk.words), board=board))
    return mine


async def _answers(desk: Desk, tx: Transaction, person: PersonId | None) -> list[home.Asked]:
    found = await questions.last(tx, person, n=LOOKED_BACK) if person else ()
    newest = {asked.question.casefold(): asked for asked in reversed(found)}
    ordered = sorted(newest.values(), key=lambda asked: -asked.id)
    return [
        home.Asked(
            id=str(asked.id),
            question=asked.question,
            summary=answer.summary(read_reply(asked.answer), words=desk.words),
            ago=when.ago(desk.words, asked.at.date(), today=tx.now.date()),
        )
        for asked in ordered[: home.SHOWN_ANSWERS]
    ]


async def _library(tx: Transaction) -> list[Version]:
    # A Home is read outside of any channel: only what the whole workspace may see stands there.
    versions = await store.all_current(tx, *KINDS)
    order = {kind: position for position, kind in enumerate(KINDS)}
    seen = [version for version in versions if visible_to(version, frozenset())]
    return sorted(seen, key=lambda version: (order[version.ref.kind], version.ref.number))
