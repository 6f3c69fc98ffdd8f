"""The lines of an answer: what is on record word for word, in a frame of a few words."""

from bot.views import lanes
from bot.views.amid import amid
from bot.views.mrkdwn import inline
from bot.views.note import beyond, signed
from knowledge.answers.citing import PORTRAIT
from knowledge.answers.models import AnswerLine, Involved, LineKind
from prompts.loader import Prompts
from prompts.words import Words


def said(line: AnswerLine, words: Words, *, name: str) -> str:
    """Return one line, escaped, with the numbers of its sources; *name* is the persona's."""
    cites = " ".join(words("answer.cite", n=number) for number in line.citations)
    special = _SPECIAL.get(line.kind)
    framed = special(line, words, cites) if special else ""
    if framed:
        return framed
    facts = {"text": inline(line.text), "cites": cites}
    named = f"answer.{line.kind.value}_named"
    if name and named in words:
        return words(named, name=name, **facts)
    return words(f"answer.{line.kind.value}", **facts)


def of_segment(line: AnswerLine, prompts: Prompts, *, alone: bool) -> str:
    """Return a line of a segment's record, in its row; *alone* where no other record is quoted."""
    words, row = prompts.words, lanes.label(line.lane or "", prompts)
    cites = " ".join(words("answer.cite", n=number) for number in line.citations)
    if line.lane == PORTRAIT and not alone:
        row, alone = inline(line.segment or ""), True
    if alone:
        return words("answer.row", row=row, text=inline(line.text), cites=cites)
    about = words("answer.row_of", segment=inline(line.segment or ""), row=amid(row))
    return words("answer.evidence_about", text=inline(line.text), about=about, cites=cites)


def _who_else(line: AnswerLine, words: Words, cites: str) -> str:
    if not line.involved:
        return words("answer.who_said", text=inline(line.text), cites=cites)
    people = "; ".join(
        words(f"answer.who_{one.part}", name=_called(one, words)) for one in line.involved
    )
    return words("answer.who_else", people=people, cites=cites)


def _called(one: Involved, words: Words) -> str:
    return amid(inline(one.role)) if one.role else words.amid(inline(one.name))


def _group(line: AnswerLine, words: Words, cites: str) -> str:
    people = "; ".join(_with_stages(one, words) for one in line.involved)
    said = words(f"answer.group_{line.involved[0].part}", people=people, cites=cites)
    return words("answer.group_on", line=said, path=inline(line.about)) if line.about else said


def _with_stages(one: Involved, words: Words) -> str:
    name = words.amid(inline(one.name))
    if one.role:
        name = words("answer.unclear_option", name=name, role=amid(inline(one.role)))
    if not one.stages:
        return name
    return words("answer.in_stages", name=name, stages=", ".join(map(inline, one.stages)))


def _objection(line: AnswerLine, words: Words, cites: str) -> str:
    if line.about is None:
        return ""
    about = inline(line.about)
    return words("answer.objection_of", name=about, text=inline(line.text), cites=cites)


def _feeling(line: AnswerLine, words: Words, cites: str) -> str:
    if line.feeling is None:
        return ""
    facts = {
        "word": inline(line.feeling.word),
        "value": signed(line.feeling.value),
        "cites": cites,
    }
    text = beyond(line.text, line.feeling.word)
    if not text:
        return words("answer.feeling", **facts)
    return words("answer.feeling_text", text=words.amid(inline(text)), **facts)


def _quote(line: AnswerLine, words: Words, cites: str) -> str:
    text = inline(line.text.strip("\"“”„'"))
    if line.customer is None:
        return words("answer.quote", text=text, cites=cites)
    return words("answer.quote_from", customer=inline(line.customer), text=text, cites=cites)


def _evidence(line: AnswerLine, words: Words, cites: str) -> str:
    if line.verdict is not None:
        verdict = words(f"record.{line.verdict}")
        return words("answer.believed", text=inline(line.text), verdict=verdict, cites=cites)
    about = line.stage.title if line.stage else (line.persona.name if line.persona else "")
    if not about:
        return ""
    facts = {"text": inline(line.text), "about": inline(about), "cites": cites}
    return words("answer.evidence_about", **facts)


def _strength(line: AnswerLine, words: Words, cites: str) -> str:
    return words(f"answer.strength_{line.strength}", cites=cites)


def _back(line: AnswerLine, words: Words, cites: str) -> str:
    return words("answer.back", stage=inline(line.stage.title if line.stage else ""), cites=cites)


def _wordless(line: AnswerLine, words: Words, cites: str) -> str:
    return words(f"answer.{line.kind.value}", cites=cites)


_SPECIAL = {
    LineKind.STRENGTH: _strength,
    LineKind.BACK: _back,
    LineKind.ENDS: _wordless,
    LineKind.NO_CONTENT: _wordless,
    LineKind.WHO_ELSE: _who_else,
    LineKind.GROUP: _group,
    LineKind.OBJECTION: _objection,
    LineKind.FEELING: _feeling,
    LineKind.QUOTE: _quote,
    LineKind.EVIDENCE: _evidence,
}
