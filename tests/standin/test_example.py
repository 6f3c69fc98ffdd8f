"""The reference's example is a test of somebody else, and it runs."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.standin.test_control import REFERENCE

ROOT = Path(__file__).parents[2]
ALONE = """
import sys
import pytest

@pytest.fixture(autouse=True, scope="session")
def alone():
    yield
    assert not {"bot", "knowledge", "prompts", "workshops"} & set(sys.modules)
"""


def _somebody_elses(folder: Path) -> dict[str, str]:
    """Write the example as it stands into *folder*, and return an environment to run it in."""
    text = REFERENCE.partition("```python\n")[2].partition("```")[0]
    (folder / "test_app.py").write_text(text, encoding="utf-8")
    (folder / "conftest.py").write_text(ALONE, encoding="utf-8")
    command = folder / "bin" / "desireline"
    command.parent.mkdir()
    # As if installed elsewhere: only this command knows where the code lies.
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m bot.cli "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return kept | {"PATH": f"{command.parent}:{os.environ['PATH']}"}


def test_somebody_elses_test_uses_it_as_a_fixture(tmp_path: Path) -> None:
    """Ten lines, a process of its own environment, and nothing of ours is imported there."""
    environment = _somebody_elses(tmp_path)
    # langsmith's plugin comes with LangChain, which somebody else does not have.
    without = ["-p", "no:cacheprovider", "-p", "no:langsmith_plugin"]
    words = ["-m", "pytest", "-q", *without, "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, *words, str(tmp_path)],
        cwd=tmp_path, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout
