"""Bad input gets a clear message; nothing is lost, half written, or shown to the wrong people."""

import asyncio
import contextlib
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import pytest_asyncio

from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.index.ownership import Ownership
from knowledge.records import store
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind
from tests.end_to_end.forging import picked, post, press, send, submission, tell
from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import CHANNEL, field_of, text_of
from tests.slack_workspace import Json, Person

QUESTION = "what does the safety manager need now?"


@pytest_asyncio.fixture
async def here(scene: Open) -> AsyncIterator[Scene]:
    """A scene over HTTP with the example records."""
    async with scene("http", furnished=True) as opened:
        yield opened


async def _told(person: Person, before: int) -> str:
    async def found() -> str:
        heard = await person.ephemerals()
        return f"{heard[-1]['text']} {text_of(heard[-1])}" if len(heard) > before else ""

    return await person.workspace.eventually(found)


async def _command(person: Person, text: str, channel: str = CHANNEL) -> str:
    before = len(await person.ephemerals())
    await person.command(text, channel)
    return await _told(person, before)


def _command_body(scene: Scene, person: Person, text: str, trigger: str) -> bytes:
    app = scene.workspace.app
    body = {
        "command": "/journey", "text": text, "team_id": app.team_id, "user_id": person.id,
        "channel_id": "D0NOWHERE", "trigger_id": trigger, "response_url": "",
    }  # fmt: skip
    return urlencode(body).encode()


TYPED = [
    ("/journey", "Ask what a customer needs now"),
    ("/journey \u00a0 \u3000", "Ask what a customer needs now"),
    ("/journey \u200b", "Ask what a customer needs now"),
    ('/journey ""', "Ask what a customer needs now"),
    ("/journey 🧤", "🧤"),
    ("/journey 🧤🧤 👩\u200d🔬 🏳️\u200d🌈", ""),
    ("/journey frobnicate", "frobnicate"),
    ("/journey hsitory J1", "Did you mean `/journey history`?"),
    ("/journey aks what does the safety manager need now?", "Petra"),
    ("/journey asck wat does perta need now?", "Petra"),
    ("/journey petra", "*The path:* How Petra gets safer workwear"),
    ("/journey <!channel>", "I don't know"),
    ("/journey ask", "Ask about a persona or a stage"),
    ("/journey ask\u00a0what does the safety manager need now?", "Petra"),
    ("/journey ASK “what does the safety manager need now?”", "Petra"),
    ("/journey ask\nwhat does the safety manager need now?", "Petra"),
    ("/journey what does the safety manager need now?", "Petra"),
    ("/journey ask " + "x" * 3001, "a question holds 3000"),
    ("/journey ask " + "glove " * 499, ""),
    ("/journey note", "Write it after the command"),
    ('/journey note "" ', "Write it after the command"),
    ("/journey note “Half a quote", "“Half a quote"),
    ("/journey note \u202eevil\u202c &amp; <b>bold</b> <!channel>", "evil"),
    ("/journey note " + "y" * 3001, "a one-liner holds 3000"),
    ("/journey show", "Which record?"),
    ("/journey show P", "is no record"),
    ("/journey show P999", "There is no P999"),
    ("/journey show P1@99", "There is no P1@99"),
    ("/journey show P1@x", "is no record"),
    ("/journey show <https://evil.example|P1>", "is no record"),
    ("/journey show " + "P" * 4000, "is no record"),
    ("/journey history", "Which record?"),
    ("/journey history J999", "There is no J999"),
    ("/journey interview", "About which record?"),
    ("/journey interview L1", "come from a persona or a journey"),
    ("/journey interview J1@99", "There is no J1@99"),
    ("/journey interview Nobody\u202e", "is no record"),
    ("/journey history '; drop table x; --", "is no record"),
]


async def test_whatever_is_typed_gets_a_clear_answer(here: Scene) -> None:
    """Empty, blanks, emoji, 4 KB, unknown verbs, odd quotes, tokens."""
    mara = here.team.mara
    for typed, wanted in TYPED:
        said = await _command(mara, typed)
        assert wanted in said, typed
        assert "Something broke" not in said, typed
        assert "<!channel>" not in said, typed
    assert await mara.notices() == []
    kept = await here.memory.one_liners()
    assert "“Half a quote" in kept
    assert any("& <b>bold</b> <!channel>" in one or "&amp; <b>bold</b>" in one for one in kept)


