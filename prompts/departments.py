"""Departments: what a language calls them, and which job titles tell where somebody works."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from prompts.models import Model, Short

TitleWords = Annotated[str, StringConstraints(pattern=r"^[^\W_]+(?: [^\W_]+)*$", to_lower=True)]


class Department(Model):
    """A department that meets customers; the start form names `usual` ones from the start."""

    name: Short
    usual: bool = False
    titles: Annotated[tuple[TitleWords, ...], Field(max_length=40)] = ()


def department_of(title: str | None, departments: Sequence[Department]) -> str | None:
    """Return where somebody with this job title works: a known department, else as it says.

    Some write their department itself into the field; None when it is empty.
    """
    said = " ".join((title or "").split())
    plain = _plain(said)
    for one in departments:
        if plain == _plain(one.name):
            return one.name
    for one in departments:
        if any(f" {words} " in f" {plain} " for words in one.titles):
            return one.name
    return said or None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
