"""The choices for "whose path?": who is on record, what can be renewed, somebody new by name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import plain
from prompts.models import Agenda, Makes
from prompts.words import Words
from workshops.engine.events import Whose
from workshops.subjects import FITTING

RENEW, NEW, ALONG, EVERYBODY = "renew:", "new:", "along:", "everybody"
Means = Literal["renew", "along", "new", "everybody", "known"]
LONGEST_NEW_NAME = 50
"""With our words around it, a choice may have 75 characters."""

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody on record.

    `journeys` and `scenarios` are those of theirs that can be renewed; `along` are all journeys
    that they go through, by ref and title.
    """

    ref: str
    name: str
    kind: Whose = "persona"
    role: str = ""
    journeys: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    along: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody chose, as its value says it; it is written by us, but may be forged.

    `ref` is the record that is renewed or meant, `along` the journey that they go through;
    somebody new has a `name` and a `kind`.
    """

    means: Means
    ref: str = ""
    along: str = ""
    kind: str = ""
    name: str = ""

    @classmethod
    def read(cls, value: str) -> "Choice":
        """Read a value; one that has none of our marks is the ref of who is on record."""
        if value == EVERYBODY:
            return cls(means="everybody")
        if value.startswith(RENEW):
            return cls(means="renew", ref=value.removeprefix(RENEW))
        if value.startswith(ALONG):
            along, _, ref = value.removeprefix(ALONG).partition(":")
            return cls(means="along", along=along, ref=ref)
        if value.startswith(NEW):
            kind, _, name = value.removeprefix(NEW).partition(":")
            return cls(means="new", kind=kind, name=name.strip())
        return cls(means="known", ref=value)


def options(
    words: Words, query: str, candidates: Sequence[Candidate], *, agenda: Agenda
) -> list[Block]:
    """Return what fits the typed text, best known first, then somebody new by that name."""
    wanted = plain(query).strip()
    order: tuple[Whose, ...] = FITTING[agenda.makes]
    fitting = sorted(
        (one for one in candidates if one.kind in order and _matches(one, wanted)),
        key=lambda one: order.index(one.kind),
    )
    found = [choice for one in fitting for choice in _of(words, one, agenda)]
    taken = any(one.name.casefold() == wanted.casefold() for one in candidates)
    new = [*_new(words, wanted, agenda)] if wanted and not taken else []
    # Whoever types a name that is not there must find "new" without scrolling past everybody.
    return [*found[: MOST - len(new)], *new]


def first(words: Words, candidate: Candidate, agenda: Agenda) -> Block | None:
    """Return the first choice for who comes from a record: to renew, if there is something."""
    found = list(_of(words, candidate, agenda))
    renewals = [one for one in found if one["value"].startswith(RENEW)]
    return next(iter(renewals or found), None)


def _matches(candidate: Candidate, wanted: str) -> bool:
    refs = " ".join((candidate.ref, *candidate.journeys))
    return wanted.casefold() in f"{candidate.name} {candidate.role} {refs}".casefold()


def _of(words: Words, candidate: Candidate, agenda: Agenda) -> Iterator[Block]:
    if agenda.makes == "scenario":
        yield from _along(words, candidate)
        yield from _renewals(words, candidate, candidate.scenarios)
    if agenda.makes == "journey":
        yield from ([] if agenda.renews else [_somebody(words, candidate)])
        yield from _renewals(words, candidate, candidate.journeys)
    elif agenda.makes != "scenario" or not candidate.along:
        yield _somebody(words, candidate)


def _along(words: Words, candidate: Candidate) -> Iterator[Block]:
    name = plain(candidate.name)
    for ref, title in candidate.along:
        label = words("start.along", name=name, ref=ref, title=plain(title))
        yield blocks.option(label, f"{ALONG}{ref}:{candidate.ref}")


def _somebody(words: Words, candidate: Candidate) -> Block:
    if candidate.kind == "everybody":
        return blocks.option(words("start.everybody"), EVERYBODY)
    name, role = plain(candidate.name), plain(candidate.role)
    facts = {"name": name, "ref": candidate.ref}
    if candidate.kind == "segment":
        return blocks.option(words("start.segment", **facts), candidate.ref)
    if role:
        return blocks.option(words("start.persona_role", role=role, **facts), candidate.ref)
    return blocks.option(words("start.persona", **facts), candidate.ref)


def _renewals(words: Words, candidate: Candidate, refs: Iterable[str]) -> Iterable[Block]:
    name = plain(candidate.name)
    return [
        blocks.option(words("start.renews", name=name, ref=ref), f"{RENEW}{ref}") for ref in refs
    ]


def _new(words: Words, name: str, agenda: Agenda) -> Iterator[Block]:
    if agenda.renews:
        return
    name = guard.cut(name, LONGEST_NEW_NAME)
    for kind in FITTING[agenda.makes]:
        if kind != "everybody":
            yield blocks.option(words(f"start.new_{kind}", name=name), f"{NEW}{kind}:{name}")


def label(words: Words, makes: Makes) -> str:
    """Return the question above the field."""
    return words(f"start.whose_{makes}")
