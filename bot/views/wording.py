"""A private proposal for somebody's words, to take, edit or wave away."""

from collections.abc import Iterable

from bot.forms import WordingForm
from bot.views import blocks, guard
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline, plain
from bot.views.values import joined
from prompts.words import Words
from workshops.engine.decisions.stages import TITLE_LIMIT
from workshops.engine.events import Proposal
from workshops.engine.state import Offer, Workshop
from workshops.engine.text import NOTE_LIMIT

CALLBACK = "wording"
TAKE, EDIT, KEEP = "wording.take", "wording.edit", "wording.keep"
SHOWN, LABEL = 200, 120


def message(state: Workshop, offer: Offer, *, activity: str, words: Words) -> Block:
    """Return what only the author sees, beside what they wrote."""
    return blocks.message(
        plain(_lead(state, offer, words)), inside(state, offer, activity=activity, words=words)
    )


def inside(state: Workshop, offer: Offer, *, activity: str, words: Words) -> list[Block]:
    """Return the same for the author's own form."""
    lines = [_lead(state, offer, words), *(_line(words, one) for one in offer.proposals)]
    return [
        blocks.section("\n".join(lines)),
        blocks.context(words("wording.once")),
        blocks.actions(*_buttons(state, offer, activity, words)),
    ]


def form(state: Workshop, offer: Offer, *, activity: str, words: Words) -> Block:
    """Return the form to put it in one's own words; it begins with what is proposed."""
    return blocks.modal(
        CALLBACK,
        words("wording.title"),
        [_field(words, number, one) for number, one in enumerate(offer.proposals)],
        metadata=WordingForm(workshop=state.id, activity=activity).write(),
        submit=words("buttons.save"),
        close=words("buttons.close"),
    )


def field(number: int) -> str:
    """Return the id of the block in which the line of this number is put."""
    return f"text:{number}"


def settled(key: str, *, words: Words) -> Block:
    """Return what stands there once it is taken, edited, kept, or was so before."""
    return blocks.line(words(f"wording.{key}"))


def thanks(key: str, *, words: Words) -> Block:
    """Return the same as a window, after the form."""
    shown = [blocks.section(words(f"wording.{key}"))]
    return blocks.modal(
        "wording.thanks", words("wording.title"), shown, close=words("buttons.close")
    )


def _lead(state: Workshop, offer: Offer, words: Words) -> str:
    key = f"wording.{offer.heard}"
    if any(one.what == "goal" for one in offer.proposals):
        key = "wording.goal"
    facts = {"subject": inline(state.agreed.called)} if "subject" in words.inputs(key) else {}
    return words(key, **facts)


def _line(words: Words, proposal: Proposal) -> str:
    was = guard.cut(inline(proposal.was), SHOWN)
    if proposal.text is None:
        return words("wording.question", was=was)
    return words("wording.proposal", was=was, text=inline(proposal.text))


def _buttons(state: Workshop, offer: Offer, activity: str, words: Words) -> Iterable[Element]:
    value = joined(state.id, activity)
    asks = any(one.text is None for one in offer.proposals)
    if not asks:
        label = words("wording.take", n=len(offer.proposals))
        yield blocks.button(label, TAKE, value=value, style="primary")
    label, style = words("wording.say" if asks else "wording.edit"), "primary" if asks else ""
    yield blocks.button(label, EDIT, value=value, style=style)
    yield blocks.button(words("wording.keep"), KEEP, value=value)


def _most(proposal: Proposal) -> int:
    return TITLE_LIMIT if proposal.what == "stage" else NOTE_LIMIT


def _field(words: Words, number: int, proposal: Proposal) -> Block:
    return blocks.asks(
        words("wording.instead", was=guard.cut(plain(proposal.was), LABEL)),
        blocks.entry("text", initial=plain(proposal.text or proposal.was), most=_most(proposal)),
        block_id=field(number),
    )
