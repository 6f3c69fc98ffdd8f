"""The outside-in guard: hears our own words in lines that should be the customer's.

Plain rules over plain words, from `prompts/<language>/outside-in.yaml`: the same line is always
heard in the same way, and whoever edits the file can see why.
"""

import re
import unicodedata
from collections.abc import Iterable

from prompts.outside_in import OutsideIn, SellersWords

MOST_WORDS = 8
"""A longer goal says more than the name of a thing."""

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"['’]\w*")
_NOTHING = re.compile(r"(?!)")


class Guard:
    """Tells how a line could read in the customer's words, where it is in ours."""

    def __init__(self, rules: OutsideIn) -> None:
        self.hears = rules.hears
        self._sellers = [_Sellers(words) for words in rules.sellers]
        self._features = [
            (_thing(one.says, more=rules.relating), one.goal) for one in rules.features
        ]
        self._acts = _acting(rules.acts, after=rules.before_acts)
        self._does = _found(_third(verb) for verb in rules.acts)
        self._speaks, self._reasons = _found(rules.speaks), _found(rules.reasons)
        self._wishes = re.compile(rf"^(?: (?:{_any(rules.wishes)})(?= ))+")
        self._channels = _found(rules.channels)

    def stage(self, title: str) -> str | None:
        """Return what a stage in the seller's words could be called; None for any other."""
        found = self._seller(title)
        return found.words.stage if found else None

    def goal(self, text: str) -> str | None:
        """Return how a goal in the seller's words could read; None for any other."""
        found = self._seller(text)
        return found.words.goal if found else None

    def feature(self, text: str) -> str | None:
        """Return what a customer might want who is said to want a thing; None for any other."""
        wished = self._wishes.sub("", _plain(text)) or " "
        more = self._reasons.search(wished) or self._does.search(wished)
        if more or len(wished.split()) > MOST_WORDS:
            return None
        return next((goal for says, goal in self._features if says.search(wished)), None)

    def has_channel(self, touchpoint: str) -> bool:
        """Say whether a touchpoint tells where it happens, or by what."""
        return self._channels.search(_plain(touchpoint)) is not None

    def _seller(self, text: str) -> "_Sellers | None":
        line = _plain(text)
        acts = bool(self._acts.search(line) or self._speaks.search(line))
        return next((one for one in self._sellers if one.heard(line, acts=acts)), None)


class _Sellers:
    """One kind of seller's words, ready to be looked for."""

    def __init__(self, words: SellersWords) -> None:
        self.words = words
        self._says, self._always = _found(words.says), _found(words.always)
        self._only = re.compile(rf"^ (?:{_any(words.only)}) $") if words.only else _NOTHING
        self._unless = _found(words.unless)

    def heard(self, line: str, *, acts: bool) -> bool:
        if self._unless.search(line):
            return False
        if self._always.search(line) or self._only.search(line):
            return True
        return not acts and self._says.search(line) is not None


def _plain(text: str) -> str:
    """Return the words in small letters, with a blank before and after each."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall(_ENDING.sub("", folded))
    return f" {' '.join(words)} "


def _found(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the phrases in a plain line."""
    said = tuple(phrases)
    return re.compile(rf"(?<= )(?:{_any(said)})(?= )") if said else _NOTHING


def _thing(phrases: Iterable[str], *, more: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the phrases as all that a line names, perhaps with whose or where.

    "Customer portal for dealers" names a thing; in "nobody reports near misses" more is said.
    """
    return re.compile(rf"^(?: [^ ]+){{0,2}} (?:{_any(phrases)})(?: (?:{_any(more)}) .*)? $")


def _any(phrases: Iterable[str]) -> str:
    return "|".join(_phrase(phrase) for phrase in phrases)


def _phrase(phrase: str) -> str:
    """Return a phrase as a pattern: `*` any ending, `...` up to two words between."""
    said = re.escape(phrase).replace(r"\*", r"[^ ]*").replace(r"\ ", " ")
    return said.replace(r" \.\.\. ", r"(?: [^ ]+){0,2} ")


def _acting(verbs: Iterable[str], *, after: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a customer who acts: "asks", or "ask" and "asking" at the beginning.

    The forms are those of English verbs; an irregular one is listed like a verb of its own.
    """
    known = tuple(verbs)
    plain, third = "|".join(known), "|".join(_third(verb) for verb in known)
    first = "|".join(form for verb in known for form in (_ing(verb), _past(verb)))
    behind = rf" (?:{_any(after)}) (?:{plain})(?= )"
    return re.compile(rf"^ (?:{plain}|{first}|{third}) |(?<= )(?:{third})(?= )|{behind}")


def _third(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    if verb == "have":
        return "has"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s")


def _ing(verb: str) -> str:
    stem = verb[:-1] if re.search(r"[^eyo]e$", verb) else verb
    return rf"{stem}{_doubled(stem)}ing"


def _past(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    stem = verb[:-1] if verb.endswith("e") else verb
    return rf"{stem}{_doubled(stem)}ed"


def _doubled(stem: str) -> str:
    """Allow "getting" beside "waiting": a last consonant may be doubled."""
    return rf"{stem[-1]}?" if re.search(r"[aeiou][bdgklmnprt]$", stem) else ""
