"""The emoji of this workspace: short names and the characters they stand for."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("emoji.yaml")
_SKIN = re.compile(r"::skin-tone-[2-6]$")


@cache
def characters() -> Mapping[str, str]:
    """Return short name -> character(s) of every emoji that can be used here."""
    listed = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        name: "".join(chr(int(point, 16)) for point in points.split("-"))
        for name, points in listed.items()
    }


def is_known(name: str) -> bool:
    """Whether there is an emoji called *name*; a skin tone may follow."""
    return _SKIN.sub("", name) in characters()
