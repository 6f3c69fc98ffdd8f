"""The model as LangChain sees it, for what comes from there: its Chroma."""

from collections.abc import Mapping

from langchain_core.embeddings import Embeddings

from knowledge.index.embedder import Embedder
from knowledge.index.vectors import Row


class AsLangChain(Embeddings):
    """A model that knows the vectors of some texts by heart."""

    def __init__(self, model: Embedder, known: Mapping[str, Row] | None = None) -> None:
        """Say which model it is, and whose vectors were made before, by text."""
        self._model, self._known = model, known or {}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector of length 1 for each text, in order; blocking.

        Raises:
            NotEmbeddable: A text that is not known is blank.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        made = dict(zip(new, self._model.vectors(new), strict=True)) if new else {}
        rows = {**self._known, **made} if made else self._known
        return [[float(x) for x in rows[text]] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of *text*."""
        return self.embed_documents([text])[0]
