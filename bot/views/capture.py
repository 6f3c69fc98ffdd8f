"""The card of a captured one-liner, and the forms behind its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.forms import CaptureForm
from bot.views import blocks
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from prompts.words import Words

CHANGE, CUSTOMER, WRITE = "capture.changed", "capture.customer", "capture.write"
LONGEST_CUSTOMER = 150


@dataclass(frozen=True, kw_only=True)
class Captured:
    """A one-liner as its card shows it; names and stage title are None when unknown.

    `match` has the values that stand for persona and stage in the form; empty when unknown.
    `private` says that it is found only where it was said.
    """

    ref: str
    sentence: str
    persona: str | None = None
    stage: str | None = None
    confirmed: bool = False
    withdrawn: bool = False
    private: bool = False
    customer: str | None = None
    match: tuple[str, str] = ("", "")


@dataclass(frozen=True, kw_only=True)
class Similar:
    """What a colleague heard before, or one oneself; `ago` is said in words."""

    sentence: str
    ago: str
    person: str | None = None
    own: bool = False


def card(captured: Captured, *, words: Words, similar: Similar | None = None) -> Block:
    """Return the private card of a one-liner."""
    text = inline(captured.sentence)
    if captured.withdrawn:
        undone = words("capture.undone", text=text)
        keep = blocks.button(words("capture.restore"), "capture.restore", value=captured.ref)
        return blocks.message(plain(undone), [blocks.section(undone), blocks.actions(keep)])
    lines = [words("capture.saved", text=text), _match(captured, words)]
    if captured.customer:
        lines.append(words("capture.customer", customer=inline(captured.customer)))
    if similar:
        lines.append(_similar(similar, words))
    shown: list[Block] = [
        blocks.section("\n".join(lines)),
        blocks.actions(*_buttons(captured, words)),
    ]
    told = [] if captured.confirmed else [words("capture.only_you")]
    told += [words("capture.only_here")] if captured.private else []
    if told:
        shown.append(blocks.context(" ".join(told)))
    return blocks.message(words("capture.summary", text=inline(captured.sentence)), shown)


def change(
    captured: Captured,
    *,
    words: Words,
    personas: Sequence[Block],
    stages: Sequence[Block],
    form: CaptureForm,
) -> Block:
    """Return the form that corrects whom a one-liner is about.

    Args:
        captured: As it stands.
        words: Texts.
        personas: Choices; the value is the ref.
        stages: Choices; the value is "<journey ref> <stage id>".
        form: Which one-liner, where it is shown, and where its card stands.
    """
    if not personas:
        said = words("capture.no_personas")
        return blocks.window(
            "capture.said", words("capture.change_title"), said, close=words("buttons.close")
        )
    questions = [_about(words, "persona", personas, chosen=captured.match[0])]
    if stages:
        questions.append(_about(words, "stage", stages[:100], chosen=captured.match[1]))
    return blocks.modal(
        CHANGE,
        words("capture.change_title"),
        [blocks.section(f"“{inline(captured.sentence)}”"), *questions],
        metadata=form.write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def _about(words: Words, what: str, options: Sequence[Block], *, chosen: str) -> Block:
    placeholder = words(f"capture.change_{what}_placeholder")
    picker = blocks.select(what, options, placeholder=placeholder, initial=chosen)
    label = words(f"capture.change_{what}")
    return blocks.asks(label, picker, block_id=what, optional=what == "stage")


def customer(captured: Captured, *, words: Words, form: CaptureForm) -> Block:
    """Return the form that asks at which customer it was heard."""
    entry = blocks.entry(
        "customer",
        placeholder=words("capture.change_customer_placeholder"),
        initial=captured.customer or "",
        most=LONGEST_CUSTOMER,
    )
    return blocks.modal(
        CUSTOMER,
        words("capture.customer_title"),
        [
            blocks.section(f"“{inline(captured.sentence)}”"),
            blocks.asks(
                words("capture.change_customer"),
                entry,
                block_id="customer",
                hint=words("capture.change_customer_hint"),
            ),
        ],
        metadata=form.write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def write(*, words: Words) -> Block:
    """Return the form to write a one-liner, for those who came by a button."""
    entry = blocks.entry(
        "sentence", placeholder=words("capture.note_placeholder"), multiline=True, most=3000
    )
    return blocks.modal(
        WRITE,
        words("capture.note_title"),
        [blocks.asks(words("capture.note_label"), entry, block_id="sentence")],
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def _match(captured: Captured, words: Words) -> str:
    if captured.persona is None:
        return words("capture.unmatched")
    key = "capture.confirmed" if captured.confirmed else "capture.likely"
    if captured.stage is None:
        return words(f"{key}_persona", persona=inline(captured.persona))
    return words(key, persona=inline(captured.persona), stage=inline(captured.stage))


def _similar(similar: Similar, words: Words) -> str:
    facts = {"ago": similar.ago, "text": inline(similar.sentence)}
    if similar.own:
        return words("capture.similar_own", **facts)
    if similar.person is None:
        return words("capture.similar_unknown", **facts)
    return words("capture.similar", person=similar.person, **facts)


def _buttons(captured: Captured, words: Words) -> list[Block]:
    customer = "other_customer" if captured.customer else "add_customer"
    named = [("change", "change", ""), (customer, "add_customer", ""), ("undo", "undo", "")]
    if captured.persona and not captured.confirmed:
        named.insert(0, ("right", "right", "primary"))
    return [
        blocks.button(words(f"capture.{label}"), f"capture.{act}", value=captured.ref, style=style)
        for label, act, style in named
    ]
