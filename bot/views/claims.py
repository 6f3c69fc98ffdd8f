"""Claims in words: what is on record, what it stands on, and how it is seen differently."""

from bot.views import dissent, guard, lanes, source
from bot.views.mrkdwn import inline
from bot.views.note import felt
from knowledge.records.models.claims import Hypothesis, Insight
from prompts.words import Words


def told(insight: Insight, words: Words) -> list[str]:
    """Return a claim, and below it how it is seen differently."""
    said = (dissent.on_record(one, words) for one in insight.dissent)
    return [
        sourced(_claim(insight, words), insight, words),
        *(words("record.below", text=one) for one in said),
    ]


def sourced(line: str, one: Insight | Hypothesis, words: Words) -> str:
    """Return a line with what it stands on, where it stands on something."""
    if not one.evidence:
        return line
    return words("record.line_source", line=line, source=source.said(one.evidence, words))


def _claim(insight: Insight, words: Words) -> str:
    text = inline(insight.text)
    if insight.feeling is not None:
        text = felt(words, insight.feeling, insight.text)
    text = guard.cut(text, lanes.LONGEST)
    if insight.met is not None and insight.met_evidence:
        rated = source.said(insight.met_evidence, words)
        return words("record.line_met_source", text=text, met=insight.met, source=rated)
    if insight.met is not None:
        return words("record.line_met", text=text, met=insight.met)
    if insight.votes:
        return words("record.line_votes", text=text, votes=words("voting.n_votes", n=insight.votes))
    return words("record.line", text=text)
