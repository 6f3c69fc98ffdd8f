"""The demo and the folder that it is given."""

from pathlib import Path

from bot.demo import forget


def test_a_demo_that_begins_anew_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    """`--data-dir` may name any folder, one's home too."""
    for name in ("desireline.db", "desireline.db-wal", "slack.json", "letter.txt"):
        (tmp_path / name).touch()
    for name in ("chroma/segment", "slack.files/blob", "photos/one"):
        (tmp_path / name).mkdir(parents=True)
    forget(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"letter.txt", "photos"}