async def test_mentions_nul_and_halves_of_letters_are_taken(here: Scene) -> None:
    """What only a broken client sends is answered as well, and the same trigger counts once."""
    mara, ws = here.team.mara, here.workspace
    said = await _command(mara, f"/journey ask what does <@{ws.app.bot_user_id}> need, @gone?")
    assert "Something broke" not in said
    for number, text in enumerate(["ask x\x00y z", "note a\x00b", "\x00"]):
        for _ in range(2):
            status, body = await post(here, _command_body(here, mara, text, f"9.{number}.t"))
            assert status in (200, 400)
            assert "Something broke" not in json.dumps(body)
    view = {"id": "V1", "hash": "1", "callback_id": "capture.write", "private_metadata": ""}
    typed = {"sentence": {"sentence": {"type": "plain_text_input", "value": "half \ud83d"}}}
    forged = submission(here, mara, view, state={"values": typed})
    for _ in range(2):
        status, body = await send(here, forged)
        assert status == 200
        assert "Saved, word for word" in json.dumps(body)
    kept = await here.memory.one_liners()
    assert (kept.count("ab"), kept.count("half")) == (1, 1)


async def test_outside_of_its_channels_it_answers_too(here: Scene) -> None:
    """In a direct message, in a channel that it is not in, in a window from one it can't see."""
    mara, dm = here.team.mara, await here.team.mara.dm()
    assert "Petra" in await _command(mara, f"/journey ask {QUESTION}", dm)
    assert "Petra" in await _command(mara, f"/journey ask {QUESTION}", "general")
    unseen = {"callback_id": "capture.write", "private_metadata": '{"place":"G0UNSEEN"}'}
    typed = {"sentence": {"sentence": {"type": "plain_text_input", "value": "Said elsewhere"}}}
    form = submission(here, mara, {"id": "V2", "hash": "1", **unseen}, state={"values": typed})
    assert "Saved, word for word" in json.dumps(await send(here, form))


async def test_guests_and_people_from_outside_get_nothing(here: Scene) -> None:
    """Neither an answer nor a record, a choice, or a library; also when Slack doesn't answer."""
    for name, what in (("gast", {"guest": True}), ("extern", {"external": True})):
        made = await here.workspace.control("newcomer", name=name, real_name=name, **what)
        await here.workspace.control("member", channel=CHANNEL, person=name)
        someone = Person(here.workspace, name, str(made.get("user") or made.get("id") or ""))
        for text in (f"ask {QUESTION}", "note They bleed", "show P1", "interview J1", "start"):
            said = await _command(someone, f"/journey {text}")
            assert "stays inside the company" in said, text
            assert "Petra" not in said
    assert "They bleed" not in await here.memory.one_liners()
    await here.fault("users.info", "error", error="user_not_found", count=5)
    ines = here.team.ines
    assert "can't find out from Slack who you are" in await _command(ines, "/journey show P1")
    await here.healed()


FORGED = [
    "",
    "{}",
    "null",
    "[]",
    '{"workshop":"w0"}',
    '{"workshop":"w0\\ud83d\\u0000"}',
    '{"workshop":1,"activity":"frame"}',
    '{"workshop":"w0","note":"n1","page":-1,"nameless":true}',
    '{"record":"J999@1","cell":"s1:goals"}',
    '{"record":"J1@1","cell":"nowhere:goals","place":"C0ELSEWHERE"}',
    "x" * 2999,
]


async def test_forged_forms_change_nothing(here: Scene) -> None:
    """Tampered metadata, foreign ids, missing values: a notice, and no half of anything."""
    await here.start()
    view = await here.team.open_notes(here.team.jonas)
    await here.team.jonas.close(everything=True)
    foreign = view["private_metadata"].replace('"w', '"w9')
    callbacks = ["notes", "note", "skip", "stages", "review", "publish", "conflict", "start",
                 "answer.share", "answer.wrong", "capture.changed", "capture.customer",
                 "source", "dissent", "interview.assigned", "interview.answered"]  # fmt: skip
    before = await here.memory.notes(), await here.memory.versions()
    for callback in callbacks:
        for metadata in (*FORGED, foreign):
            forged = submission(
                here, here.team.jonas, view, callback_id=callback, private_metadata=metadata,
                id=f"V{callback}", hash=metadata[:9],
            )  # fmt: skip
            status, body = await send(here, forged)
            assert status == 200, (callback, metadata)
            assert "Something broke" not in json.dumps(body), (callback, metadata)
            assert body.get("response_action") in ("update", "errors"), (callback, metadata, body)
    assert (await here.memory.notes(), await here.memory.versions()) == before


SECRET = Persona(name="Zacharias", insights=())


