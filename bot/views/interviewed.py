"""The form for what a customer said to one of the kit's questions."""

from datetime import date

from bot.forms import InterviewForm
from bot.views import asking, blocks, guard
from bot.views.blocks import Block
from bot.views.interview import Kit, where
from bot.views.mrkdwn import inline, plain
from knowledge.interviews.answering import HOWS, Answer, Kept
from knowledge.interviews.kit import Question
from prompts.loader import Prompts
from prompts.words import Words

CALLBACK = "interview.answered"
MOST_CLAIMS = 100


def form(kit: Kit, question: Question, *, prompts: Prompts, place: str, today: date) -> Block:
    """Return the form; what adds something is all that can be said where nothing is on record."""
    words = prompts.words
    name = words("interview.customer_placeholder")
    fields = [
        blocks.asks(
            words("interview.customer"), blocks.entry("customer", placeholder=name, most=300),
            block_id="customer",
        ),
        blocks.asks(
            words("interview.heard_on"), blocks.day("heard_on", initial=today.isoformat()),
            block_id="heard_on",
        ),
        blocks.asks(
            words("interview.sentence"),
            blocks.entry("sentence", multiline=True, most=asking.LONGEST_ENTRY),
            block_id="sentence",
        ),
        _how(question, words),
        *([_claims(question, words)] if question.place.claims else []),
    ]  # fmt: skip
    return blocks.modal(
        CALLBACK,
        words("interview.said_title"),
        [
            blocks.section(words("interview.asked", text=inline(question.text))),
            blocks.context(where(question, prompts)),
            *fields,
        ],
        metadata=InterviewForm(
            place=place, record=str(kit.version.named), cell=question.place.key
        ).write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def _how(question: Question, words: Words) -> Block:
    """Ask what the answer does to what is on record; where that is nothing, it adds something."""
    hows = HOWS if question.place.claims else HOWS[-1:]
    options = [blocks.option(words(f"interview.how_{how}"), how) for how in hows]
    radio = blocks.radio("how", options, initial=hows[0] if len(hows) == 1 else None)
    return blocks.asks(words("interview.how"), radio, block_id="how")


def _claims(question: Question, words: Words) -> Block:
    options = [
        blocks.option(guard.cut(plain(one.text), 75), one.id)
        for one in question.place.claims[:MOST_CLAIMS]
    ]
    only = options[0]["value"] if len(options) == 1 else None
    menu = blocks.select(
        "claim", options, placeholder=words("interview.claim_placeholder"), initial=only
    )
    return blocks.asks(
        words("interview.claim"), menu, block_id="claim", hint=words("interview.claim_hint"),
        optional=True,
    )  # fmt: skip


def kept(answer: Answer, kept: Kept, *, words: Words) -> str:
    """Say what became of an answer."""
    facts = {"one_liner": str(kept.one_liner.ref), "version": str(kept.version.named)}
    if answer.how == "contradicts":
        facts["customer"] = inline(answer.customer)
    return words(f"interview.kept_{answer.how}", **facts)
