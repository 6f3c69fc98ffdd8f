"""The window that asks what is not right about an answer."""

from bot.forms import QuestionForm
from bot.views import blocks
from bot.views.blocks import Block
from prompts.words import Words

CALLBACK = "answer.wrong"
COMPLAINTS = ("persona", "stage", "old", "untrue")


def modal(question: str, *, words: Words) -> Block:
    """Return the modal that asks what is not right."""
    options = [blocks.option(words(f"answer.wrong_{what}"), what) for what in COMPLAINTS]
    return blocks.modal(
        CALLBACK,
        words("answer.wrong_title"),
        [
            blocks.section(words("answer.wrong_lead")),
            blocks.asks(words("answer.wrong_what"), blocks.radio("what", options), block_id="what"),
            blocks.asks(
                words("answer.wrong_note"),
                blocks.entry("note", multiline=True, most=1000),
                block_id="note",
                hint=words("answer.wrong_note_hint"),
                optional=True,
            ),
        ],
        metadata=QuestionForm(question=question).write(),
        submit=words("answer.wrong_submit"),
        close=words("buttons.cancel"),
    )
