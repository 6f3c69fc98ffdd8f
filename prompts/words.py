"""Words: every text that people read, found by its key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import TypeGuard

from prompts.errors import NoSuchWords, PromptsInvalid, WrongInputs

PLURAL_FORMS = frozenset({"one", "other"})
NAMES = frozenset({"subject", "member", "name", "whom"})
_AMID = re.compile(rf"(?<=[\w,;)] )(\*?){{({'|'.join(sorted(NAMES))})}}")
"""A name that no sentence, label or quote begins with."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces.

    Raises:
        ValueError: A brace has no partner, or holds more than a plain name.
    """
    found = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not _NAME.fullmatch(name):
            raise ValueError(f"a placeholder is a plain name in braces, not {{{name}}}")
        found.add(name)
    return frozenset(found)


@dataclass(frozen=True)
class Wording:
    """One text; `one` is said instead when the input `n` is 1."""

    other: str
    inputs: frozenset[str]
    one: str | None = None

    def counting(self, n: object) -> str:
        """Return the text for so many, with its placeholders."""
        return self.one if self.one is not None and n == 1 else self.other


class Words:
    """All words of a language: `words("board.contributed", done=6, of=8)`."""

    def __init__(self, wordings: Mapping[str, Wording]) -> None:
        self._wordings = dict(wordings)

    def __call__(self, key: str, /, **inputs: object) -> str:
        """Return the text of a key, with its placeholders filled.

        Raises:
            NoSuchWords: No file has this key.
            WrongInputs: An input is missing, or there is no placeholder for it.
        """
        wording = self._find(key)
        given = frozenset(inputs)
        if given != wording.inputs:
            missing, unknown = wording.inputs - given, given - wording.inputs
            raise WrongInputs(key, missing=missing, unknown=unknown)
        return self.fill(wording.counting(inputs.get("n")), **inputs)

    def fill(self, text: str, /, **inputs: object) -> str:
        """Return *text* with its placeholders filled, names amid a sentence as `amid` has them."""
        names = {f"{key}_amid": self.amid(str(inputs[key])) for key in NAMES & inputs.keys()}
        return _AMID.sub(r"\1{\2_amid}", text).format(**inputs, **names)

    def amid(self, said: str) -> str:
        """Return what people wrote as it stands amid a sentence: "The owner" is "the owner" there.

        Only words lose their capital of which it is sure that they are nobody's name.
        """
        first, _, rest = said.partition(" ")
        small = "amid.small" in self and first in self("amid.small").split()
        return f"{first.lower()} {rest}" if small and rest[:1].islower() else said

    def inputs(self, key: str) -> frozenset[str]:
        """Return which inputs a key needs."""
        return self._find(key).inputs

    def __contains__(self, key: str) -> bool:
        return key in self._wordings

    def __iter__(self) -> Iterator[str]:
        return iter(self._wordings)

    def __len__(self) -> int:
        return len(self._wordings)

    def _find(self, key: str) -> Wording:
        try:
            return self._wordings[key]
        except KeyError:
            raise NoSuchWords(key) from None


def wordings(said: object, *, file: str, room: str) -> dict[str, Wording]:
    """Return what one words file says, by full key (`room.key.key`).

    Raises:
        PromptsInvalid: Something is neither a text, a plural nor a mapping of those.
    """
    if not isinstance(said, dict) or _is_plural(said):
        raise PromptsInvalid(file, "", "the file is a list of `key: text`")
    return dict(_walk(said, file=file, key=room))


def _walk(said: object, *, file: str, key: str) -> Iterator[tuple[str, Wording]]:
    where = key.partition(".")[2]
    if isinstance(said, str):
        yield key, _wording(file, where, other=said)
    elif _is_plural(said):
        yield key, _wording(file, where, other=said["other"], one=said["one"])
    elif isinstance(said, dict) and said:
        for name, deeper in said.items():
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                raise PromptsInvalid(file, f"{where}.{name}".lstrip("."), "not a plain key")
            yield from _walk(deeper, file=file, key=f"{key}.{name}")
    else:
        raise PromptsInvalid(file, where, "a text belongs here (in quotes, if it is a number)")


def _is_plural(said: object) -> TypeGuard[dict[str, str]]:
    return (
        isinstance(said, dict)
        and said.keys() == PLURAL_FORMS
        and all(isinstance(text, str) for text in said.values())
    )


def _wording(file: str, key: str, *, other: str, one: str | None = None) -> Wording:
    try:
        inputs = placeholders(other)
        if one is not None:
            _check_plural(inputs, one=one)
    except ValueError as error:
        raise PromptsInvalid(file, key, str(error)) from error
    return Wording(other=other, one=one, inputs=inputs | ({"n"} if one is not None else set()))


def _check_plural(inputs: frozenset[str], *, one: str) -> None:
    if placeholders(one) - {"n"} != inputs - {"n"}:
        raise ValueError("`one` and `other` need the same placeholders")
