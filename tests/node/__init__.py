"""Where the JavaScript for tests lies, and whether it can run here."""

import os
import shutil
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
# In CI nothing may be skipped: there it must be set up.
needs_node = pytest.mark.skipif(
    "CI" not in os.environ and (shutil.which("node") is None or not MODULES.is_dir()),
    reason="needs Node.js, and `npm ci` in tests/node",
)
