"""Sharing an answer: the window that asks where, and the card as everybody sees it."""

from bot.forms import QuestionForm
from bot.views import blocks
from bot.views.blocks import Block, Element
from prompts.words import Words

CALLBACK = "answer.share"


def modal(question: str, *, words: Words, here: str | None) -> Block:
    """Return the modal that asks where to share."""
    picker: Element = {
        "type": "conversations_select",
        "action_id": "place",
        "filter": {"exclude_external_shared_channels": True, "exclude_bot_users": True},
    }
    if here:
        picker["initial_conversation"] = here
    return blocks.modal(
        CALLBACK,
        words("answer.share_title"),
        [
            blocks.asks(
                words("answer.share_label"),
                picker,
                block_id="place",
                hint=words("answer.share_hint"),
            )
        ],
        metadata=QuestionForm(question=question).write(),
        submit=words("answer.share_submit"),
        close=words("buttons.cancel"),
    )


def posted(card: Block, *, question: str, by: str, words: Words) -> Block:
    """Return an answer's card as it stands for everybody: who shared it, and what it stands on."""
    label = words("answer.evidence_button")
    evidence = blocks.button(label, "answer.shared_evidence", value=question)
    shared_by = blocks.context(words("answer.shared_by", person=by))
    return blocks.message(card["text"], [*card["blocks"], blocks.actions(evidence), shared_by])
