"""Whoever edits the files learns which file and which key is wrong."""

import shutil
from pathlib import Path

import pytest

from prompts.errors import PromptsInvalid
from prompts.loader import ROOT, load, read


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may break."""
    shutil.copytree(ROOT / "en", tmp_path / "en")
    return tmp_path


def broken(root: Path, file: str, *, old: str, new: str) -> PromptsInvalid:
    path = root / "en" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PromptsInvalid) as error:
        read(root / "en")
    return error.value


def test_all_shipped_files_load() -> None:
    """Every agenda ends with a review and every lane it asks for exists."""
    prompts = load()
    assert {"journey", "journey-quick", "persona", "segment", "buying-group"} <= set(
        prompts.agendas
    )
    assert set(prompts.models) >= {"buyers-journey", "customer-lifecycle", "blank"}
    assert all(agenda.activities[-1].kind == "review" for agenda in prompts.agendas.values())


def test_the_quick_agenda_takes_twenty_minutes_and_the_long_one_two_to_four_hours() -> None:
    agendas = load().agendas
    assert agendas["journey-quick"].minutes == 20
    assert 120 <= agendas["journey"].minutes <= 240


def test_the_buyers_journey_has_six_stages_in_the_customers_words() -> None:
    stages = load().models["buyers-journey"].stages
    assert len(stages) == 6
    assert all(stage.phase for stage in stages)


def test_feelings_run_from_best_to_worst() -> None:
    values = [emotion.value for emotion in load().emotions]
    assert values == sorted(values, reverse=True)
    assert (values[0], values[-1]) == (2, -2)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("interview.yaml", "for you?", "for you.", "lanes.gains.ask"),
        ("interview.yaml", "“{stage}”", "“{step}”", "intro"),
        ("interview.yaml", "  unmet:", "  unmeet:", "listen.unmeet.[key]"),
        ("interview.yaml", "  trigger:", "  triger:", "lanes"),
        ("agendas/persona.yaml", "minutes: 20", "minuets: 20", "activities[1].minuets"),
        ("agendas/persona.yaml", "minutes: 20", "minutes: soon", "activities[1].minutes"),
        ("agendas/persona.yaml", "minutes: 20", "minutes: 0", "activities[1].minutes"),
        ("agendas/persona.yaml", "lanes: [jobs,", "lanes: [jobz,", "activities[1].lanes[0]"),
        ("agendas/persona.yaml", "lanes: [jobs,", "lanes: [goals,", "activities[1].lanes"),
        ("agendas/persona.yaml", "{subject} trying", "{persona} trying", "activities[1].question"),
        ("agendas/persona.yaml", "{subject} trying", "{subject trying", "activities[1].question"),
        ("agendas/persona.yaml", "    title: Portrait\n", "", "activities[0].title"),
        ("agendas/persona.yaml", "  - key: jobs", "  - key: portrait", ""),
        ("agendas/persona.yaml", "kind: review", "kind: evidence", "activities[4]"),
        ("agendas/persona.yaml", "reply: none", "reply: jobs", "activities[4]"),
        ("agendas/persona.yaml", "activities:", "steps:", "activities"),
        ("agendas/persona.yaml", "title: Persona", "title: Persona\ntitle: Again", "title"),
        ("agendas/persona.yaml", "title: Persona", "key: persona\ntitle: Persona", "key"),
        ("models/blank.yaml", "stages: []", "stages: [{key: a}]", "stages[0].title"),
        ("lanes.yaml", "of: persona", "of: company", "role.of[0]"),
        ("lanes.yaml", "  label: Portrait\n", "", "portrait.label"),
        ("goals.yaml", "- key: friction", "- key: framework", "[1].key"),
        ("outside-in.yaml", "[demo, demos,", "[demo, De-mos,", "sellers[3].says[1]"),
        ("outside-in.yaml", "[demo, demos,", "[demo, ... demos,", "sellers[3].says[1]"),
        ("outside-in.yaml", "    stage: Sees it work", "    step: Sees it work", "sellers[3].step"),
        ("outside-in.yaml", "  goals: goal", "  goalz: goal", "hears"),
        ("outside-in.yaml", "  goals: goal", "  goals: mood", "hears.goals"),
        ("emotions.yaml", "value: 2}", "value: 3}", "[0].value"),
        ("emotions.yaml", "value: 2}", "value: 2, mood: 1}", "[0].mood"),
        ("words/errors.yaml", "{length} characters; a note", "{0} characters; a note", None),
    ],
)
def test_a_mistake_is_named_by_file_and_key(
    root: Path, file: str, old: str, new: str, key: str | None
) -> None:
    error = broken(root, file, old=old, new=new)
    assert error.file == Path(file).name
    if key is not None:
        assert error.key == key


def test_a_lanes_texts_may_be_overridden_in_an_activity_but_not_its_form(root: Path) -> None:
    path = root / "en/agendas/persona.yaml"
    text = path.read_text("utf-8")
    asks = "lanes: [{lane: jobs, question: What does {subject} do?}, pains, gains]"
    path.write_text(text.replace("lanes: [jobs, pains, gains]", asks.replace("{s", "'{s", 0)))
    with pytest.raises(PromptsInvalid):
        read(root / "en")
    quoted = 'lanes: [{lane: jobs, question: "What does {subject} do?"}, pains, gains]'
    path.write_text(text.replace("lanes: [jobs, pains, gains]", quoted))
    asked = read(root / "en").agendas["persona"].activities[1].lanes[0]
    assert (asked.lane, asked.question) == ("jobs", "What does {subject} do?")
    path.write_text(text.replace("lanes: [jobs,", "lanes: [{lane: jobs, form: feeling},"))
    with pytest.raises(PromptsInvalid) as error:
        read(root / "en")
    assert error.value.key == "activities[1].lanes[0].form"


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    "content",
    [
        BOMB.encode(),
        b"",
        b"# nothing\n",
        b"- a list\n",
        b"text: !!python/object/apply:os.system [id]\n",
        b"text: [unclosed\n",
        b"\xff\xfe\x00",
        b"a: {b: " * 30 + b"x" + b"}" * 30,
        b"[" * 100_000,
        b"a: " + b"x" * 300_000,
        b"? [a, b]\n: c\n",
        b"n: 5\n",
        b"'Not a key': x\n",
        b"<<: {a: b}\n",
    ],
)
def test_a_file_that_is_no_plain_yaml_is_refused_by_name(root: Path, content: bytes) -> None:
    (root / "en/words/errors.yaml").write_bytes(content)
    with pytest.raises(PromptsInvalid) as error:
        read(root / "en")
    assert error.value.file == "errors.yaml"


@pytest.mark.parametrize("missing", ["lanes.yaml", "goals.yaml", "agendas", "models", "words"])
def test_what_is_missing_is_named(root: Path, missing: str) -> None:
    path = root / "en" / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(PromptsInvalid) as error:
        read(root / "en")
    assert error.value.file == missing


def test_a_new_agenda_needs_no_code(root: Path) -> None:
    """A file in the folder is an agenda under the file's name."""
    quick = root / "en/agendas/journey-quick.yaml"
    shutil.copy(quick, root / "en/agendas/our-own.yaml")
    agendas = read(root / "en").agendas
    assert agendas["our-own"].activities == agendas["journey-quick"].activities
