"""How changes are told, in one list or stage by stage."""

from bot.views import by_stage, changes
from bot.views.telling import Telling
from knowledge.records.diff import changes as compare
from knowledge.records.models.choices import Skipped
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from tests.bot.facts import PROMPTS

HURT, COMPARES, TRIES = (
    Stage(id=f"s{n}", title=title)
    for n, title in enumerate(("Sees people get hurt", "Compares options", "Tries it"), start=1)
)
BEFORE = Journey(title="Petra", stages=(HURT, COMPARES, TRIES))
AFTER = BEFORE.model_copy(
    update={"stages": (HURT, TRIES.model_copy(update={"stands_for": ("s2",)}))}
)


def test_a_merged_stage_is_told_as_part_of_the_other_and_not_as_gone() -> None:
    found, telling = compare(BEFORE, AFTER), Telling(PROMPTS, BEFORE, AFTER)
    assert changes.lines(found, telling, most=9) == ["Compares options is now part of Tries it"]
    (one,) = by_stage.told(found, telling)
    assert (one.title, one.line) == ("Tries it", "Compares options is part of this stage now")
    assert by_stage.counted(found, telling) == "1 merged"


def test_what_a_workshop_left_out_is_not_counted_as_new() -> None:
    skipped = Skipped(id="doing", what="Do, think, ask", reason="No time today")
    after = BEFORE.model_copy(update={"skipped": (skipped,)})
    left_out, taken_up = Telling(PROMPTS, BEFORE, after), Telling(PROMPTS, after, BEFORE)
    assert by_stage.counted(compare(BEFORE, after), left_out) == "1 left out"
    assert by_stage.counted(compare(after, BEFORE), taken_up) == ""


def test_one_reason_for_several_activities_is_told_once() -> None:
    """Who skips to the review gives one reason; a line for each repeated it."""
    left = [("doing", False), ("asking", False), ("feelings", True), ("content", True)]
    skipped = tuple(
        Skipped(id=id, what=id.title(), reason="No time today", cut_short=begun)
        for id, begun in left
    )
    after = BEFORE.model_copy(update={"skipped": skipped})
    found, telling = compare(BEFORE, after), Telling(PROMPTS, BEFORE, after)
    assert changes.lines(found, telling, most=9) == [
        'Left out: Doing, Asking ("No time today")',
        'Cut short: Feelings, Content ("No time today")',
    ]
    assert by_stage.counted(found, telling) == "4 left out"
    back = changes.lines(compare(after, BEFORE), Telling(PROMPTS, after, BEFORE), most=9)
    assert back[0] == 'Taken up again: Doing, Asking ("No time today")'


def test_another_reason_is_told_apart() -> None:
    reasons = {"doing": "No time today", "asking": "Nobody knows yet"}
    skipped = tuple(Skipped(id=id, what=id.title(), reason=why) for id, why in reasons.items())
    after = BEFORE.model_copy(update={"skipped": skipped})
    told = changes.lines(compare(BEFORE, after), Telling(PROMPTS, BEFORE, after), most=9)
    assert told == [
        'Left out: Doing ("No time today")',
        'Left out: Asking ("Nobody knows yet")',
    ]


def test_only_what_is_told_is_counted() -> None:
    """A vote leaves its sums with every note that it was on, and no line tells of that."""
    notes = tuple(
        Insight(id=f"n{n}", text=f"Wants {n}", lane="goals", stage="s1") for n in range(6)
    )
    before = BEFORE.model_copy(update={"insights": notes})
    voted = tuple(note.model_copy(update={"votes": 0}) for note in notes)
    after = before.model_copy(update={"insights": voted, "goal": "Fewer deals lost"})
    found, telling = compare(before, after), Telling(PROMPTS, before, after)
    assert len(by_stage.told(found, telling)) == 1
    assert by_stage.counted(found, telling) == "1 new"


def test_each_stage_is_named_once_and_a_long_one_goes_on_below_its_name() -> None:
    lines = [by_stage.Told("s1", "Sees people get hurt", f"{n} " + "x" * 500) for n in range(9)]
    lines += [by_stage.Told("s2", "Compares options", "This stage is new")]
    texts = [block["text"]["text"] for block in by_stage.paragraphs(lines)]
    assert [text.partition("\n")[0] for text in texts] == [
        "*Sees people get hurt*",
        "*Sees people get hurt*",
        "*Compares options*",
    ]
    assert all(len(text) <= 3000 for text in texts)
    assert sum(text.count("•") for text in texts) == len(lines)


def test_what_has_no_stages_is_told_without_a_title() -> None:
    """There "For the whole" says nothing."""
    lines = [by_stage.Told(None, "For the whole", "Name: Olga")]
    (block,) = by_stage.paragraphs(lines)
    assert block["text"]["text"] == "• Name: Olga"
    staged = by_stage.paragraphs([*lines, by_stage.Told("s1", "Looks around", "New")])
    assert staged[0]["text"]["text"] == "*For the whole*\n• Name: Olga"
