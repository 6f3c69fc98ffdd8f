"""The facilitator's forms for stages: all of them as lines, and one of them with all about it."""

from collections.abc import Mapping, Sequence

from bot.forms import StageForm, StagesForm
from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.note import author
from knowledge.identity import PersonId
from knowledge.records.models.journeys import Stage
from prompts.words import Words
from workshops.engine.seal import sealed, to_be_seen
from workshops.engine.state import Note, Workshop

STAGES_CALLBACK, STAGE_CALLBACK, SPLIT_CALLBACK = "stages", "stage", "split"
NOWHERE = "-"


def stages(state: Workshop, *, words: Words, names: Mapping[PersonId, str]) -> Block:
    """Return the form with all stages, a title a line, beside the team's ideas."""
    lines = "\n".join(plain(stage.title) for stage in state.stages)
    entry = blocks.entry("stages", initial=lines, multiline=True, most=3000)
    return blocks.modal(
        STAGES_CALLBACK,
        words("stages.title"),
        [
            *_ideas(state, words, names),
            blocks.asks(words("stages.label"), entry, block_id="stages", hint=words("stages.hint")),
        ],
        metadata=StagesForm(workshop=state.id, seen=state.stages_seen).write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def stage(state: Workshop, stage: Stage, *, words: Words) -> Block:
    """Return the form with all about one stage."""
    others = [one for one in state.stages if one.id != stage.id]
    return blocks.modal(
        STAGE_CALLBACK,
        words("stages.one_title"),
        [
            blocks.section(_where(state, stage, words)),
            blocks.asks(
                words("stages.name"),
                blocks.entry("title", initial=stage.title, most=120),
                block_id="title",
            ),
            _elsewhere(state, words, "loops_to", others, chosen=stage.loops_to),
            _end(words, stage),
            blocks.asks(
                words("stages.skip"),
                blocks.entry(
                    "skipped",
                    initial=stage.skipped or "",
                    placeholder=words("stages.skip_placeholder"),
                    most=300,
                ),
                block_id="skipped",
                hint=words("stages.skip_hint"),
                optional=True,
            ),
            _elsewhere(state, words, "merge", others, chosen=None),
            blocks.actions(blocks.button(words("stages.split"), "stages.split", value=stage.id)),
        ],
        metadata=_carried(state, stage),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def split(state: Workshop, stage: Stage, *, words: Words) -> Block:
    """Return the form that makes two stages of one."""
    entry = blocks.entry("title", placeholder=words("stages.split_placeholder"), most=120)
    title = inline(stage.title)
    return blocks.modal(
        SPLIT_CALLBACK,
        words("stages.split_title"),
        [
            blocks.section(words("stages.split_lead", stage=title)),
            blocks.asks(words("stages.split_label"), entry, block_id="new_title"),
            *_notes(state, stage, words),
        ],
        metadata=_carried(state, stage),
        submit=words("stages.split_submit"),
        close=words("buttons.cancel"),
    )


def stage_options(state: Workshop, words: Words, of: Sequence[Stage]) -> list[Block]:
    """Return choices of stages, each with its number."""
    numbers = {one.id: number for number, one in enumerate(state.stages, start=1)}
    return [
        blocks.option(
            words("notes.stage_option", n=numbers[one.id], stage=plain(one.title)), one.id
        )
        for one in of[: blocks.MOST_CHOICES - 1]
    ]


def _carried(state: Workshop, stage: Stage) -> str:
    return StageForm(workshop=state.id, stage=stage.id, seen=state.stages_seen).write()


def _where(state: Workshop, stage: Stage, words: Words) -> str:
    number = next(n for n, one in enumerate(state.stages, start=1) if one.id == stage.id)
    notes = sum(note.stage == stage.id for note in state.in_order())
    counted = words("stages.notes", n=notes)
    return words("stages.where", n=number, of=len(state.stages), notes=counted)


def _elsewhere(
    state: Workshop, words: Words, what: str, others: Sequence[Stage], *, chosen: str | None
) -> Block:
    """Ask for another stage, or none."""
    nowhere = blocks.option(words(f"stages.{what}_none"), NOWHERE)
    options = [nowhere, *stage_options(state, words, others)]
    picker = blocks.select(what, options, initial=chosen or NOWHERE)
    return blocks.asks(words(f"stages.{what}"), picker, block_id=what)


def _end(words: Words, stage: Stage) -> Block:
    options = [blocks.option(words(f"stages.{key}"), key) for key in ("goes_on", "may_end")]
    radio = blocks.radio("ends", options, initial="may_end" if stage.ends else "goes_on")
    return blocks.asks(words("stages.ends"), radio, block_id="ends")


def _notes(state: Workshop, stage: Stage, words: Words) -> list[Block]:
    here = [note for note in state.in_order() if note.stage == stage.id]
    seen = [note for note in here if not sealed(state, note.activity)]
    shown: list[Block] = []
    if seen:
        picker = blocks.several(
            "notes",
            [_choice(note) for note in seen[: blocks.MOST_CHOICES]],
            placeholder=words("stages.split_notes_placeholder"),
        )
        label = words("stages.split_notes")
        shown.append(blocks.asks(label, picker, block_id="notes", optional=True))
    stays = len(here) - len(seen[: blocks.MOST_CHOICES])
    return shown + ([blocks.context(words("stages.split_stays", n=stays))] if stays else [])


def _choice(note: Note) -> Block:
    return blocks.option(guard.cut(plain(note.text), 75), note.id)


def _ideas(state: Workshop, words: Words, names: Mapping[PersonId, str]) -> list[Block]:
    kinds = {a.key for a in state.agreed.agenda.activities if a.kind == "stages"}
    ideas = [note for note in to_be_seen(state) if note.activity in kinds and note.person]
    lines = [
        words(
            "stages.idea",
            text=guard.cut(inline(note.text), 200),
            person=author(words, note, names),
        )
        for note in ideas[:12]
    ]
    return [blocks.section("\n".join([words("stages.ideas"), *lines]))] if lines else []
