"""The vector cache: what is intact is read, whatever happened to the file."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.index.vectors import VectorCache, stacked

ROWS = {f"{n:032x}": np.full(4, n, np.float32) for n in range(1, 6)}


@pytest.fixture
def cache(tmp_path: Path) -> VectorCache:
    return VectorCache(tmp_path / "deep" / "w.vectors", dimension=4)


def same(found: dict[str, np.ndarray], wanted: dict[str, np.ndarray]) -> bool:
    return found.keys() == wanted.keys() and all(
        np.array_equal(found[k], wanted[k]) for k in wanted
    )


def test_what_was_appended_is_read(cache: VectorCache) -> None:
    assert cache.read() == {}
    for digest, row in ROWS.items():
        cache.append({digest: row})
    assert same(cache.read(), ROWS)


def test_a_torn_end_is_cut_off_and_written_over(cache: VectorCache, tmp_path: Path) -> None:
    cache.append(ROWS)
    file = tmp_path / "deep" / "w.vectors"
    file.write_bytes(file.read_bytes()[:-7])
    *whole, last = ROWS
    assert same(cache.read(), {digest: ROWS[digest] for digest in whole})
    cache.append({last: ROWS[last]})
    assert same(cache.read(), ROWS)


def test_a_flipped_bit_loses_one_vector_only(cache: VectorCache, tmp_path: Path) -> None:
    cache.append(ROWS)
    file = tmp_path / "deep" / "w.vectors"
    content = bytearray(file.read_bytes())
    content[-3] ^= 1
    file.write_bytes(content)
    assert len(cache.read()) == len(ROWS) - 1


@pytest.mark.parametrize("content", [b"", b"other\n", b"\0" * 5000])
def test_a_foreign_file_is_replaced(cache: VectorCache, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "w.vectors").write_bytes(content)
    assert cache.read() == {}
    cache.append(ROWS)
    assert same(cache.read(), ROWS)


def test_what_is_rewritten_leaves_nothing_else(cache: VectorCache) -> None:
    cache.append(ROWS)
    kept = dict(list(ROWS.items())[:2])
    cache.rewrite(kept)
    assert same(cache.read(), kept)
    cache.forget()
    cache.forget()
    assert cache.read() == {}


def test_a_text_without_a_vector_has_a_row_of_zeros() -> None:
    first = next(iter(ROWS))
    assert stacked([first, "unknown"], ROWS, dimension=4).tolist() == [[1] * 4, [0] * 4]
    assert stacked([], ROWS, dimension=4).shape == (0, 4)
