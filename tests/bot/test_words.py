"""Every text that the code asks for exists with exactly these inputs; none is unused."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import bot
import knowledge
import workshops
from bot import errors
from knowledge.answers.models import LineKind
from knowledge.identity import PersonId
from knowledge.records.refs import BadRef
from prompts.loader import load
from tests.bot.drawings import DRAWINGS
from tests.bot.spoiling import Spoil
from workshops.errors import NotFacilitator

WORDS = load().words
ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for room in ("bot", "knowledge", "prompts", "workshops")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "standin" not in path.relative_to(ROOT).parts
]
ROOM = re.compile(rf"({'|'.join(sorted({key.partition('.')[0] for key in WORDS}))})\.")


def _strings(path: Path) -> Iterator[str]:
    """Yield each literal that may be a key: as it is, or with `*` where a fact is filled in."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _fields() -> set[str]:
    """Return the names of what a record may say; they are filled into keys as well."""
    said = (ROOT / "knowledge/records/models").glob("*.py")
    nodes = (node for path in said for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    named = (node.target for node in nodes if isinstance(node, ast.AnnAssign))
    return {name.id for name in named if isinstance(name, ast.Name)}


def _calls() -> Iterator[tuple[str, int, str, frozenset[str]]]:
    """Yield where `words("key", name=...)` stands, with a plain key and plain inputs."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            key = node.args[0]
            if name in ("words", "said") and isinstance(key, ast.Constant):
                inputs = [keyword.arg for keyword in node.keywords]
                if isinstance(key.value, str) and ROOM.match(key.value) and None not in inputs:
                    yield path.name, node.lineno, key.value, frozenset(map(str, inputs))


def test_a_text_has_exactly_the_inputs_that_it_is_given() -> None:
    """A forgotten input would be an exception in front of a person."""
    calls = [*_calls()]
    unknown = {f"{file}:{line}": key for file, line, key, _ in calls if key not in WORDS}
    assert unknown == {}
    given = {f"{file}:{line} {key}": inputs for file, line, key, inputs in calls}
    assert given == {where: WORDS.inputs(where.partition(" ")[2]) for where in given}
    # It would find nothing if calls were spelled differently.
    assert len({key for _, _, key, _ in calls}) > 200


def test_no_text_is_unused() -> None:
    """A text is asked for by its key, by a key with a fact in it, or it belongs to an error."""
    known = {text for path in SOURCES for text in _strings(path)}
    facts = {text for text in known if re.fullmatch("[a-z0-9_]+", text)} | _fields()
    facts |= {f"r{number}" for number in range(1, 6)}
    patterns = [
        re.compile(
            re.escape(text)
            .replace(r"\*", "KEY")
            .replace("KEY_", ".+_")
            .replace("KEY", "([a-z0-9_]+)")
        )
        for text in known
        if "*" in text and (ROOM.match(text) or text.startswith("*_"))
    ]
    of_errors = {errors.key_of(kind, WORDS) for kind in _errors()}
    unused = {
        key
        for key in WORDS
        if key not in known | of_errors and not any(map(facts.issuperset, _filled(patterns, key)))
    }
    assert unused == set()


def _filled(patterns: Iterable[re.Pattern[str]], key: str) -> Iterator[tuple[str, ...]]:
    """Yield with what each pattern would have to be filled to be the key."""
    return (found.groups() for found in (one.fullmatch(key) for one in patterns) if found)


def test_every_line_of_an_answer_can_be_said() -> None:
    """Whatever is asked for has words, the rarely asked as well."""
    facts = {"text", "cites"}
    special = {LineKind.WHO_ELSE, LineKind.FEELING, LineKind.QUOTE, LineKind.GROUP}
    special |= {LineKind.NO_CONTENT, LineKind.STRENGTH, LineKind.BACK, LineKind.ENDS}
    special |= {LineKind.KNOWN}
    for kind in set(LineKind) - special:
        assert WORDS.inputs(f"answer.{kind.value}") == facts


def _errors() -> Iterator[type[Exception]]:
    for package in (knowledge, workshops, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and "standin" not in module.name:
                importlib.import_module(module.name)
    yield from _below(errors.EXPECTED)


def _below(kinds: tuple[type[Exception], ...]) -> Iterator[type[Exception]]:
    for kind in kinds:
        below = tuple(
            one for one in kind.__subclasses__() if not one.__module__.startswith("tests")
        )
        yield from below
        yield from _below(below)


def test_every_error_that_people_may_meet_can_be_said() -> None:
    """Its words ask for nothing but what the error carries."""
    for kind in set(_errors()):
        key = errors.key_of(kind, WORDS)
        assert key != "errors.unknown_refusal", kind
        facts = set(getattr(kind.__init__, "__annotations__", ())) - {"return"}
        assert WORDS.inputs(key) <= facts, kind


def test_an_error_names_people_and_nothing_in_it_comes_to_life() -> None:
    """Facts are escaped; a person is mentioned where we know who it is."""
    assert "&lt;!channel&gt;" in errors.sentence(WORDS, BadRef("<!channel>"))
    mara = PersonId("p1")
    said = errors.sentence(WORDS, NotFacilitator(mara), names={mara: "<@U1MARA>"})
    assert said.startswith("<@U1MARA> leads")


def test_all_texts_are_short_enough_for_where_they_stand() -> None:
    """Titles and submit buttons have 24 characters, other buttons 75; the goldens prove it."""
    for draw in DRAWINGS.values():
        shown = draw(Spoil())
        for part in ("title", "submit", "close"):
            if isinstance(shown.get(part), dict):
                assert len(shown[part]["text"]) <= 24