async def test_a_one_liner_takes_nothing_that_was_not_offered(here: Scene) -> None:
    """A record of a channel that one isn't in, one of another kind, a name that is none."""
    jonas, ledger = here.team.jonas, here.memory.ledger
    await jonas.told("/journey note They fear blame")
    async with ledger.transaction(WorkspaceId(here.workspace.app.team_id)) as tx:
        hidden = await store.publish(
            tx, await store.new_ref(tx, Kind.PERSONA), SECRET, person=PersonId("p0"),
            reason="workshop", base=None, visibility=PlaceId("C0ELSEWHERE"),
        )  # fmt: skip
    mine = '{"place":"C0ELSEWHERE","one_liner":"L16","card":""}'
    whom = [
        (str(hidden.ref), ""),
        ("J1", ""),
        ("P1", "P1 s1"),
        ("P1", "J999 s1"),
        ("P1", "J1 s999"),
    ]
    forms = [("capture.changed", {"persona": picked(p), "stage": picked(s)}) for p, s in whom]
    for name in ("x" * 151, "\u202e\u2066"):
        typed = {"customer": {"type": "plain_text_input", "value": name}}
        forms.append(("capture.customer", {"customer": typed}))
    for number, (callback, values) in enumerate(forms):
        view = {"id": f"V{number}", "hash": "1", "callback_id": callback, "private_metadata": mine}
        status, body = await send(here, submission(here, jonas, view, state={"values": values}))
        assert status == 200
        assert body["response_action"] in ("update", "errors"), values
        said = json.dumps(body)
        assert "Zacharias" not in said
        assert "Something broke" not in said, values
    assert "There is no L16@2" in await _command(jonas, "/journey show L16@2")
    before = len(await jonas.ephemerals())
    place = await here.workspace.channel_id(CHANNEL)
    await send(here, press(here, jonas, "record.ask", value=str(hidden.ref), place=place))
    assert f"There is no {hidden.ref}" in await _told(jonas, before)


async def test_nobody_does_what_is_anothers_by_naming_it(here: Scene) -> None:
    """A press that nobody drew for them: neither shown nor done, and they hear why."""
    team, mara, jonas = here.team, here.team.mara, here.team.jonas
    await here.start()
    ts = await team.reply(team.ines, "A canary below the gloves")
    await team.eventually_board("1 note so far")
    view = await team.open_notes(jonas)
    state = await here.memory.workshop()
    (note,), form = state.notes, {"private_metadata": json.dumps({"workshop": state.id})}

    async def pressed(action: str, value: str, view: Json, by: Person = jonas) -> str:
        await send(here, press(here, by, action, value=value, view=view, place=""))
        return str((await here.calls("views.push"))[-1])

    for action in ("facilitate.next", "review.choose_again"):
        assert f"<@{mara.id}> leads this" in await pressed(action, state.id, {**view, **form})
    stage, sort = state.stages[0].id, f"facilitate.sort:{note}"
    assert f"<@{mara.id}> leads this" in await pressed(sort, stage, {**view, **form}, team.ines)
    assert "Only the person who wrote" in await pressed("notes.own", f"edit {note}", view)
    assert "Only the person who wrote" in await pressed("reply.take_back", f"{state.id} {ts}", view)
    for action, value in (("record.unrestore", "J1@1 ²"), ("reply.take_back", f"{state.id} ²")):
        assert "not one of mine" in await pressed(action, value, view)
    for somebody in (here.workspace.app.bot_user_id, "U0NOBODY"):
        said = await pressed("facilitate.hand_over", somebody, {**view, **form}, mara)
        assert "Only a colleague who can open this channel" in said
    seen = {"private_metadata": json.dumps({"workshop": state.id, "seen": state.stages_seen})}
    lines = {"values": {"stages": {"x": {"value": "Asks around\nTries it"}}}}
    sent = submission(here, jonas, {**view, **seen}, callback_id="stages", state=lines)
    assert "leads this workshop" in json.dumps(await send(here, sent))
    for page in (0, -99):
        forged = json.dumps({"workshop": state.id, "page": page})
        sent = submission(here, jonas, view, callback_id="review", private_metadata=forged)
        assert "leads this workshop" in json.dumps(await send(here, sent))
    await team.ask(jonas, QUESTION)
    doubt = {"callback_id": "answer.wrong", "private_metadata": '{"question":"1"}'}
    sent = submission(here, jonas, {**view, **doubt}, state={"values": {"what": picked("x")}})
    assert "not one of mine" in json.dumps(await send(here, sent))
    assert (await here.memory.workshop()) == state
    assert "canary" not in str([await here.calls(f"views.{how}") for how in ("update", "push")])


