"""A team's own agendas and models: the form to keep them, and the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.forms import WorkshopForm
from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.identity import PersonId
from knowledge.ledger.templates import Template
from prompts.models import Agenda, JourneyModel
from prompts.words import Words
from workshops.engine.state import Workshop
from workshops.own import TITLE_LIMIT

KEEP, LIST, REMOVE = "own.keep", "own", "own.remove"


@dataclass(frozen=True)
class Kept:
    """An agenda or a model with who kept it, and when."""

    own: Agenda | JourneyModel
    template: Template


def form(state: Workshop, *, words: Words) -> Block:
    """Return the form that asks what to keep of a workshop for the next one."""
    title = guard.cut(state.agreed.agenda.title, TITLE_LIMIT, plain=True)
    asked = [_name("agenda", words, initial=title)]
    if state.agreed.agenda.staged and state.stages:
        asked.append(_name("model", words))
    return blocks.modal(
        KEEP,
        words("own.keep_title"),
        [blocks.section(words("own.keep_lead")), *asked, blocks.context(words("own.keep_hint"))],
        metadata=WorkshopForm(workshop=state.id).write(),
        submit=words("own.keep_title"),
        close=words("buttons.cancel"),
    )


def said(text: str, *, words: Words) -> Block:
    """Return a window that says one thing."""
    return blocks.window("kept", words("own.keep_title"), text, close=words("buttons.close"))


def listed(kept: Sequence[Kept], *, words: Words, names: Mapping[PersonId, str]) -> Block:
    """Return all that a team keeps of its own, each with a button to take it away."""
    shown = [block for one in kept for block in _one(one, words, names)]
    return blocks.modal(
        LIST,
        words("own.title"),
        [
            *(shown or [blocks.section(words("own.none"))]),
            blocks.context(words("own.import_hint")),
        ],
        close=words("buttons.close"),
    )


def _name(what: str, words: Words, *, initial: str = "") -> Block:
    return blocks.asks(
        words(f"own.keep_{what}"),
        blocks.entry(what, initial=initial, most=TITLE_LIMIT),
        block_id=what,
        hint=words("own.keep_agenda_hint") if what == "agenda" else "",
        optional=True,
    )


def _one(kept: Kept, words: Words, names: Mapping[PersonId, str]) -> list[Block]:
    own, template = kept.own, kept.template
    facts = {"title": inline(own.title)}
    if isinstance(own, Agenda):
        head = words("own.agenda", n=len(own.activities), minutes=own.minutes, **facts)
    else:
        head = words("own.model", n=len(own.stages), **facts)
    button = blocks.button(
        words("own.remove"), f"{REMOVE}:{own.key}", value=joined(template.kind, own.key)
    )
    button["confirm"] = blocks.confirm(
        words("own.remove_title"),
        words("own.remove_question"),
        yes=words("own.remove_yes"),
        no=words("own.remove_no"),
    )
    about = words(
        "own.by",
        about=inline(own.about),
        person=names.get(template.person, "?"),
        day=day_of(template.at.date()),
    )
    return [blocks.section(head, accessory=button), blocks.context(about)]


def names_of(all_: Sequence[Agenda | JourneyModel]) -> str:
    """Return the titles of what was kept or imported."""
    return ", ".join(inline(one.title) for one in all_)


def about(title: str, *, words: Words) -> str:
    """Return the line that says where it is from; at most 75 characters."""
    return guard.cut(words("own.about", title=plain(title)), 75, plain=True)
