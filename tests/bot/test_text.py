"""Text that comes in, and the small things that make text harmless on the way out."""

import pytest

from bot.views import answer_line
from bot.views.amid import amid
from bot.views.mrkdwn import escape, inline, instant, person, plain
from bot.views.note import beyond
from bot.views.text import storable, unescaped, unquoted
from knowledge.answers.models import AnswerLine, Involved, LineKind
from knowledge.records.models.claims import Feeling
from prompts.loader import load
from tests.bot.naughty import NAUGHTY


@pytest.mark.parametrize(
    ("slack", "typed"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("<@U1|mara> and <@U2>", "@mara and @U2"),
        ("<#C1|workwear>", "#workwear"),
        ("<!here>, <!channel|channel>, <!subteam^S1|@sales>", "@here, @channel, @sales"),
        ("<https://a.example|a.example>", "a.example"),
        ("<https://a.example>", "https://a.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("2 <3", "2 <3"),
        ("x\x00y\ud83dz", "xyz"),
        (None, ""),
    ],
)
def test_what_slack_escaped_is_read_as_it_was_typed(slack: str | None, typed: str) -> None:
    """Tokens become their labels, escapes are undone once."""
    assert unescaped(slack) == typed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is her idea until it works", "it is her idea until it works"),
        ("Petra is alone with it", "Petra is alone with it"),
        ("I am alone with it", "I am alone with it"),
    ],
)
def test_what_is_said_of_a_feeling_goes_on_after_it(text: str, said: str) -> None:
    feeling = Feeling(word="exposed", value=-1)
    line = AnswerLine(kind=LineKind.FEELING, text=text, feeling=feeling, citations=(1,))
    shown = answer_line.said(line, load().words, name="")
    assert shown == f"*Feels:* exposed (−1), {said} [1]"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Plant director", "plant director"),
        ("Head of HR", "head of HR"),
        ("HSE manager", "HSE manager"),
        ("R&amp;D lead", "R&amp;D lead"),
        ("Vice President of Sales", "Vice President of Sales"),
        ("I don't know", "I don't know"),
        ("what they want", "what they want"),
        ("", ""),
    ],
)
def test_a_role_is_small_amid_a_sentence(label: str, said: str) -> None:
    """Acronyms, titles and "I" keep their capital."""
    assert amid(label) == said


def test_who_takes_part_is_named_as_amid_a_sentence() -> None:
    """With the role in small letters, or with a name that keeps all but its article's."""
    people = [("Anna", "Plant director", "decides"), ("The owner", None, "blocks")]
    involved = [
        Involved(persona=f"P{n}", name=name, role=role, part=part)
        for n, (name, role, part) in enumerate(people, start=1)
    ]
    line = AnswerLine(kind=LineKind.WHO_ELSE, citations=(1,), involved=tuple(involved))
    said = answer_line.said(line, load().words, name="")
    assert said == "*Watch:* plant director decides; the owner can block [1]"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('"Nobody buys gloves."', "Nobody buys gloves."),
        ("“Smart”", "Smart"),
        ("„Deutsch“", "Deutsch"),
        ("«Français»", "Français"),
        ("'single'", "single"),
        ('  "spaces"  ', "spaces"),
        ('"open', '"open'),
        ('say "this" loud', 'say "this" loud'),
        ('"', '"'),
        ('""', ""),
        ("", ""),
        (" \u00a0\u3000 ", ""),
        ("\u200b\u2060\ufeff", ""),
        ("\u202e\u2066", ""),
        ("\u0301", ""),
        ("\u115f\uffa0", ""),
        ("\x00", ""),
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_one_pair_of_quotation_marks_is_taken_off(typed: str, said: str) -> None:
    """Quotation marks are optional; what can't be seen is nothing."""
    assert unquoted(typed) == said


@pytest.mark.parametrize("text", NAUGHTY)
def test_whatever_comes_in_can_be_stored_and_shown(text: str) -> None:
    """No database and no encoder stumbles; what is shown is escaped once."""
    storable(text).encode("utf-8")
    assert "\x00" not in storable(text)
    for shown in (escape(text), inline(text), plain(text)):
        shown.encode("utf-8")
    assert "<" not in escape(text)
    assert "\n" not in inline(text)
    assert "\n" not in plain(text)


@pytest.mark.parametrize("outside", ["U1|x", "<!channel>", "", "u1abc", "U1>", "U" + "A" * 40])
def test_only_an_id_of_slack_becomes_a_mention(outside: str) -> None:
    """Everything else is text."""
    assert "<" not in person(outside)


def test_a_person_and_an_instant_are_shown_on_purpose() -> None:
    """Everybody reads their own time."""
    assert person("U0MARA0001") == "<@U0MARA0001>"
    assert instant(7, "10:40 <UTC>") == "<!date^7^{time}|10:40 &lt;UTC&gt;>"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Sad: nobody asked", "nobody asked"),
        ("sad", ""),
        ("Sadly, nobody asked", "Sadly, nobody asked"),
        ("Nobody asked", "Nobody asked"),
    ],
)
def test_a_feelings_word_is_said_once(text: str, more: str) -> None:
    """What it only begins with the same letters stays whole."""
    assert beyond(text, "sad") == more
