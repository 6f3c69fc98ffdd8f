"""What the lines of an answer stand on."""

from datetime import date

from bot.views import blocks, dissent, guard, source
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.opening import open_buttons
from bot.views.when import latest
from knowledge.answers.models import Answer, Citation
from prompts.loader import Prompts
from prompts.words import Words

SHOWN = 90
LONGEST_SOURCE = 400
MOST_BUTTONS = 25
"""As many as Slack takes in one block of actions."""


def modal(answer: Answer, *, prompts: Prompts, today: date) -> Block:
    """Return the modal that shows what each line stands on."""
    words = prompts.words
    shown = [_source(citation, prompts, today=today) for citation in answer.citations[:SHOWN]]
    opens = open_buttons((one.at for one in answer.citations), words, most=MOST_BUTTONS)
    return blocks.modal(
        "answer.evidence",
        words("answer.evidence_title"),
        [*shown, *([blocks.actions(*opens)] if opens else [])],
        close=words("buttons.close"),
    )


def _source(citation: Citation, prompts: Prompts, *, today: date) -> Block:
    words = prompts.words
    if citation.quote:
        head = words("answer.evidence_line", n=citation.number, text=inline(citation.quote))
    else:
        frame = f"answer.evidence_frame.{citation.lane}"
        what = words(frame) if frame in words else citation.at
        head = words("answer.evidence_line_bare", n=citation.number, what=what)
    lane = prompts.lanes.get(citation.lane or "")
    where = citation.at
    if lane is not None:
        where = words("answer.evidence_where", version=citation.at, lane=inline(lane.label))
    if citation.lane not in prompts.unsourced or not citation.support.belief:
        where = f"{where} · {_support(citation, words, today=today)}"
    lines = [head, where]
    for one in citation.support.sources:
        told = guard.cut(source.in_full(one, words), LONGEST_SOURCE)
        lines.append(words("answer.evidence_source", source=told))
    lines += [dissent.differing(one, words) for one in citation.differs]
    return blocks.section("\n".join(lines))


def _support(citation: Citation, words: Words, *, today: date) -> str:
    support = citation.support
    if support.belief:
        return words("answer.evidence_belief")
    heard_last = latest(support.latest, words, today=today)
    if support.documented and not support.heard:
        return words("answer.evidence_documented", latest=heard_last)
    if not support.colleagues and not support.customers:
        return words("answer.evidence_heard_anywhere", latest=heard_last)
    if not support.colleagues:
        customers = words("answer.customers", n=len(support.customers))
        return words("answer.evidence_heard_nobody", customers=customers, latest=heard_last)
    facts = {"colleagues": words("answer.heard_by", n=support.colleagues), "latest": heard_last}
    if not support.customers:
        return words("answer.evidence_heard_bare", **facts)
    customers = words("answer.customers", n=len(support.customers))
    return words("answer.evidence_heard", customers=customers, **facts)
