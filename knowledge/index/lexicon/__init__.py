"""How questions of one language are read: its stemmer, its grammar words, its cues.

Nothing in these files is shown to people; words for people live in `prompts/`.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

_LISTS = (
    "stop", "general", "stage", "subject", "person", "here", "faint", "asker", "report", "asking",
    "meeting", "article", "company", "whom", "that", "passing", "both",
    "parts_with", "joining", "history",
)  # fmt: skip
_ELSEWHERE = ("shared", "foreign")


class Lexicon(BaseModel):
    """The words of one language that a question is recognised by, unstemmed, in lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stemmer: str
    stop: frozenset[str]
    general: frozenset[str]
    stage: frozenset[str]
    beside: Mapping[int, frozenset[str]]
    onward: Mapping[int, frozenset[str]]
    that: frozenset[str]
    passing: frozenset[str]
    subject: frozenset[str]
    person: frozenset[str]
    here: frozenset[str]
    faint: frozenset[str]
    asker: frozenset[str]
    report: frozenset[str]
    asking: frozenset[str]
    meeting: frozenset[str]
    article: frozenset[str]
    company: frozenset[str]
    cues: Mapping[str, frozenset[str]]
    across: Mapping[str, frozenset[str]]
    both: frozenset[str]
    joining: frozenset[str]
    history: frozenset[str]
    parts_with: frozenset[str]
    whom: frozenset[str]
    shared: frozenset[str]
    foreign: frozenset[str]
    parts: Mapping[str, frozenset[str]]
    deeds: Mapping[str, frozenset[str]]

    @cached_property
    def words(self) -> frozenset[str]:
        """Return all that a question of this language is read by."""
        lists = (getattr(self, name) for name in _LISTS)
        groups = (self.cues, self.across, self.parts, self.beside, self.onward)
        return frozenset().union(*lists, *(words for one in groups for words in one.values()))

    @cached_property
    def steps(self) -> frozenset[str]:
        """Return the words that may lead from a stage to the one beside it."""
        groups = (self.onward, {way: words for way, words in self.beside.items() if way})
        return frozenset().union(*(words for group in groups for words in group.values()))

    @cached_property
    def verbs(self) -> Mapping[str, str]:
        """Return the verb of each noun that names a deed: "trial", "try"."""
        return {noun: verb for verb, nouns in self.deeds.items() for noun in nouns}

    @field_validator(*_LISTS, *_ELSEWHERE, mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return frozenset(value.split()) if isinstance(value, str) else value

    @field_validator("cues", "across", "parts", "beside", "onward", "deeds", mode="before")
    @classmethod
    def _word_lists(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {key: frozenset(str(words).split()) for key, words in value.items()}


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of *language*, or the English one where there is none yet."""
    folder = resources.files(__name__)
    file = folder / f"{language}.yaml"
    if not language.isalpha() or not file.is_file():
        file = folder / "en.yaml"
    return Lexicon.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
