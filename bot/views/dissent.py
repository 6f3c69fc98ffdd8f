"""Dissent: the form in which somebody sees a note differently, and how both texts are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.forms import DissentForm
from bot.views import asking, blocks, guard
from bot.views.amid import amid
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.note import author, label, line
from knowledge.answers.models import Answer, AnswerLine, Differs
from knowledge.identity import PersonId
from knowledge.records.models.claims import Dissent, Insight
from prompts.words import Words
from workshops.engine.dissent import beside, open_to_dissent
from workshops.engine.groups import root_of
from workshops.engine.state import Disagreement, Note, Workshop

CALLBACK, PICK, TAKE_BACK = "dissent", "dissent.pick", "dissent.take_back"
SHOWN_A_NOTE, SHOWN_ON_A_CARD = 3, 2
LONGEST, LONGEST_IN_A_LINE = 300, 120
Names = Mapping[PersonId, str]


def form(
    state: Workshop,
    note: Note,
    *,
    words: Words,
    names: Names,
    back: DissentForm,
    mine: Disagreement | None,
    department: str | None,
) -> Block:
    """Return the form for one note or group.

    Args:
        state: The workshop.
        note: What is seen differently.
        words: Texts.
        names: How to call each person.
        back: What the form carries; it says whether a name is kept.
        mine: What this person said before.
        department: Theirs.
    """
    said = "\n".join([_said(note, words, names), *below(state, note, words, names)])
    shown = [
        blocks.section(guard.cut(said, 2900)),
        _asked(words, mine.text if mine else ""),
        blocks.context(_promise(words, back, department)),
    ]
    if mine is not None:
        button = blocks.button(words("dissent.take_back"), TAKE_BACK, value=note.id)
        shown.append(blocks.actions(button))
    return blocks.modal(
        CALLBACK,
        words("dissent.title"),
        shown,
        metadata=back.write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def said(what: str, *, words: Words) -> Block:
    """Return the form's window once all is done."""
    said = words(f"dissent.{what}")
    return blocks.window("dissent.said", words("dissent.title"), said, close=words("buttons.close"))


def _said(note: Note, words: Words, names: Names) -> str:
    return f"{line(words, note)} — {author(words, note, names)}"


def _asked(words: Words, text: str) -> Block:
    entry = blocks.entry("text", initial=text, multiline=True, most=asking.LONGEST_ENTRY)
    label, hint = words("dissent.label"), words("dissent.hint")
    return blocks.asks(label, entry, block_id="text", hint=hint)


def _promise(words: Words, back: DissentForm, department: str | None) -> str:
    if back.nameless:
        return words("dissent.promise_nameless")
    if department is None:
        return words("dissent.promise_named")
    return words("dissent.promise", department=inline(department))


def picker(state: Workshop, notes: Iterable[Note], words: Words) -> list[Block]:
    """Return the menu of what can be seen differently; nothing where there is nothing."""
    open_ = (note for note in notes if open_to_dissent(state, note))
    roots = {root.id: root for note in open_ if (root := root_of(state, note))}
    options = [blocks.option(label(state, words, note), note.id) for note in roots.values()]
    if not options:
        return []
    menu = blocks.menu(PICK, options, placeholder=words("dissent.open"))
    return [blocks.actions(menu)]


def below(state: Workshop, note: Note, words: Words, names: Names, *, most: int = 0) -> list[str]:
    """Return what stands below a note: who sees it differently, in their words."""
    known = ((_upper(by(one, words)), one.text) for one in note.differs)
    now = ((_who(words, one, names), one.text) for one in beside(state, note))
    said = [
        words("dissent.below", who=who_, text=_short(text, most)) for who_, text in (*known, *now)
    ]
    hidden = len(said) - SHOWN_A_NOTE
    more = [words("dissent.below_more", n=hidden)] if hidden > 0 else []
    return [*said[:SHOWN_A_NOTE], *more]


def _who(words: Words, one: Disagreement, names: Names) -> str:
    if one.department:
        return inline(one.department)
    return words("dissent.somebody") if one.nameless else names.get(one.person, "?")


def on_record(one: Dissent, words: Words) -> str:
    """Return how an insight of a record is seen differently."""
    facts = {"who": by(one, words), "text": _short(one.text)}
    if one.beside and one.beside != one.department:
        return words("dissent.on_record_beside", beside=amid(inline(one.beside)), **facts)
    return words("dissent.on_record", **facts)


def differing(one: Differs, words: Words) -> str:
    """Return how a claim that an answer cites is seen differently."""
    return words("dissent.on_record", who=by(one, words), text=_short(one.text))


def marks(answer: Answer, words: Words) -> Callable[[AnswerLine, str], str]:
    """Return what marks an answer's lines: the first that cites what somebody sees differently."""
    differs = {one.number: one.differs[0] for one in answer.citations if one.differs}

    def mark(line: AnswerLine, said: str) -> str:
        told = [differs.pop(number) for number in line.citations if number in differs]
        if not told:
            return said
        facts = {"line": said, "text": _short(told[0].text, LONGEST_IN_A_LINE)}
        return words("answer.differs", who=by(told[0], words), **facts)

    return mark


def by(one: Dissent | Differs, words: Words) -> str:
    """Return who sees something differently: a customer by name, else whose department it is."""
    return inline(one.customer) if one.customer else who(one.department, words)


def who(department: str | None, words: Words) -> str:
    """Return who sees something differently, as it stands within a sentence."""
    if department:
        return amid(inline(department))
    return words("dissent.somebody_within")


def on_card(insights: Sequence[Insight], words: Words) -> list[Block]:
    """Return what of a record is seen differently, as far as its card has room."""
    seen = [one for one in insights if one.dissent]
    if not seen:
        return []
    said = [
        words("dissent.about", text=_short(one.text), dissent=on_record(one.dissent[-1], words))
        for one in seen[:SHOWN_ON_A_CARD]
    ]
    if len(seen) > SHOWN_ON_A_CARD:
        said.append(words("dissent.more", n=len(seen) - SHOWN_ON_A_CARD))
    return [blocks.context("\n".join(said))]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(text: str, most: int = 0) -> str:
    return guard.cut(inline(text), most or LONGEST)
