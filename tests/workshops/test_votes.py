"""Votes: a budget each, a cap for each group, changeable, and hidden until they are closed."""

from typing import Any

import pytest

from knowledge.identity import PersonId
from tests.workshops.drafted import journey
from tests.workshops.scene import INES, JONAS, MARA, NOON, Scene, W, start
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.votes import candidates, lanes, ranks, tally
from workshops.errors import (
    BudgetOutOfRange,
    NoSuchNote,
    NotFacilitator,
    NothingToVoteOn,
    VoteOver,
    VotesOverBudget,
    VotesOverCap,
    WorkshopClosed,
)

LANE = "opportunities"


def scene() -> tuple[Scene, list[NoteId]]:
    """Return a journey with three opportunities."""
    played = Scene(start("journey")).go_to("opportunities")
    notes = [
        played.write(text, lane=LANE, stage="s1", by=by)
        for text, by in (("Call within a day", JONAS), ("Own it", INES), ("Fewer forms", INES))
    ]
    return played, notes


def open_(played: Scene, *, budget: int = 5, cap: int = 2, lane: str = LANE, by: PersonId = MARA):  # type: ignore[no-untyped-def]
    return played.play(c.OpenVote(workshop=W, at=NOON, by=by, lane=lane, budget=budget, cap=cap))


def cast(played: Scene, votes: dict[NoteId, int], *, by: PersonId = JONAS, round: int = 1) -> Any:
    return played.play(c.CastVotes(workshop=W, at=NOON, by=by, round=round, votes=votes))


def close(played: Scene, *, round: int = 1) -> Any:
    return played.play(c.CloseVote(workshop=W, at=NOON, by=MARA, round=round))


def test_votes_are_summed_once_the_vote_is_closed() -> None:
    """Before, nothing but who has voted is to be had."""
    played, (call, own, forms) = scene()
    open_(played)
    cast(played, {call: 2, own: 2, forms: 1})
    cast(played, {own: 2}, by=INES)
    assert ranks(played.state) == {}
    close(played)
    assert ranks(played.state) == {call: 2, own: 4, forms: 1}
    assert played.state.votes.current is None


def test_votes_can_be_changed_and_taken_back() -> None:
    """The last ones count; the same once more are no event."""
    played, (call, own, _) = scene()
    open_(played)
    cast(played, {call: 2})
    assert cast(played, {call: 2}) == ()
    cast(played, {own: 1})
    cast(played, {}, by=JONAS)
    close(played)
    assert set(ranks(played.state).values()) == {0}


@pytest.mark.parametrize(
    ("counts", "refused"),
    [((2, 2, 1), None), ((2, 2, 2), VotesOverBudget), ((3, 0, 0), VotesOverCap)],
)
def test_nobody_has_more_than_the_budget_nor_gives_one_more_than_the_cap(
    counts: tuple[int, ...], refused: type[Exception] | None
) -> None:
    """At the limit and one beyond; what is refused leaves the votes of before."""
    played, notes = scene()
    open_(played, budget=5, cap=2)
    before = played.state
    votes = dict(zip(notes, counts, strict=True))
    if refused is None:
        assert cast(played, votes)
        return
    with pytest.raises(refused):
        cast(played, votes)
    assert played.state is before


def test_votes_follow_their_note_into_its_group_up_to_the_cap() -> None:
    """A group is one thing to vote on, however many notes it has."""
    played, (call, own, forms) = scene()
    open_(played)
    cast(played, {call: 2, own: 2})
    played.play(c.GroupNotes(workshop=W, at=NOON, by=MARA, notes=(call, own)))
    assert [note.id for note in candidates(played.state, LANE)] == [call, forms]
    close(played)
    assert ranks(played.state) == {call: 2, forms: 0}


def test_the_ranks_go_on_record() -> None:
    """Without a vote an insight says nothing of votes."""
    played, (call, own, forms) = scene()
    open_(played)
    cast(played, {call: 1, forms: 2})
    assert {one.votes for one in journey(played).insights} == {None}
    close(played)
    votes = {one.id: one.votes for one in journey(played).insights}
    assert votes == {call: 1, own: 0, forms: 2}


def test_a_vote_that_goes_on_ends_with_the_publication() -> None:
    played, (call, *_) = scene()
    open_(played)
    cast(played, {call: 1})
    events = played.play(c.Publish(workshop=W, at=NOON, by=MARA, records=("J1@1",)))
    assert [event.type for event in events] == ["vote_closed", "workshop_published"]
    assert ranks(played.state)[call] == 1


def test_a_late_ballot_is_told_so_and_changes_nothing() -> None:
    """After the close, and in a form of the vote before."""
    played, (call, *_) = scene()
    open_(played)
    close(played)
    assert close(played) == ()
    with pytest.raises(VoteOver):
        cast(played, {call: 1})
    open_(played)
    with pytest.raises(VoteOver):
        cast(played, {call: 1}, round=1)
    assert close(played, round=1) == ()
    assert open_(played) == ()
    assert cast(played, {call: 1}, round=2)


@pytest.mark.parametrize(("budget", "cap"), [(0, 0), (5, 0), (2, 3), (21, 1)])
def test_a_budget_that_makes_no_sense_is_refused(budget: int, cap: int) -> None:
    played, _ = scene()
    with pytest.raises(BudgetOutOfRange):
        open_(played, budget=budget, cap=cap)


def test_a_vote_needs_something_to_choose_from() -> None:
    """Parked and sealed notes are none; feelings are none."""
    played, (_, own, forms) = scene()
    assert lanes(played.state) == (LANE,)
    for note in (own, forms):
        played.play(c.Decide(workshop=W, at=NOON, by=MARA, note=note, decision="park"))
    assert lanes(played.state) == ()
    with pytest.raises(NothingToVoteOn):
        open_(played)
    with pytest.raises(NotFacilitator):
        open_(played, by=JONAS)


def test_what_was_withdrawn_or_never_there_gets_no_votes() -> None:
    played, (call, own, _) = scene()
    open_(played)
    cast(played, {own: 2}, by=JONAS)
    played.play(c.WithdrawNote(workshop=W, at=NOON, by=INES, note=own))
    for gone in (own, NoteId("never")):
        with pytest.raises(NoSuchNote):
            cast(played, {gone: 1})
    vote = played.state.votes.current
    assert vote is not None
    assert own not in tally(played.state, vote)
    played.play(c.End(workshop=W, at=NOON, by=MARA))
    with pytest.raises(WorkshopClosed):
        cast(played, {call: 1})
