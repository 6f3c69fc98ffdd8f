"""What Slack sends is read once, here; forms that we did not write are refused."""

from dataclasses import replace

import pytest

from bot import forms
from bot.errors import FormTampered
from bot.listeners import acts, reply
from bot.views import blocks
from tests.bot.conftest import TEAM
from tests.bot.test_http import CLICK, COMMAND, PICK, SEARCH, SUBMISSION


def test_a_command_is_known_again_by_its_trigger() -> None:
    """What no database takes is left out of its text."""
    read = acts.command({**COMMAND, "text": "note a\x00b\ud83d"})
    assert (read.workspace, read.user, read.place) == (TEAM, "U0MARA", "C0WORK")
    assert (read.key, read.text) == ("command:1.2.3", "note ab")
    assert acts.command({**COMMAND, "text": None}).text == ""


def test_a_click_is_known_again_by_who_did_what_and_when() -> None:
    """Its value is the button's, or that of what was chosen."""
    action = CLICK["actions"][0]
    read = acts.click(CLICK, action)
    assert read.key == "action:U0MARA:board.ready:1.5"
    assert (read.value, read.message_ts, read.view) == ("w1 frame@1", "1.1", None)
    for chosen in ({"selected_option": {"value": "x"}}, {"selected_user": "x"}):
        picked = {"action_id": "a", "action_ts": "1", **chosen}
        assert acts.click(CLICK, picked).value == "x"
    assert acts.click({**CLICK, "view": SUBMISSION["view"]}, action).view is not None


def test_an_installation_for_a_whole_organisation_has_no_team() -> None:
    """Then the person's own workspace counts, never their id."""
    assert acts.click({**CLICK, "team": None}, CLICK["actions"][0]).workspace == TEAM


def test_a_submission_tells_what_was_typed() -> None:
    """And in which field, so that a refusal can stand there."""
    view = acts.submission(SUBMISSION).view
    assert view.text("text:trigger::0") == "A line stopped"
    assert view.written() == "text:trigger::0"
    assert (view.text("x"), view.choice("x"), view.label("x"), view.users("x")) == ("", "", "", ())
    bare = {key: value for key, value in SUBMISSION["view"].items() if key != "state"}
    assert acts.submission({**SUBMISSION, "view": bare}).view.written() == ""


def test_what_says_no_stands_on_top_where_no_more_window_fits() -> None:
    """Once, with all that was there; another window comes in the place of the one on top."""
    asked = blocks.asks("Why?", blocks.entry("reason"), block_id="reason")
    drawn = blocks.modal("form", "Form", [asked], metadata="m", submit="Save", close="Cancel")
    view = acts.submission({**SUBMISSION, "view": {**SUBMISSION["view"], **drawn}}).view
    for said in ("No.", "Not now."):
        notice = blocks.window(reply.NOTICE, "That didn't work", said, close="Close")
        shown = reply.in_place(view, notice)
        assert {**shown, "blocks": shown["blocks"][1:]} == drawn
        assert shown["blocks"][0]["text"]["text"] == said
        view = replace(view, drawn=shown)
    other = blocks.window("other", "Other", "Something", close="Close")
    assert reply.in_place(view, other) == other


def test_a_search_and_a_shortcut_are_read() -> None:
    """With what was typed, and with who wrote the message."""
    assert acts.search(SEARCH).query == "Pe"
    picked = acts.pick(PICK)
    assert (picked.author, picked.message_ts, picked.key) == ("U0JONAS", "1.1", "shortcut:1.2.5")


FORMS = [
    forms.StartForm(agenda="journey-quick", place="C1"),
    forms.NotesForm(workshop="w1", activity="frame", stage="s1", turn=3),
    forms.EditForm(note="n1", back=forms.NotesForm(workshop="w1", activity="frame")),
    forms.WorkshopForm(workshop="w1", page=2),
    forms.SkipForm(workshop="w1", drawn="frame@1", whole=True),
    forms.QuestionForm(question="7"),
    forms.CaptureForm(one_liner="L1"),
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_a_form_comes_back_as_it_was_written(form: forms.Form) -> None:
    """Within what Slack carries."""
    assert type(form).read(form.write()) == form
    assert len(form.write()) < 3000


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "{", '{"more":1}', "\x00", "x" * 3001])
def test_a_form_that_we_did_not_write_is_refused(form: forms.Form, text: str) -> None:
    """Missing, foreign or additional keys."""
    with pytest.raises(FormTampered):
        type(form).read(text)
    with pytest.raises(FormTampered):
        type(form).read(form.write()[:-1] + ',"more":1}')


@pytest.mark.parametrize("odd", [0, 10**30, 1.5, True, ["x"], {"x": 1}])
def test_what_should_be_an_id_is_taken_for_text(odd: object) -> None:
    """Whoever is no person and what is no place is looked up, and is not found."""
    body = {
        "team": {"id": "T1"}, "user": {"id": odd}, "channel": {"id": odd},
        "view": {"id": "V1", "private_metadata": odd},
    }  # fmt: skip
    act = acts.submission(body)
    assert isinstance(act.user, str)
    assert isinstance(act.place, str | None)
    assert act.view.carried() == {}
