"""What all tests share."""

import gc
import os

import pytest
from hypothesis import settings

from bot import garbage, logs

# How long an example takes says nothing on a computer that does other things besides.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

pytest_plugins = [
    "tests.once",
    "tests.postgres",
    "tests.databases",
    "tests.embedding",
    "tests.furnished",
]


def pytest_configure(config: pytest.Config) -> None:
    """Log as the product does: what a failure dragged along is not drawn in colours."""
    logs.configure(level="WARNING")
    garbage.put_off()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Look for no garbage in what all tests share: that would take a sixth of the time."""
    gc.collect()
    garbage.settle()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Count a skipped test as a failure where everything must run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if reporter and skipped and os.environ.get("CI") and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} skipped; nothing may be skipped here", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
