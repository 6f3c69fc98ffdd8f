"""Vectors of notes: embedded once, also while several workshops are looked through at a time."""

from collections.abc import Callable, Sequence

import numpy as np

from bot.effects.grouping import Remembering
from knowledge.index.embedder import Matrix


class Lengths:
    """An embedder whose vectors say how long a text is."""

    model_id, dimension = "lengths", 1

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text, after what happens meanwhile."""
        self.asked += texts
        happens, self.meanwhile = self.meanwhile, lambda: None
        happens()
        return np.array([[len(text)] for text in texts], np.float32)


def test_a_text_is_embedded_once() -> None:
    lengths = Lengths()
    remembering = Remembering(lambda: lengths)
    assert remembering(["one", "three", "one"]).tolist() == [[3], [5], [3]]
    assert remembering(["three", "seven!"]).tolist() == [[5], [6]]
    assert lengths.asked == ["one", "three", "seven!"]


def test_what_another_forgets_meanwhile_is_missing_to_nobody() -> None:
    """Two workshops may be compared at the same time, and memory is not without end."""
    lengths = Lengths()
    remembering = Remembering(lambda: lengths, most=1)
    remembering(["one", "three"])
    lengths.meanwhile = lambda: remembering(["four"])
    assert remembering(["three", "seven!"]).tolist() == [[5], [6]]
