"""However much a team writes, what is shown fits Slack: folded, the rest one tap away."""

from typing import Any

import pytest

from bot.views import blocks, board, facilitate, guard, reading, record, review, seen
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from tests.bot import facts as f
from tests.workshops.scene import MARA, NOON, W
from workshops.engine import NoteId
from workshops.engine import commands as c
from workshops.engine.board import board as board_of


def journey(stages: int, *, lanes: int, notes: int = 1, letters: int = 400) -> Journey:
    """A journey of which the second stage holds *notes* insights a lane."""
    return Journey(
        title="Everything that we ever heard",
        stages=tuple(Stage(id=f"s{n}", title=f"Does thing {n}") for n in range(1, stages + 1)),
        insights=tuple(
            Insight(
                id=f"i{stage}-{lane}-{n}", lane=f"l{lane}", text="é" * letters, stage=f"s{stage}"
            )
            for stage in range(1, stages + 1)
            for lane in range(lanes)
            for n in range(notes if stage == 2 else 1)
        ),
    )


def card(body: Journey) -> dict[str, Any]:
    version = f.version("J1", body)
    return record.card(version, prompts=f.PROMPTS, names=f.NAMES, personas={})


def page(body: Journey, where: str) -> dict[str, Any]:
    version, read = f.version("J1", body), reading.Page.parse(where)
    return reading.modal(version, read, prompts=f.PROMPTS, personas={})


def texts(shown: Any) -> str:
    return str(shown["blocks"])


@pytest.mark.parametrize("stages", [0, 1, 20, 21, 99, 100, 200])
def test_a_journeys_card_fits_whatever_its_length(stages: int) -> None:
    """The guard has nothing to cut, and every stage can be opened."""
    shown = card(journey(stages, lanes=12))
    assert guard.message(shown) == shown
    assert texts(shown).count("Read a stage") == (stages > 0)
    opened = {str(n) for n in range(1, stages + 1)}
    assert opened <= {value.partition(" ")[2] for value in values(shown)}


def values(node: Any) -> set[str]:
    if isinstance(node, list):
        return {value for one in node for value in values(one)}
    if not isinstance(node, dict):
        return set()
    own = {node["value"]} if "value" in node else set()
    return own.union(*(values(one) for one in node.values()))


@pytest.mark.parametrize(("stages", "more"), [(20, 0), (21, 1), (200, 180)])
def test_stages_beyond_twenty_are_counted_on_the_card(stages: int, more: int) -> None:
    said = texts(card(journey(stages, lanes=1)))
    assert ("more stage" in said) == bool(more)
    assert more < 2 or f"and {more} more stages" in said


@pytest.mark.parametrize(("choices", "groups"), [(100, 0), (101, 2), (200, 2), (201, 3)])
def test_a_menu_of_more_than_a_hundred_choices_stands_in_groups(choices: int, groups: int) -> None:
    options = [blocks.option(f"Stage {n}", str(n)) for n in range(choices)]
    menu = blocks.menu("read", options, placeholder="Read")
    assert len(menu.get("option_groups", ())) == groups
    assert values(menu) == {str(n) for n in range(choices)}


@pytest.mark.parametrize("notes", [1, 8, 9, 500])
def test_a_stage_with_many_insights_folds_lane_by_lane(notes: int) -> None:
    """Up to eight stand there; a button with their number leads to all of them."""
    body = journey(3, lanes=12, notes=notes)
    shown = page(body, "2")
    assert guard.view(shown) == shown
    assert (f"All {notes}" in texts(shown)) == (notes > 8)
    read = 0
    where = "2 l3 0"
    while where:
        shown = page(body, where)
        assert guard.view(shown) == shown
        read += texts(shown).count("• ")
        onward = [value for value in values(shown) if " l3 " in value]
        where = onward[0].partition(" ")[2] if onward else ""
    assert read == notes


@pytest.mark.parametrize("where", ["", "whole", "0", "4", "99999999", "-1", "2 nothing 7", "²"])
def test_a_page_that_is_not_there_shows_the_whole(where: str) -> None:
    shown = page(journey(3, lanes=2), where)
    assert guard.view(shown) == shown


def crowded(stages: int, notes: int) -> f.Play:
    """A workshop of so many stages, each with so many long notes."""
    play = f.workshop(titles=tuple(f"Does thing {n}" for n in range(1, stages + 1)))
    play.to("touchpoints")
    for stage in range(1, stages + 1):
        for n in range(notes):
            play.write(f"{stage}.{n} {'é' * 300}", stage=f"s{stage}")
    return play


@pytest.mark.parametrize(("stages", "notes"), [(1, 0), (1, 90), (30, 3), (50, 2)])
def test_a_workshops_board_and_views_fit_whatever_its_size(stages: int, notes: int) -> None:
    """Board, notes, the facilitator's view, every page of the review: nothing is left to cut."""
    state = crowded(stages, notes).state
    facts = board_of(state, departments=f.DEPARTMENTS)
    names = f.NAMES
    posted = board.message(state, facts, words=f.WORDS, names=names)
    assert guard.message(posted) == posted
    views = [
        seen.see(state, prompts=f.PROMPTS, names=names),
        *(seen.see(state, prompts=f.PROMPTS, names=names, only=n) for n in range(stages + 1)),
        facilitate.view(state, facts, words=f.WORDS, names=names),
        *(
            review.view(state, prompts=f.PROMPTS, page=n, names=names)
            for n in range(len(review.pages(state)))
        ),
    ]
    assert [one for one in views if guard.view(one) != one] == []


def test_every_note_can_be_read_and_decided_about() -> None:
    """Ninety notes in one stage: one tap leads to all of them, and the review has a page more."""
    state = crowded(1, 90).state
    whole = texts(seen.see(state, prompts=f.PROMPTS, names=f.NAMES))
    assert "board.see_notes:1" in whole
    read = texts(seen.see(state, prompts=f.PROMPTS, names=f.NAMES, only=1))
    assert [n for n in range(90) if f"1.{n} é" not in read] == []
    decided = [note for page in review.pages(state) for note in page.shown]
    assert len({note.id for note in decided}) == len(decided) == 91


def test_a_group_is_proposed_once_with_the_numbers_of_its_notes() -> None:
    """Also where they stand on two pages of a stage."""
    play = f.workshop().to("touchpoints")
    for number in range(review.SHOWN_A_PAGE + 2):
        play.write(f"Trade fair {number}", stage="s1")
    last = NoteId(f"n{review.SHOWN_A_PAGE + 2}")
    groups = ((NoteId("n2"), last), (NoteId("n21"), NoteId("n1")))
    command = c.ProposeGroups(workshop=W, at=NOON, by=MARA, of="d", groups=groups)
    state = play.to("review").do(command).state
    pages = [
        texts(review.view(state, prompts=f.PROMPTS, page=page, names=f.NAMES)) for page in (0, 1)
    ]
    assert "*2, 22 may say the same.*" in pages[0]
    assert "2, 22 may" not in pages[1]
    assert "*21, 1 may say the same.*" in pages[1]
