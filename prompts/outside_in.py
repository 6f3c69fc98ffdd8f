"""The outside-in guard's words: what a file of a language says, as data."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from prompts.models import Key, Model, Sentence

_PHRASE = re.compile(r"[^\W_]+\*?(?: (?:\.\.\. )?[^\W_]+\*?)*")


def _phrase(said: str) -> str:
    if not _PHRASE.fullmatch(said) or said != said.lower():
        raise ValueError(f"{said!r}: plain words in small letters; `*` any ending, `...` a gap")
    return said


Phrase = Annotated[str, Field(max_length=60), AfterValidator(_phrase)]
"""Words without marks; `*` stands for any ending, `...` for up to two words between."""

Phrases = tuple[Phrase, ...]
Hears = Literal["stage", "goal", "touchpoint"]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]


class SellersWords(Model):
    """Words by which a line tells our process, and what the customer would say instead.

    `always` gives the line away whoever acts in it, `says` where the customer does nothing in it,
    `only` where it says nothing else. `unless` speaks for the line whatever else it says.
    """

    says: Phrases = ()
    always: Phrases = ()
    only: Phrases = ()
    unless: Phrases = ()
    stage: Title
    goal: Sentence

    @model_validator(mode="after")
    def _says_something(self) -> "SellersWords":
        if not (self.says or self.always or self.only):
            raise ValueError("words are needed: `says`, `always` or `only`")
        return self


class Feature(Model):
    """Things that we could build, and what a customer might want from them."""

    says: Annotated[Phrases, Field(min_length=1)]
    goal: Sentence


class OutsideIn(Model):
    """How to tell a line in our words from one in the customer's.

    `hears` says what is listened for in which lane. `acts` are verbs in their basic form, which
    stand first or behind one of `before_acts`; who does such a thing is the customer, and so is
    whoever `speaks` of themselves. A goal that names, after its `wishes`, one of the `features` and
    at most whose it is (`relating`), without `reasons`, is only a thing. A touchpoint that names
    none of the `channels` has none.
    """

    hears: dict[Key, Hears]
    acts: Phrases
    before_acts: Phrases
    speaks: Phrases
    sellers: Annotated[tuple[SellersWords, ...], Field(min_length=1)]
    wishes: Phrases
    reasons: Phrases
    relating: Phrases
    features: Annotated[tuple[Feature, ...], Field(min_length=1)]
    channels: Annotated[Phrases, Field(min_length=1)]
