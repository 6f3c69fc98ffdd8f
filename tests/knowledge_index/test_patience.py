"""A model that does not answer keeps nobody waiting: words are compared until it is back."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from knowledge.index import indexing
from knowledge.index.embedder import Embedder, Matrix, Provided
from knowledge.index.errors import ModelAway
from knowledge.index.index import Index
from knowledge.index.patience import Patience, Patient
from knowledge.index.slices import Slices
from knowledge.index.words import terms
from knowledge.ledger import Ledger
from tests.embedding import Remembering
from tests.knowledge_index.test_indexing import NOWHERE, ONE, converged, examples, publish


class Fitful(DeterministicFakeEmbedding):
    """A provider's model that can be away; it says so in its own way."""

    reached: bool = True

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Answer, or fail as networks do."""
        if not self.reached:
            raise ConnectionResetError("by peer")
        return super().embed_documents(texts)


class Hanging:
    """A model that answers when it is let go."""

    model_id, dimension = "hanging", Remembering.dimension

    def __init__(self, model: Embedder) -> None:
        self._model, self.asked, self.free = model, 0, threading.Event()

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Wait until it is let go."""
        self.asked += 1
        self.free.wait()
        return self._model.vectors(texts)


def test_a_model_that_hangs_is_waited_for_once(remembering: Remembering) -> None:
    hanging = Hanging(remembering)
    patient = Patient(hanging, Patience(within_s=0.01))
    for _ in range(3):
        with pytest.raises(ModelAway):
            patient.vectors(["gloves"])
    assert hanging.asked == 1
    hanging.free.set()
    eventually(lambda: patient.vectors(["gloves"]).shape == (1, remembering.dimension))


def eventually(happens: Callable[[], bool]) -> None:
    """Try until the late answer has come, which happens in a thread of its own."""
    while True:
        try:
            assert happens()
            return
        except ModelAway:
            continue


def test_however_a_provider_fails_its_model_is_away() -> None:
    model = Fitful(size=8)
    provided = Provided(model, model_id="somebody's")
    model.reached = False
    with pytest.raises(ModelAway, match="ConnectionResetError"):
        provided.vectors(["gloves"])
    model.reached = True
    assert provided.vectors(["gloves"]).shape == (1, 8)


async def test_words_are_found_while_the_model_is_away(
    ledger: Ledger, remembering: Remembering, tmp_path: Path
) -> None:
    """Without it a slice is made, and made anew as soon as the model is there."""
    await examples(ledger)
    model: list[Embedder] = []

    def had() -> Embedder:
        if not model:
            raise ModelAway("not yet")
        return model[0]

    slices = Slices(had, cache_dir=tmp_path)

    async def best(question: str) -> tuple[str, float]:
        async with ledger.reading(ONE) as tx:
            slice_ = await slices.of(tx)
        query = await asyncio.to_thread(slices.query, question, stems=terms(question))
        hit = slice_.hits(query, places=NOWHERE)[0]
        return hit.entry.text, hit.cosine

    text, cosine = await best("until someone bleeds")
    assert ("bleeds" in text, cosine, slices.away) == (True, 0, True)
    model.append(remembering)
    text, cosine = await best("until someone bleeds")
    assert ("bleeds" in text, cosine > 0.3, slices.away) == (True, True, False)


class Leaving:
    """The bundled model, which goes away and comes back."""

    model_id, dimension = Remembering.model_id, Remembering.dimension

    def __init__(self, model: Embedder) -> None:
        self._model, self.away = model, False

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Answer unless it is away."""
        if self.away:
            raise ModelAway("for a while")
        return self._model.vectors(texts)


async def test_a_model_that_is_away_costs_no_index(
    ledger: Ledger, data_dir: Path, remembering: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored stays, and what is missing comes when the model is back."""
    model = Leaving(remembering)
    monkeypatch.setattr("knowledge.index.index.open_embedder", lambda *_, **__: model)
    async with Index(data_dir) as index:
        await examples(ledger)
        await indexing.record(ledger, index, ONE)
        before = (await index.store()).digests(ONE)
        await publish(ledger, "He wants a zeppelin with a mooring mast.")
        model.away = True
        with pytest.raises(ModelAway):
            await indexing.record(ledger, index, ONE)
        assert (await index.store()).digests(ONE) == before
        model.away = False
        await indexing.record(ledger, index, ONE)
        assert await converged(ledger, index)
