"""The guard hears our own words, and leaves the customer's alone."""

from collections.abc import Callable

import pytest

from bot.bench import wording
from tests.workshops.scene import prompts
from workshops.guard import Guard

GUARD = Guard(prompts().outside_in)


def test_what_is_promised_holds_on_stages_that_no_rule_was_tuned_on() -> None:
    """At most 5 % of the customers' stages are flagged, at least 90 % of the sellers' caught."""
    false, caught = wording.measure()
    assert (false.key, caught.key) == ("guard_false_flags", "guard_caught")
    assert (false.met, caught.met) == (True, True), (false.value, caught.value)


def test_the_stages_are_many_and_all_different() -> None:
    """200 in customers' words and 100 in sellers', in halves of the same size."""
    found = {
        (whose, half): wording.worded(whose, half=half)
        for whose in ("customer", "seller")
        for half in ("tuning", "reporting")
    }
    assert [len(stages) for stages in found.values()] == [100, 100, 50, 50]
    assert len({stage.casefold() for stages in found.values() for stage in stages}) == 300


def test_our_own_files_speak_the_customers_language() -> None:
    """No model, example or goal that we ship would be flagged, nor would any proposal."""
    rules = prompts().outside_in
    stages = [stage.title for model in prompts().models.values() for stage in model.stages]
    stages += [one.stage for one in rules.sellers]
    goals = [one.goal for one in rules.sellers] + [one.goal for one in rules.features]
    assert not [stage for stage in stages if GUARD.stage(stage)]
    assert not [goal for goal in goals if GUARD.goal(goal) or GUARD.feature(goal)]
    assert not [goal.text for goal in prompts().goals if GUARD.feature(goal.text)]
    lanes = prompts().lanes
    assert not GUARD.stage(lanes["stage_ideas"].example)
    assert not GUARD.goal(lanes["goals"].example)
    assert GUARD.has_channel(lanes["touchpoints"].example)


@pytest.mark.parametrize(
    "title",
    ["demo", "DEMO!", "Demos", "Product demo", "Closed–won", "closed won", "Qualifying leads"],
)
def test_word_forms_case_and_marks_make_no_difference(title: str) -> None:
    assert GUARD.stage(title)


@pytest.mark.parametrize(
    "title",
    ["Asks for a demo", "The director asks for a demo", "They compare offers", "Getting a quote"],
)
def test_where_the_customer_acts_a_sellers_word_may_stand(title: str) -> None:
    assert GUARD.stage(title) is None


@pytest.mark.parametrize(
    ("goal", "proposal"),
    [
        ("A dashboard", "I want to see at a glance where I stand"),
        ("I want to have a new app", "I want to get it done wherever I am"),
        ("I want a dashboard to see who is late", None),
        ("I want to be sure that I pay a fair price", None),
    ],
)
def test_a_goal_that_only_names_a_thing_is_a_feature(goal: str, proposal: str | None) -> None:
    assert GUARD.feature(goal) == proposal


@pytest.mark.parametrize("half", ["tuning", "reporting"])
def test_goals_and_touchpoints_are_told_apart_as_well(half: str) -> None:
    """As with stages: at most one in twenty is flagged falsely, nine in ten are caught."""

    def share(whose: str, heard: Callable[[str], object]) -> float:
        lines = wording.worded(whose, half=half)
        return sum(bool(heard(line)) for line in lines) / len(lines)

    def thing(goal: str) -> object:
        return GUARD.goal(goal) or GUARD.feature(goal)

    assert share("goals", thing) <= 0.05
    assert share("features", thing) >= 0.9
    assert share("touchpoints", GUARD.has_channel) >= 0.95
    assert share("channelless", GUARD.has_channel) <= 0.1


@pytest.mark.parametrize("touchpoint", ["Gets informed", "First contact", "Advice"])
def test_a_touchpoint_without_a_channel_is_noticed(touchpoint: str) -> None:
    assert not GUARD.has_channel(touchpoint)


@pytest.mark.parametrize("touchpoint", ["Asks a peer, she starts", "E-mail by us", "Trade fair"])
def test_a_touchpoint_with_a_channel_is_left_alone(touchpoint: str) -> None:
    assert GUARD.has_channel(touchpoint)