async def test_what_was_typed_survives_a_refusal(here: Scene) -> None:
    """A stage is removed while somebody writes to it; the workshop ends while they save."""
    team, jonas = here.team, here.team.jonas
    await here.start()
    await team.go_on(2, 3)
    first = await team.open_notes(jonas)
    await jonas.submit({field_of(first): "I want to know first"})
    view = (await team.modal(jonas))["view"]
    await _only_stage(here, "Learns that it matters")
    assert (await jonas.submit({field_of(view): "I want to be safe"}))["result"] == "updated"
    (kept,) = [n for n in (await here.memory.workshop()).in_order() if "safe" in n.text]
    assert kept.unsorted
    await jonas.close(everything=True)
    view = await team.open_notes(jonas)
    await team.press(team.mara, "board.facilitate")
    await team.mara.click(await team.modal(team.mara), "facilitate.end")
    await team.mara.close(everything=True)
    refused = await jonas.submit({field_of(view): "\u202e <!channel> &amp; ```"})
    assert refused["result"] == "errors"
    assert "closed" in str(refused["errors"])
    assert not [text for text in await here.memory.notes() if "amp" in text]


async def _only_stage(scene: Scene, title: str) -> None:
    mara = scene.team.mara
    await scene.team.press(mara, "board.facilitate")
    await mara.click(await scene.team.modal(mara), "facilitate.stages")
    await scene.workspace.eventually(lambda: _open(mara, "stages"))
    result = await mara.submit({"stages": title})
    assert result["result"] == "closed"
    await mara.close(everything=True)


async def _open(person: Person, callback: str) -> bool:
    modal = await person.modal()
    return bool(modal and modal["view"]["callback_id"] == callback)


async def test_a_double_click_moves_once(here: Scene) -> None:
    """And a click on what was drawn before the last move does nothing."""
    team = here.team
    await here.start()
    await team.press(team.mara, "board.facilitate")
    stale = await team.modal(team.mara)
    twice = [team.mara.click(stale, "facilitate.next") for _ in range(2)]
    with contextlib.suppress(AssertionError):
        await asyncio.gather(*twice)
    await here.settled()
    assert (await here.memory.workshop()).position == 1
    assert await team.mara.notices() == []


async def test_an_event_of_another_shape_stops_no_other(here: Scene) -> None:
    """What Bolt itself can't read is put aside; what is said after it is heard."""
    await here.start()
    place = await here.workspace.channel_id(CHANNEL)
    board = (await here.team.board())["ts"]
    said = {"type": "message", "channel": place, "thread_ts": board, "ts": "1.2", "text": "x"}
    shapes: list[Json] = [{"user": 0}, {"user": [1]}, {"user": {}}, {"text": 0}, {"ts": []}]
    for number, shape in enumerate([*shapes, {"thread_ts": {}}, {"channel": 7}, {"type": 1}]):
        status, _ = await tell(here, said | {"user": "U1"} | shape, number=f"odd{number}")
        assert status in (200, 400), shape
    await here.team.reply(here.team.jonas, "They share one pair of gloves")
    await here.workspace.eventually(here.memory.notes)
    assert await here.memory.notes() == {"They share one pair of gloves": 1}


async def test_an_expired_trigger_is_said(here: Scene) -> None:
    """The window can't open any more: press again; nothing else happened."""
    await here.start()
    await here.fault("views.open", "error", error="expired_trigger_id", count=1)
    before = len(await here.team.jonas.ephemerals())
    await here.team.press(here.team.jonas, "board.add_notes")
    assert "press it again" in await _told(here.team.jonas, before)
    await here.team.open_notes(here.team.jonas)
    assert await here.team.jonas.notices() == []


@pytest.mark.parametrize("broken", ["missing", "corrupt", "locked"])
async def test_questions_are_answered_whatever_becomes_of_chroma(here: Scene, broken: str) -> None:
    """Answers need the ledger only; what is indexed comes later."""
    chroma = Path(here.bot.data_dir) / "chroma"
    await here.bot.stop()
    lock = _break(chroma, broken)
    await here.bot.start()
    if broken == "corrupt":
        _break(chroma, broken)
    assert "Petra" in await _command(here.team.mara, f"/journey ask {QUESTION}")
    assert "Saved" in await _command(here.team.mara, "/journey note Nobody reads the manual")
    assert "Nobody reads the manual" in await here.memory.one_liners()
    if lock is not None:
        lock.release()
    await here.bot.stop()
    assert await here.team.mara.notices() == []


def _break(chroma: Path, how: str) -> Ownership | None:
    if how == "locked":
        return Ownership.take(chroma.with_name("chroma.lock"))
    if how == "missing":
        shutil.rmtree(chroma, ignore_errors=True)
    else:
        chroma.mkdir(exist_ok=True)
        (chroma / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    return None
