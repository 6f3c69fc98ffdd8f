"""Reading a question: its words, what it names outright, what is left to be found."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from knowledge.answers import phrases
from knowledge.index import words
from knowledge.index.lexicon import Lexicon, lexicon
from knowledge.records.refs import Ref

LONGEST = 1000
"""Code points of a question that are read; the rest of a pasted mail adds nothing."""
_REF = re.compile(r"(?<![\w@])[IPJLSipjls][1-9][0-9]{0,8}(?!\w)")


@dataclass(frozen=True)
class Span:
    """A run of words in the question, end excluded."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Say whether *other* lies within."""
        return self.start <= other.start and other.end <= self.end


@lru_cache(maxsize=8)
def _cue_stems(language: str) -> frozenset[str]:
    known = lexicon(language)
    return frozenset(words.stems([word for cue in known.cues.values() for word in cue], known))


def _kinds(asked: Sequence[str], known: Lexicon) -> tuple[str, ...]:
    """List the kinds of line that *asked* asks for, in the order of its words."""
    found = (kind for word in asked for kind, cue in known.cues.items() if word in cue)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Reading:
    """A question split into words; `taken` are places that a name or a stage accounts for.

    `slips` says for a word as it was typed which one was meant.
    """

    text: str
    language: str = "en"
    taken: frozenset[int] = frozenset()
    slips: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str, *, language: str = "en") -> "Reading":
        """Read *text* without what no question needs: control characters, and any length."""
        kept = "".join(c for c in text if c.isprintable() or c.isspace())
        safe = kept.encode("utf-8", "ignore").decode("utf-8")
        return cls(" ".join(safe[:LONGEST].split()), language)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Return how questions of this language are read."""
        return lexicon(self.language)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """List the words in order, folded, as they were meant."""
        meant = dict(self.slips)
        return tuple(meant.get(word, word) for word in words.tokens(self.text))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """List the stem of every word in order."""
        return tuple(words.stems(self.words, self.lexicon))

    def is_name(self, span: Span) -> bool:
        """Say whether *span* may be a name: "Will" within a question is, "will" is not."""
        if span.end - span.start > 1 or not self._idle(self.words[span.start]):
            return True
        return span.start > 0 and self._written(span.start).istitle()

    def is_role(self, span: Span, role: str) -> bool:
        """Say whether *span* may be a role: "the buyer" is, "buyers" and "buyer's" are not."""
        if self.is_name(span):
            return True
        general = self.words[span.start] in self.lexicon.general
        announced = span.start > 0 and self.is_grammar(span.start - 1)
        return general and announced and self._written(span.start).casefold() == role.casefold()

    def _written(self, place: int) -> str:
        """Return a word as it was typed, or "" where that can't be told."""
        written = re.findall(r"[\w'’]+", self.text)
        return written[place] if len(written) == len(self.words) else ""

    def is_possessive(self, place: int) -> bool:
        """Say whether a word was typed as whose something is: "Petra's boss", "petras boss"."""
        typed = self._written(place).casefold()
        return typed.endswith(("'s", "’s")) or typed == f"{self.stems[place]}s"

    def _idle(self, word: str) -> bool:
        known = self.lexicon
        return word in known.stop or word in known.general or word in known.subject

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """List the records that are named by their ref, in order."""
        return tuple(Ref.parse(name) for name in _REF.findall(self.text))

    def spans(self, phrase: str) -> list[Span]:
        """Find *phrase* in the question, by stems, gaps of grammar words allowed."""
        wanted = phrases.stems(phrase, self.language)
        if not wanted or not self.known.issuperset(wanted):
            return []
        found = (self._run(start, wanted) for start in range(len(self.stems)))
        return [span for span in found if span]

    @cached_property
    def known(self) -> frozenset[str]:
        """Return the stems as a set."""
        return frozenset(self.stems)

    def _run(self, start: int, wanted: Sequence[str]) -> Span | None:
        place, last = start, len(self.stems)
        for n, stem in enumerate(wanted):
            while n and place < last and self.is_grammar(place) and self.stems[place] != stem:
                place += 1
            if place >= last or self.stems[place] != stem:
                return None
            place += 1
        return Span(start, place)

    def is_grammar(self, place: int) -> bool:
        """Say whether the word at *place* is what any question is made of."""
        return self.words[place] in self.lexicon.stop

    def touch(self, one: Span, other: Span) -> bool:
        """Say whether nothing but grammar stands between two spans: "Petra and the director"."""
        between = range(min(one.end, other.end), max(one.start, other.start))
        return all(map(self.is_grammar, between))

    def is_subject(self, span: Span) -> bool:
        """Say whether the question is about whom *span* names: "what does <span> need"."""
        place = span.start - 1
        while place >= 0 and self.is_grammar(place):
            if self.words[place] in self.lexicon.subject:
                return True
            place -= 1
        return False

    def without(self, places: Collection[int]) -> "Reading":
        """Return the reading with the words at *places* accounted for."""
        return replace(self, taken=self.taken | frozenset(places))

    @cached_property
    def content(self) -> tuple[str, ...]:
        """List the stems that are left to be found: not grammar, not general, not named."""
        known = self.lexicon
        idle = known.stop | known.general | known.stage
        last = len(self.words) - 1
        return tuple(
            stem
            for place, (word, stem) in enumerate(zip(self.words, self.stems, strict=True))
            if place not in self.taken
            and word not in idle
            and not word.isdigit()
            # "They tried it before" speaks of no stage before which something is.
            and not (place == last and word in known.beside[-1])
        )

    def without_refs(self) -> "Reading":
        """Return the reading with the refs in it accounted for."""
        refs = {str(ref).casefold() for ref in self.refs}
        return self.without([n for n, word in enumerate(self.words) if word in refs])

    @property
    def rest(self) -> str:
        """Return the words that no name or stage accounts for."""
        return " ".join(word for n, word in enumerate(self.words) if n not in self.taken)

    @cached_property
    def cues(self) -> tuple[str, ...]:
        """List the kinds of line that the question asks for, in the order of its words."""
        known = self.lexicon
        free = [n for n in range(len(self.words)) if n not in self.taken]
        said = [self.words[n] for n in free if not self._by_asker(n) and not self._is_meeting(n)]
        clear = [word for word in said if word not in known.faint]
        outdone = _kinds([word for word in clear if word not in known.stop], known)
        return _kinds(clear if outdone else said, known)

    def _by_asker(self, place: int) -> bool:
        """Say whether it is the asker who would say it: "what do I say to her"."""
        faint = self.words[place] in self.lexicon.faint
        return faint and place > 0 and self.words[place - 1] in self.lexicon.asker

    def _is_meeting(self, place: int) -> bool:
        """Say whether it names a meeting, and no way to reach somebody: "my call with her"."""
        known, said = self.lexicon, self.words
        named = place > 0 and said[place - 1] in known.article
        shared = place + 1 < len(said) and said[place + 1] in known.company
        return said[place] in known.meeting and (named or shared)

    @property
    def reports(self) -> bool:
        """Say whether it tells what somebody said: "she says it is too expensive"."""
        return bool(self.matter) and self._told is not None

    @property
    def is_report(self) -> bool:
        """Say whether it only does that, and asks nothing before."""
        return self._told is not None and self.lexicon.asking.isdisjoint(self.words[: self._told])

    @cached_property
    def _told(self) -> int | None:
        """Return which word says that somebody else said something."""
        known, said = self.lexicon, ("", *self.words)
        told = (n for n, word in enumerate(self.words) if word in known.report)
        return next((n for n in told if said[n] not in known.asker), None)

    def unread(self) -> "Reading":
        """Return the reading with all words accounted for: nothing in particular is asked."""
        return self.without(range(len(self.words)))

    @cached_property
    def matter(self) -> tuple[str, ...]:
        """List what is left of `content` when the cues are taken for what they are."""
        cues = _cue_stems(self.language)
        return tuple(stem for stem in self.content if stem not in cues)

    def is_within(self, name: str) -> bool:
        """Say whether *name* accounts for all that is left to be found, be it in part."""
        return bool(self.matter) and set(self.matter) <= {*phrases.stems(name, self.language)}

    @cached_property
    def stage_number(self) -> int | None:
        """Return which word is the number in "stage 2", if one is named."""
        for place, word in enumerate(self.words[1:], start=1):
            if self.words[place - 1] in self.lexicon.stage and word.isdigit() and len(word) < 4:
                return place
        return None

    def beside(self, place: int) -> tuple[int, int]:
        """Say whether what is said at *place* names what is meant, or what lies beside it.

        Returns:
            -1 for "before the trial", 1 for "after the trial", else 0; and which word says so.
        """
        known = self.lexicon
        for n in range(place - 1, -1, -1):
            said = [step for step, words in known.beside.items() if self.words[n] in words]
            if said:
                return said[0], n
            if not (n in self.taken or self.is_grammar(n) or self.words[n] in known.stage):
                break
        return 0, place

    @property
    def compares(self) -> bool:
        """Say whether it asks how those who are named compare."""
        return any(w in self.lexicon.both for n, w in enumerate(self.words) if n not in self.taken)

    @property
    def asks_who(self) -> bool:
        """Say whether it only asks who somebody is: "who is Milan?"."""
        rest = (n for n in range(1, len(self.words)) if n not in self.taken)
        return self.words[:1] == ("who",) and all(map(self.is_grammar, rest))

    @property
    def speaks_of_somebody(self) -> bool:
        """Say whether the question means a persona without naming one."""
        return any(word in self.lexicon.person for word in self.words)

    @property
    def speaks_of_here(self) -> bool:
        """Say whether the question means the workshop in which it is asked."""
        return any(word in self.lexicon.here for word in self.words)
