"""Read by the server from which `tests.forked` parts processes: they find the model loaded."""

from tests.embedding import drawn

drawn()
