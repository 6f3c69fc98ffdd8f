"""The tests' PostgreSQL leaves nothing in the temporary folder."""

from pathlib import Path

from tests.postgres import PREFIX, hold, sweep


def _run(temp: Path, name: str) -> Path:
    folder = temp / f"{PREFIX}{name}"
    folder.mkdir()
    return folder


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """One that goes on keeps its folder, and one that is just about to begin."""
    killed, other, begins, mine = (_run(tmp_path, one) for one in ("killed", "other", "new", "me"))
    hold(killed).close()
    with hold(other), hold(mine):
        sweep(tmp_path, mine=mine)
        assert sorted(tmp_path.iterdir()) == sorted([other, begins, mine])
