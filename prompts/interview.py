"""What to ask customers: open questions, lane by lane, as a language's file has them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from prompts.models import Model
from prompts.words import placeholders

Told = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Weakness = Literal["dissent", "empty", "unsourced", "unmet", "unrated", "one_customer"]
"""Why a place of a record is worth a question."""


class Question(Model):
    """What is asked about a lane; `rated` instead, where how well it works is what is weak."""

    ask: Told
    rated: Told | None = None
    expected: tuple[Literal["journey", "persona"], ...] = ()

    @field_validator("ask", "rated")
    @classmethod
    def _asks(cls, text: str | None) -> str | None:
        if text is not None and (placeholders(text) or not text.endswith("?")):
            raise ValueError("a question ends with ? and has nothing to fill in")
        return text


class Interview(Model):
    """All of it; lanes stand in the order in which they matter."""

    intro: Told
    step: Told
    lanes: Mapping[str, Question] = Field(min_length=1)
    listen: Mapping[Weakness, Told]

    @field_validator("intro")
    @classmethod
    def _names_the_stage(cls, text: str) -> str:
        return _filled(text, "stage")

    @field_validator("step")
    @classmethod
    def _counts(cls, text: str) -> str:
        return _filled(text, "n")

    @field_validator("listen")
    @classmethod
    def _whole(cls, said: Mapping[Weakness, str]) -> Mapping[Weakness, str]:
        missing = [one for one in WEAKNESSES if one not in said]
        if missing:
            raise ValueError(f"{missing[0]} is missing")
        return said


WEAKNESSES: tuple[Weakness, ...] = (
    "dissent", "empty", "unsourced", "unmet", "unrated", "one_customer"
)  # fmt: skip


def _filled(text: str, name: str) -> str:
    if placeholders(text) != {name}:
        raise ValueError(f"needs {{{name}}} and nothing else to fill in")
    return text
