"""What is known where a workshop stands: quotes lane by lane, then what nobody knows yet."""

from collections.abc import Iterator
from itertools import groupby

from bot.views import answer_line, blocks, dissent, lanes
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.note import felt
from knowledge.answers.models import Answer, AnswerLine, Extent, LineKind
from prompts.loader import Prompts
from prompts.words import Words


def body(answer: Answer, extent: Extent, *, prompts: Prompts) -> list[Block]:
    """Return what stands between a card's head and its footer."""
    words = prompts.words
    unmapped = extent.unmapped
    shown = [blocks.section(words("known.unmapped", stage=inline(unmapped)))] if unmapped else []
    shown += [blocks.section("\n".join(said)) for said in _lanes(answer, prompts)]
    beyond = _beyond(extent, prompts)
    return [*shown, blocks.section("\n".join(beyond))] if beyond else shown


def _lanes(answer: Answer, prompts: Prompts) -> Iterator[list[str]]:
    mark = dissent.marks(answer, prompts.words)
    involved = [line for line in answer.lines if line.kind != LineKind.KNOWN]
    if involved:
        yield [answer_line.said(line, prompts.words, name="") for line in involved]
    quoted = [line for line in answer.lines if line.kind == LineKind.KNOWN]
    for lane, lines in groupby(quoted, key=lambda line: line.lane or ""):
        title = prompts.words("known.lane", lane=lanes.label(lane, prompts))
        yield [title, *(mark(line, quote(line, prompts.words)) for line in lines)]


def quote(line: AnswerLine, words: Words) -> str:
    """Return one quote: in whose words, at which stage, with the number of its source."""
    text = inline(line.text)
    if line.customer:
        text = words("known.customer", text=text, customer=inline(line.customer))
    elif line.verdict:
        text = words("known.believed", text=text, verdict=words(f"record.{line.verdict}"))
    elif line.feeling:
        text = felt(words, line.feeling, line.text)
    if line.stage:
        text = words("known.at_stage", text=text, stage=inline(line.stage.title))
    cites = " ".join(words("answer.cite", n=number) for number in line.citations)
    return words("answer.evidence", text=text, cites=cites)


def _beyond(extent: Extent, prompts: Prompts) -> list[str]:
    words, said = prompts.words, []
    if extent.more:
        said.append(words("known.more", n=extent.more))
    if extent.silent:
        silent = ", ".join(lanes.label(lane, prompts) for lane in extent.silent)
        said.append(words("known.silent", lanes=silent))
    return said
