"""How changes are told, in one list or stage by stage."""

from bot.views import by_stage, changes
from bot.views.telling import Telling
from knowledge.records.diff import changes as compare
from knowledge.records.models.choices import Skipped
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
    assert by_stage.counted(found, PROMPTS.words) == "1 merged"


def test_what_a_workshop_left_out_is_not_counted_as_new() -> None:
    skipped = Skipped(id="doing", what="Do, think, ask", reason="No time today")
    after = BEFORE.model_copy(update={"skipped": (skipped,)})
    assert by_stage.counted(compare(BEFORE, after), PROMPTS.words) == "1 left out"
    assert by_stage.counted(compare(after, BEFORE), PROMPTS.words) == ""


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
