"""Words: bounded, stemmed, and silent where nothing matches."""

import numpy as np

from knowledge.index.words import Words, terms

TEXTS = [
    "Nobody buys gloves until someone bleeds.",
    "She needs costs that her director can't wave away.",
    "gloves gloves gloves gloves gloves gloves gloves gloves",
    "",
]


def scores(question: str) -> list[float]:
    return [float(s) for s in Words([terms(t) for t in TEXTS]).scores(terms(question))]


def test_a_share_lies_between_nothing_and_all() -> None:
    for question in ("glove", "gloves bleeding director", "bought", "costs"):
        assert all(0 <= score < 1 for score in scores(question))


def test_stems_match_other_forms() -> None:
    assert scores("buying a bleeding glove")[0] > 0.3
    assert scores("DIRECTORS’ cost")[1] > 0.3


def test_a_word_that_nobody_wrote_lowers_the_share() -> None:
    assert scores("spaceship gloves")[2] < scores("gloves")[2]


def test_grammar_matches_nothing() -> None:
    assert scores("what does she have to do with it?") == [0, 0, 0, 0]
    assert scores("") == [0, 0, 0, 0]


def test_nothing_to_search_is_no_error() -> None:
    assert Words([]).scores(["glove"]).shape == (0,)
    assert np.array_equal(Words([[], []]).scores(["glove"]), [0, 0])
