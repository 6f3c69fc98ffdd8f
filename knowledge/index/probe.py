"""A look into a Chroma path from a process of its own: a damaged one may crash its reader.

    python -m knowledge.index.probe <path>

Ends with 0 when every collection can be read and searched.
"""

import json
import subprocess
import sys
from pathlib import Path

PATIENCE_S = 60.0
PASSPORT = ".closed.json"


def sound(path: Path) -> bool:
    """Say whether the Chroma files at *path* can be opened here without harm."""
    if not path.exists() or closed_so(path):
        return True
    command = [sys.executable, "-m", __name__, str(path)]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def closed_so(path: Path) -> bool:
    """Say whether the files are as they were when they were closed in order."""
    try:
        noted = json.loads((path / PASSPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(noted == _files(path))


def note_closed(path: Path) -> None:
    """Note how the files are, now that they were closed in order."""
    (path / PASSPORT).write_text(json.dumps(_files(path)), encoding="utf-8")


def note_open(path: Path) -> None:
    """From now on the files change: the note is worth nothing."""
    (path / PASSPORT).unlink(missing_ok=True)


def _files(path: Path) -> dict[str, list[int]]:
    files = sorted(f for f in path.rglob("*") if f.is_file() and f.name != PASSPORT)
    return {str(f.relative_to(path)): [f.stat().st_size, f.stat().st_mtime_ns] for f in files}


def look(path: Path) -> None:
    """Open *path* and read from every collection; raises or crashes when it is damaged."""
    # The part of Chroma that reads files, without its client: that takes seconds to import.
    import chromadb_rust_bindings as chroma

    tables = chroma.SqliteDBConfig(
        hash_type=chroma.MigrationHash.MD5,
        migration_mode=chroma.MigrationMode.Apply,
        url=str(path / "chroma.sqlite3"),
    )
    files = chroma.Bindings(
        allow_reset=False, sqlite_db_config=tables, hnsw_cache_size=1, persist_path=str(path)
    )
    for collection in files.list_collections():
        whose = str(collection.id)
        vectors = files.get(whose, limit=1, include=["embeddings", "documents"]).embeddings
        if vectors:
            files.query(whose, None, vectors, 1)
        files.get(whose, include=["metadatas"])


if __name__ == "__main__":
    look(Path(sys.argv[1]))
