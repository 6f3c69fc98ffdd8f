"""Votes: opened by whoever leads, given by each in private, shown when they are closed."""

from collections.abc import Mapping, Sequence

from bot.forms import VoteForm, WorkshopForm
from bot.views import blocks, guard, lanes
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import aloud, inline, plain
from bot.views.values import as_drawn, joined
from knowledge.identity import PersonId
from prompts.loader import Prompts
from prompts.words import Words
from workshops.engine import votes
from workshops.engine.state import Note, NoteId, Vote, Workshop

OPEN_CALLBACK, CAST_CALLBACK = "vote_open", "vote_cast"
BUDGETS, CAPS = (3, 5, 7, 10), (1, 2, 3, 5)
BUDGET, CAP = 5, 2
SHOWN_CHOICES, SHOWN_RESULTS = 90, 5
FIRST = "opportunities"


def led(state: Workshop, words: Words) -> list[Block]:
    """Return what the facilitator's view says of votes: begin one, or close it."""
    if state.votes.current is not None:
        value = joined(state.id, state.votes.current.round)
        close = blocks.button(words("voting.close"), "vote.close", value=value)
        return [blocks.section(_count(state, state.votes.current, words), accessory=close)]
    if not votes.lanes(state):
        return []
    begin = blocks.button(words("voting.begin"), "vote.begin", value=as_drawn(state))
    return [blocks.section(words("voting.lead"), accessory=begin)]


def on_board(state: Workshop, words: Words) -> list[Block]:
    """Return what the board says while a vote goes on, and the button to it."""
    vote = state.votes.current
    if vote is None:
        return []
    value = joined(state.id, vote.round)
    give = blocks.button(words("voting.vote"), "vote.give", value=value)
    return [blocks.section(_count(state, vote, words), accessory=give)]


def opening(state: Workshop, *, prompts: Prompts) -> Block:
    """Return the form that begins a vote."""
    words, found = prompts.words, votes.lanes(state)[: blocks.MOST_CHOICES]
    options = [blocks.option(plain(lanes.label(lane, prompts)), lane) for lane in found]
    here = (asked.lane for asked in state.activity.lanes)
    first = next((lane for lane in (*here, FIRST) if lane in found), found[0])
    budgets = [blocks.option(words("voting.n_votes", n=n), str(n)) for n in BUDGETS]
    caps = [blocks.option(words("voting.n_votes", n=n), str(n)) for n in CAPS]
    return blocks.modal(
        OPEN_CALLBACK,
        words("voting.title"),
        [
            blocks.section(words("voting.promise")),
            _asks(words, "lane", blocks.select("lane", options, initial=first)),
            _asks(words, "budget", blocks.select("budget", budgets, initial=str(BUDGET))),
            _asks(words, "cap", blocks.select("cap", caps, initial=str(CAP))),
        ],
        metadata=WorkshopForm(workshop=state.id).write(),
        submit=words("voting.open"),
        close=words("buttons.cancel"),
    )


def ballot(state: Workshop, vote: Vote, *, prompts: Prompts, person: PersonId) -> Block:
    """Return the form in which *person* gives their votes, or changes them."""
    words, found = prompts.words, _along(state, votes.candidates(state, vote.lane))
    given = votes.of(state, vote, person)
    shown = [blocks.section(_lead(vote, prompts))]
    shown += [
        _choice(state, vote, note, words, given=given.get(note.id, 0))
        for note in found[:SHOWN_CHOICES]
    ]
    hidden = len(found) - SHOWN_CHOICES
    if hidden > 0:
        shown.append(blocks.context(words("voting.more", n=hidden)))
    return blocks.modal(
        CAST_CALLBACK,
        words("voting.title"),
        shown,
        metadata=VoteForm(workshop=state.id, round=vote.round).write(),
        submit=words("voting.submit"),
        close=words("buttons.cancel"),
    )


def thanks(state: Workshop, vote: Vote, *, words: Words, person: PersonId) -> Block:
    """Return what somebody sees who has voted."""
    used = sum(votes.of(state, vote, person).values())
    said = words("voting.thanks", used=used, of=vote.budget)
    return blocks.window("voted", words("voting.title"), said, close=words("buttons.close"))


def results(state: Workshop, vote: Vote, *, prompts: Prompts) -> Block:
    """Return how a vote has ended, for the thread."""
    words, counted = prompts.words, votes.tally(state, vote)
    best = sorted(counted.items(), key=lambda one: -one[1])
    voted = [(state.notes[note], n) for note, n in best if n]
    said = [words("voting.result", lane=lanes.label(vote.lane, prompts), n=len(vote.ballots))]
    said += [_result(note, n, words) for note, n in voted[:SHOWN_RESULTS]]
    if len(voted) > SHOWN_RESULTS:
        said.append(words("voting.results_more", n=len(voted) - SHOWN_RESULTS))
    if not voted:
        said.append(words("voting.nobody"))
    return blocks.message(aloud(said[0]), [blocks.section("\n".join(said))])


def votes_of(ranks: Mapping[NoteId, int], note: Note, words: Words) -> str:
    """Return how many votes a note or group got; "" where nobody voted on its lane."""
    return words("voting.n_votes", n=ranks[note.id]) if note.id in ranks else ""


def _result(note: Note, n: int, words: Words) -> str:
    text = guard.cut(inline(note.called or note.text), 200)
    return words("voting.result_line", text=text, votes=words("voting.n_votes", n=n))


def _count(state: Workshop, vote: Vote, words: Words) -> str:
    asked = next(one for one in state.agreed.agenda.asked if one.lane == vote.lane)
    return words(
        "voting.count",
        lane=inline(asked.label),
        n=len([one for one in state.people if one in vote.ballots]),
        of=len(state.people),
    )


def _lead(vote: Vote, prompts: Prompts) -> str:
    words = prompts.words
    budget, cap = (words("voting.n_votes", n=n) for n in (vote.budget, vote.cap))
    lane = lanes.label(vote.lane, prompts)
    return words("voting.give", lane=lane, budget=budget, cap=cap)


def _along(state: Workshop, found: Sequence[Note]) -> list[Note]:
    """Return the notes as they stand along the path, stage by stage; what has none comes last."""
    order = {stage.id: n for n, stage in enumerate(state.stages)}
    return sorted(found, key=lambda note: order.get(note.stage or "", len(order)))


def _choice(state: Workshop, vote: Vote, note: Note, words: Words, *, given: int) -> Block:
    most = range(1, vote.cap + 1)
    options = [blocks.option(words("voting.none"), "0")]
    options += [blocks.option(words("voting.n_votes", n=n), str(n)) for n in most]
    label = guard.cut(plain(note.called or note.text), 150, plain=True)
    picker = blocks.select("votes", options, initial=str(given))
    stage = state.stage(note.stage)
    hint = guard.cut(plain(stage.title), 150, plain=True) if stage else ""
    return blocks.asks(label, picker, block_id=f"vote:{note.id}", hint=hint)


def _asks(words: Words, what: str, element: Element) -> Block:
    return blocks.asks(words(f"voting.{what}"), element, block_id=what)
