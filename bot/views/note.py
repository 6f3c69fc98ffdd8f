"""One note in one line, and how feelings are said."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.views import guard, source
from bot.views.mrkdwn import inline, plain
from knowledge.identity import PersonId
from knowledge.records.models.claims import Feeling
from prompts.words import Words
from workshops.engine.beliefs import verdict_of
from workshops.engine.state import Note, Workshop

LONGEST_LABEL = 40


def line(words: Words, note: Note) -> str:
    """Return a note as one line, with its feeling said in words; escaped."""
    verdict = verdict_of(note)
    if note.about is not None and verdict is not None:
        facts = {"belief": inline(note.text), "verdict": words(f"record.{verdict}")}
        return words("notes.with_verdict", **facts)
    if note.about is not None and note.choice is not None:
        part = words(f"notes.part_{note.choice}")
        return words("notes.with_part", who=inline(note.text), part=part)
    if note.feeling is None:
        return inline(note.text)
    return felt(words, note.feeling, note.text)


def felt(words: Words, feeling: Feeling, text: str) -> str:
    """Return a feeling in words, with what else was said of it; escaped."""
    word, value, more = inline(feeling.word), signed(feeling.value), beyond(text, feeling.word)
    if not more:
        return words("notes.feeling_note", word=word, value=value)
    return words("notes.with_text", word=word, value=value, text=inline(more))


def beyond(text: str, word: str) -> str:
    """Return what a text says beyond the feeling's word that it begins with."""
    rest = text[len(word) :]
    if text.casefold().startswith(word.casefold()) and not rest[:1].isalnum():
        return rest.lstrip(" :,.;-–")
    return text


def with_source(words: Words, note: Note) -> str:
    """Return a note as one line, with what it stands on where somebody has said so."""
    stands = (*note.sources, *note.met_sources)
    if not stands:
        return line(words, note)
    return words("notes.with_source", text=line(words, note), source=source.said(stands, words))


def label(state: Workshop, words: Words, note: Note) -> str:
    """Return a note as a choice of a menu, after the number of its stage."""
    text = guard.cut(plain(note.called or note.text), LONGEST_LABEL)
    number = next((n for n, one in enumerate(state.stages, start=1) if one.id == note.stage), 0)
    return guard.cut(words("notes.stage_option", n=number, stage=text), 75) if number else text


def author(words: Words, note: Note, names: Mapping[PersonId, str]) -> str:
    """Return who wrote a note: a mention, or a colleague where nobody gives a name."""
    if note.nameless or note.person is None:
        return words("notes.somebody")
    return names.get(note.person, "?")


def spread(words: Words, feelings: Iterable[Feeling]) -> str:
    """Return how often each feeling was named, best first; never a mean."""
    counted = Counter((feeling.value, feeling.word) for feeling in feelings)
    items = [
        words("notes.spread_item", word=inline(word), value=signed(value), n=count)
        for (value, word), count in sorted(counted.items(), reverse=True)
    ]
    return words("notes.spread", spread=" · ".join(items))


def choices(words: Words, chosen: Iterable[Note]) -> str:
    """Return how often each answer was chosen, the most frequent first."""
    counted = Counter(note.text for note in chosen)
    items = [
        words("notes.choice_item", choice=inline(text), n=count)
        for text, count in counted.most_common()
    ]
    return words("notes.choices", spread=" · ".join(items))


def signed(value: int) -> str:
    """Return -2 … +2 as people write it."""
    return f"+{value}" if value > 0 else str(value).replace("-", "−")
