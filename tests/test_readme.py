"""The README's commands, settings and pictures are there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import VARIABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
MAKE = [line.split()[1] for line in COMMANDS if line.startswith("make ")]
DESIRELINE = [line.split()[1:] for line in COMMANDS if line.startswith(".venv/bin/desireline")]


@pytest.mark.parametrize("target", MAKE)
def test_make_knows_its_targets(target: str) -> None:
    """Each `make …` of the README is a target."""
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("words", DESIRELINE, ids=" ".join)
def test_desireline_knows_its_commands(words: list[str]) -> None:
    """Each `desireline …` of the README, with its options, is understood."""
    command, *rest = words
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", command, "--help"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for option in (word for word in rest if word.startswith("--")):
        assert option in done.stdout


def test_every_setting_has_its_row() -> None:
    """What can be set is in the table, and nothing else."""
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert rows == set(VARIABLES.values())


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_what_it_points_to_is_there(target: str) -> None:
    """No dead link, no missing picture."""
    assert (ROOT / target).exists()
