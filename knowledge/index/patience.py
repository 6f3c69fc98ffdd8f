"""Patience: a model is had soon, or for now not at all; whoever asks can't wait for it."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from knowledge.index.embedder import Embedder, Matrix
from knowledge.index.errors import ModelAway

PATIENCE_S = 1.5
"""So long a question waits: Slack gives a command up to three seconds, and there is more to do."""

T = TypeVar("T")


class Patience:
    """Waits for blocking work; while some of it is late, nothing else is begun."""

    def __init__(self, *, within_s: float = PATIENCE_S) -> None:
        self._within_s = within_s
        self._answered: Callable[[], bool] | None = None

    def wait_for(self, work: Callable[[], T]) -> T:
        """Return what *work* returns.

        Raises:
            ModelAway: It takes too long, or what was begun before still does.
            Exception: Whatever *work* raises in time.
        """
        if self._answered is not None and not self._answered():
            raise ModelAway("it has not answered for a while")
        # Not one of a pool's threads, which a process waits for when it ends.
        doing: Future[T] = Future()
        threading.Thread(target=_do, args=(work, doing), daemon=True).start()
        try:
            return doing.result(self._within_s)
        except TimeoutError:
            if not doing.done():
                self._answered = doing.done
            raise ModelAway(f"no answer within {self._within_s} s") from None


def _do(work: Callable[[], T], doing: "Future[T]") -> None:
    try:
        doing.set_result(work())
    except Exception as error:
        doing.set_exception(error)


class Patient:
    """A model that somebody else runs, for whoever can't wait: it answers in time or is away."""

    def __init__(self, model: Embedder, patience: Patience) -> None:
        self._model, self._patience = model, patience
        self.model_id, self.dimension = model.model_id, model.dimension

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return a row of length 1 for each text, in order.

        Raises:
            ModelAway: It did not answer in time, or could not be asked.
            NotEmbeddable: A text is blank, or the model's answer is no vector.
        """
        return self._patience.wait_for(lambda: self._model.vectors(texts))
