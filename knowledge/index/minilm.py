"""MiniLM's file on this computer: drawn once from the packaged weights, checked at each start."""

import json
import os
import tempfile
from pathlib import Path

from knowledge.index import graph, weights

MODEL_ID = "all-MiniLM-L6-v2.int8.1"
"""Names the weights and how they are computed; another number means other vectors."""


def ensure(models_dir: Path) -> Path:
    """Return the path of the model's graph, built when it is missing or damaged.

    Raises:
        EmbedderMissing: It must be built and the package with the weights is not installed.
        WeightsChanged: The package holds other weights than this release knows.
    """
    target = models_dir / f"{MODEL_ID}.onnx"
    if not _intact(target):
        _build(target)
    return target


def _passport(target: Path) -> Path:
    return target.with_suffix(".json")


def _intact(target: Path) -> bool:
    """Compare with the hash that was noted when the file was built."""
    try:
        noted = json.loads(_passport(target).read_text(encoding="utf-8"))
        made_from = noted["weights"] == weights.SHA256["model.safetensors"]
        return bool(made_from and noted["graph"] == weights.sha256(target))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _build(target: Path) -> None:
    """Write beside, then rename: a reader never sees half a file, nor does the next start."""
    import onnx
    from safetensors.numpy import load_file

    target.parent.mkdir(parents=True, exist_ok=True)
    source = weights.verified("model.safetensors")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as folder:
        exact, small = Path(folder, "exact.onnx"), Path(folder, "small.onnx")
        onnx.save(graph.draw(load_file(source)), exact)
        graph.quantised(exact, small)
        passport = {"weights": weights.SHA256["model.safetensors"], "graph": weights.sha256(small)}
        note = Path(folder, "passport.json")
        note.write_text(json.dumps(passport), encoding="utf-8")
        os.replace(small, target)
        os.replace(note, _passport(target))
