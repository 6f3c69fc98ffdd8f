"""Before and after publishing: what changes, who shall see it, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.forms import WorkshopForm
from bot.views import blocks, by_stage, diversity, guard, review
from bot.views.blocks import Block
from bot.views.by_stage import Told
from bot.views.mrkdwn import inline
from bot.views.titles import published_as, published_buttons
from knowledge.records.diversity import OneSided
from prompts.words import Words
from workshops.engine.state import Workshop
from workshops.previewing import Preview
from workshops.renewing import Onto

CALLBACK = "publish"
BEYOND = 999
"""A page that no review has, so that its last one shows."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What publishing would do, in lines; `person` published the others' newest version.

    `newcomers` are who gets a record first, by name; `counted` says how much changes, and `more`
    how many lines are left out. `sides` is where all of it comes from alone.
    """

    lines: Sequence[Told] = ()
    counted: str = ""
    more: int = 0
    newcomers: Sequence[str] = ()
    meanwhile: Sequence[str] = ()
    person: str = ""
    parked: int = 0
    sides: OneSided = field(default_factory=OneSided)


def what_changes(state: Workshop, preview: Preview, outcome: Outcome, *, words: Words) -> Block:
    """Return what publishing would change, with the button that does it."""
    rehearsal = state.agreed.rehearsal
    lead = words("review.rehearsal") if rehearsal else _lead(preview, outcome, words)
    back = review.before(words, BEYOND, label="review.before_changes")
    shown = [blocks.section(lead, accessory=back), *_changed(outcome, words)]
    if preview.conflicts:
        again = words("review.choose_again", n=len(preview.conflicts))
        shown.append(blocks.actions(blocks.button(again, "review.choose_again", value=state.id)))
    asked = diversity.asked(outcome.sides, words)
    if asked:
        shown.append(blocks.context(" ".join(asked)))
    if outcome.parked:
        shown.append(blocks.context(words("review.parked", n=outcome.parked)))
    return blocks.modal(
        CALLBACK,
        words("review.changes_title"),
        [*shown, *([] if rehearsal else _audience(state, preview.renewed, words))],
        metadata=WorkshopForm(workshop=state.id).write(),
        submit=words("review.rehearsed" if rehearsal else "review.publish"),
        close=words("buttons.close"),
    )


def _changed(outcome: Outcome, words: Words) -> list[Block]:
    """Say who is new and what changes, stage by stage, and what others changed meanwhile."""
    new = [words("review.newcomer", name=inline(name)) for name in outcome.newcomers]
    shown = [blocks.section(guard.cut(_listed(new), 2900))] if new else []
    if outcome.counted:
        shown.append(blocks.context(outcome.counted))
    shown += by_stage.paragraphs(outcome.lines)
    if outcome.more:
        shown.append(blocks.context(words("history.more", n=outcome.more)))
    if not shown:
        shown.append(blocks.section(words("review.nothing")))
    if outcome.meanwhile:
        lead = words("review.meanwhile", person=outcome.person)
        shown.append(blocks.section(guard.cut(f"{lead}\n{_listed(outcome.meanwhile)}", 2900)))
    return shown


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _lead(preview: Preview, outcome: Outcome, words: Words) -> str:
    if preview.renewed.apart:
        return words("review.lead_apart")
    if preview.base is None:
        return words("review.first_version")
    if preview.renewed.meanwhile and not (outcome.lines or outcome.newcomers):
        return words("review.lead_same", person=outcome.person, version=preview.base)
    if preview.renewed.meanwhile:
        return words("review.lead_meanwhile", person=outcome.person, version=preview.base)
    return words("review.lead_changes", version=preview.base)


def _audience(state: Workshop, renewed: Onto, words: Words) -> list[Block]:
    if not renewed.asks_audience:
        only_here = [blocks.context(words("review.only_here"))]
        return only_here if state.visibility is not None else []
    assert renewed.base is not None
    record = str(renewed.base.ref)
    here, everybody = (
        words("review.audience_here"),
        words("review.audience_everybody", record=record),
    )
    about = words("review.audience_here_about", record=record)
    options = [
        blocks.option(here, "here", description=about),
        blocks.option(everybody, "everybody", description=words("review.audience_everybody_about")),
    ]
    return [
        blocks.divider(),
        blocks.asks(
            words("review.audience"),
            blocks.radio("audience", options, initial="here"),
            block_id="audience",
            hint=words("review.audience_hint", record=record),
        ),
    ]


def published(state: Workshop, *, words: Words, also: str = "") -> Block:
    """Return the thank-you after publishing; *also* says what else is in it."""
    refs = inline(published_as(state, words))
    said = words("review.published", refs=refs) if refs else words("review.over")
    shown = [blocks.section(said), *([blocks.context(also)] if also else [])]
    if refs:
        shown.append(blocks.actions(*published_buttons(state, words)))
    close = words("buttons.close")
    return blocks.modal("published", words("review.title"), shown, close=close)
