"""Mending: a question as it was meant, where the thumb slipped or a role was cut short."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from knowledge.answers import phrases, spelling
from knowledge.answers.reading import Reading


def mended(reading: Reading, called: Iterable[str], *, said: Container[str] = ()) -> Reading:
    """Return *reading* with slips mended: in what people are *called*, then in others.

    A word whose stem is *said* on record is meant as it is: "three" is no slip of "there".
    """
    unknown = {word for word in reading.words if word not in reading.lexicon.words}
    if not unknown:
        return reading
    near, stem = spelling.by_letter(unknown), dict(zip(reading.words, reading.stems, strict=True))
    # Most questions hold no word that could be cut short.
    strange = {word for word in unknown if stem[word] not in said}
    meant = dict(reading.slips)
    for name in called:
        wanted = phrases.stems(name, reading.language)
        if found := _slips(name, wanted, reading, near) or _cuts(name, wanted, reading, strange):
            meant |= found
    slips = spelling.of_lexicon(unknown.difference(meant), language=reading.language)
    meant |= {typed: word for typed, word in slips.items() if stem[typed] not in said}
    return replace(reading, slips=tuple(meant.items())) if meant else reading


def _slips(
    name: str, wanted: Sequence[str], reading: Reading, unknown: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the slips in *name*, where all of its words are in the question."""
    found: dict[str, str] = {}
    for word, stem in zip(phrases.tokens(name), wanted, strict=True):
        if stem in reading.known:
            continue
        near = unknown.get(word[0], ())
        typed = next((one for one in near if spelling.is_slip(one, word)), None) if near else None
        if typed is None:
            return {}
        found[typed] = word
    return found


def _cuts(
    name: str, wanted: Sequence[str], reading: Reading, strange: Collection[str]
) -> dict[str, str]:
    """Return what was cut short in *name*, "safety mgr", where the rest stands beside it."""
    if not strange or len(wanted) < 2 or reading.known.isdisjoint(wanted):
        return {}
    full = phrases.tokens(name)
    for start in range(len(reading.words) - len(wanted) + 1):
        run = range(start, start + len(wanted))
        pairs = zip(run, full, wanted, strict=True)
        short = {n: word for n, word, stem in pairs if reading.stems[n] != stem}
        whole = [n for n in run if n not in short and not reading.is_grammar(n)]
        if whole and all(_is_cut(reading.words[n], word, strange) for n, word in short.items()):
            return {reading.words[n]: word for n, word in short.items()}
    return {}


def _is_cut(typed: str, meant: str, strange: Container[str]) -> bool:
    return typed in strange and spelling.is_cut(typed, meant)
