"""Words: bounded, stemmed, and silent where nothing matches."""

from collections.abc import Sequence
from math import log

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.words import K1, B, Words, terms

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


def textbook(documents: Sequence[Sequence[str]], question: Sequence[str]) -> list[float]:
    """Score as Lucene's BM25 is written down, one document and one term after the other."""
    size = len(documents)
    mean = sum(map(len, documents)) / size
    holders = {term: sum(term in document for document in documents) for term in question}
    idf = {term: log(1 + (size - n + 0.5) / (n + 0.5)) for term, n in holders.items()}

    def share(document: Sequence[str]) -> float:
        usual = K1 * (1 - B + B * len(document) / mean) if mean else K1
        weights = ((idf[term], document.count(term)) for term in idf)
        return sum(idf * n / (n + usual) for idf, n in weights) / sum(idf.values())

    return [share(document) for document in documents]


letters = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(documents=st.lists(letters, min_size=1, max_size=8), question=letters.filter(bool))
def test_scores_are_those_of_the_textbook(documents: list[list[str]], question: list[str]) -> None:
    found = Words(documents).scores(question)
    assert found.dtype == np.float32
    assert np.allclose(found, textbook(documents, question), atol=1e-6)
