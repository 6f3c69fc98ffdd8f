"""Words are found by key and filled with exactly their inputs."""

import re

import pytest

from prompts.errors import NoSuchWords, PromptsInvalid, WrongInputs
from prompts.loader import load
from prompts.words import Words, wordings
from workshops import errors

SAID = {
    "hello": "Hello {name}",
    "notes": {"one": "{n} note", "other": "{n} notes"},
    "deep": {"er": "Yes", "braces": "{{}} {a}"},
}
WORDS = Words(wordings(SAID, file="board.yaml", room="board"))


def test_words_are_filled() -> None:
    assert WORDS("board.hello", name="{x} & <y>") == "Hello {x} & <y>"
    assert WORDS("board.deep.er") == "Yes"
    assert WORDS("board.deep.braces", a=1) == "{} 1"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("What does {subject} need?", "The owner", "What does the owner need?"),
        ("People like *{subject}*", "Our buyers", "People like *our buyers*"),
        ("{subject} decides. {subject} pays.", "The owner", "The owner decides. The owner pays."),
        ("About: {subject}", "The owner", "About: The owner"),
        ("What does {subject} need?", "The Home Depot", "What does The Home Depot need?"),
        ("What does {subject} need?", "Theo from {sales}", "What does Theo from {sales} need?"),
        ("What does {subject} need?", "The", "What does The need?"),
    ],
)
def test_only_the_article_of_a_name_is_small_amid_a_sentence(
    text: str, name: str, said: str
) -> None:
    assert load().words.fill(text, subject=name) == said


@pytest.mark.parametrize(("n", "said"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes")])
def test_one_and_many_differ(n: int, said: str) -> None:
    assert WORDS("board.notes", n=n) == said


def test_unknown_words_are_refused() -> None:
    with pytest.raises(NoSuchWords):
        WORDS("board.nowhere")


def test_inputs_must_be_exactly_the_placeholders() -> None:
    with pytest.raises(WrongInputs) as missing:
        WORDS("board.hello")
    assert missing.value.missing == {"name"}
    with pytest.raises(WrongInputs) as unknown:
        WORDS("board.hello", name="x", age=3)
    assert unknown.value.unknown == {"age"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ({"a": "{x.__class__}"}, "a"),
        ({"a": {"b": "{x[0]}"}}, "a.b"),
        ({"a": "{x!r}"}, "a"),
        ({"a": "{x:>10}"}, "a"),
        ({"a": "{}"}, "a"),
        ({"a": "{x"}, "a"),
        ({"a": 3}, "a"),
        ({"a": None}, "a"),
        ({"a": ["x"]}, "a"),
        ({"a": {}}, "a"),
        ({"a": {"one": "{x}", "other": "{y}"}}, "a"),
        ({"A": "x"}, "A"),
    ],
)
def test_a_text_that_could_not_be_filled_is_refused_at_load(text: object, key: str) -> None:
    with pytest.raises(PromptsInvalid) as error:
        wordings(text, file="board.yaml", room="board")
    assert (error.value.file, error.value.key) == ("board.yaml", key)


def test_an_error_of_the_workshop_has_words_with_its_facts() -> None:
    """Each refusal can be said: its words ask for nothing but what the error carries."""
    words = load().words
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and kind in errors.WorkshopError.__subclasses__():
            key = "errors." + re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
            facts = set(getattr(kind.__init__, "__annotations__", ())) - {"return"}
            assert words.inputs(key) <= facts, key
