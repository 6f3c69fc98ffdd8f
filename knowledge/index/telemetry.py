"""What leaves this computer: nothing, which ONNX Runtime has to be told before it is loaded."""

import os

FORBIDDEN = {"ORT_DISABLE_TELEMETRY": "1"}
"""Since 1.29 it tells Microsoft of the machine and of each model, on Linux too.

Later calls are too late: what is read once, at the first import, holds for the process.
Source: https://github.com/microsoft/onnxruntime/pull/27379
"""


def forbid() -> None:
    """Let no library tell its makers of us; for this process and those that it starts."""
    os.environ.update(FORBIDDEN)
