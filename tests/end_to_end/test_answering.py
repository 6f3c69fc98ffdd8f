"""What people do with answers: ask anywhere, switch, keep, share, doubt."""

import asyncio

import pytest
from click.testing import CliRunner

from bot.cli import main
from knowledge.identity import WorkspaceId
from knowledge.ledger import people, questions
from tests.end_to_end.scene import Scene
from tests.end_to_end.team import CHANNEL, last_told, text_of
from tests.slack_workspace import Json, Person

QUESTION = "what does the safety manager need now?"


async def test_the_card_says_it_all(library: Scene) -> None:
    """Persona, stage, need, question, who else, feeling, channel, content, words, sources."""
    team = library.team
    card = text_of(await team.ask(team.mara, QUESTION))
    for said in ("Petra", "likeliest stage", "[1]", "Watch:", "Feels:", "Send:", "We lack:"):
        assert said in card
    assert "heard at" in card
    assert not await team.jonas.ephemerals()


async def test_another_stage_replaces_the_card(library: Scene) -> None:
    """[Other stage] answers the same question again, in the same place."""
    team = library.team
    card = await team.ask(team.mara, QUESTION)
    menu = _element(card, "answer.stage")
    compares = next(o for o in menu["options"] if o["text"]["text"] == "Compares options")
    await team.mara.select(card, "answer.stage", compares["value"])
    shown = await last_told(team.mara)
    assert "Compares options" in text_of(shown)
    assert "likeliest" not in text_of(shown)
    assert len(await team.mara.ephemerals()) == 1


async def test_kept_answers_go_on_in_the_dm(library: Scene) -> None:
    """[Keep in my DM] makes a conversation in which a follow-up needs no name."""
    team = library.team
    await team.mara.click(await team.ask(team.mara, QUESTION), "answer.keep")
    place = await team.mara.dm()
    await _eventually_in(library, place, "Petra")
    await team.mara.say(place, "and what should I send?")
    assert "Petra" in await _eventually_in(library, place, "*Send:* Cost of one accident", after=1)
    cards = [message for message in await library.workspace.messages(place) if "blocks" in message]
    assert not any("answer.keep" in text_of(card) for card in cards)


async def test_what_is_kept_twice_is_there_once(library: Scene) -> None:
    """Who presses again, since the card stays where it was, is told that it is there."""
    team = library.team
    card = await team.ask(team.mara, QUESTION)
    await team.mara.click(card, "answer.keep")
    place = await team.mara.dm()
    await _eventually_in(library, place, "Petra")
    await team.mara.click(card, "answer.keep")
    assert "already" in text_of(await last_told(team.mara))
    await library.settled()
    kept = [m for m in await library.workspace.messages(place) if "Petra" in text_of(m)]
    assert len(kept) == 1


async def test_a_role_in_a_follow_up_goes_before_the_persona_before(library: Scene) -> None:
    """After Petra, "the buyer" means the buyer, and whoever is named is meant even in vain."""
    team = library.team
    await team.mara.click(await team.ask(team.mara, QUESTION), "answer.keep")
    place = await team.mara.dm()
    await _eventually_in(library, place, "Petra")
    await team.mara.say(place, "What would the buyer say against it?")
    assert "Henrik" in await _eventually_in(library, place, "Not in this year's budget.", after=1)
    await team.mara.say(place, "What does she think of Milan's submarine?")
    assert "Petra" not in await _eventually_in(library, place, "Milan", after=2)


async def test_she_is_whom_the_answer_before_was_about(library: Scene) -> None:
    """Just after an answer in a channel "she" needs no name, later and to others it does."""
    team, follow_up = library.team, "What does she like to read?"
    await team.ask(team.mara, QUESTION)
    assert "answer.stage" in text_of(await team.ask(team.mara, follow_up))
    assert "answer.stage" not in text_of(await team.ask(team.jonas, follow_up))
    library.advance(11 * 60)
    assert "answer.stage" not in text_of(await team.ask(team.mara, follow_up))


async def test_and_after_that_goes_on_along_the_path(library: Scene) -> None:
    """From the stage that was looked at last, by command and in the conversation, to its end."""
    team = library.team
    await team.ask(team.mara, QUESTION)
    assert "Compares options" in _head(await team.ask(team.mara, "and after that?"))
    assert "Convinces the director" in _head(await team.ask(team.mara, "and before that?"))
    await team.ask(team.mara, "What does Petra need in stage 6?")
    place = await team.mara.dm()
    await team.mara.say(place, "what comes next?")
    ended = "“Chooses whom to trust” is where Petra's path ends"
    await _eventually_in(library, place, ended)
    await team.mara.say(place, "and before that?")
    assert "Defends the cost" in await _eventually_in(library, place, "[1]", after=2)


async def test_a_greeting_gets_the_help(library: Scene) -> None:
    """Who says hello or thanks is not told that nothing is on record about that."""
    mara = library.team.mara
    await mara.say(await mara.dm(), "Good morning :)")
    assert "/journey start" in await _eventually_in(library, await mara.dm(), "/journey ask")
    await mara.say(await mara.dm(), "ok thx!!")
    await _eventually_in(library, await mara.dm(), "Gladly.")


async def test_a_mention_is_answered_in_private(library: Scene) -> None:
    """A mention in a thread gets an answer that only the asker sees, in that thread."""
    team = library.team
    root = await team.jonas.say(CHANNEL, "Petra asked for a trial again")
    bot = library.workspace.app.bot_user_id
    await team.jonas.say(CHANNEL, f"<@{bot}> {QUESTION}", thread_ts=root)
    answer = await library.workspace.eventually(lambda: last_told(team.jonas))
    assert "Petra" in text_of(answer)
    assert answer["thread_ts"] == root
    assert not await team.mara.ephemerals()


async def test_sharing_asks_where_and_says_who(library: Scene) -> None:
    """[Share…] posts the card for all, with who shared it; whoever reads it sees its evidence.

    A public channel is open to every colleague, so one that Mara is not in is as well.
    """
    team = library.team
    await library.workspace.control("member", channel="general", person="mara", do="leave")
    await team.mara.click(await team.ask(team.mara, QUESTION), "answer.share")
    await team.modal(team.mara)
    general = await library.workspace.channel_id("general")
    assert (await team.mara.submit({"place": general}))["result"] == "cleared"
    shared = await _eventually_in(library, "general", "Shared by")
    assert team.mara.id in shared
    assert "answer.keep" not in shared
    posted = (await library.workspace.messages("general"))[-1]
    await team.jonas.click(posted, "answer.shared_evidence")
    opened = await team.modal(team.jonas)
    assert opened["view"]["callback_id"] == "answer.evidence"


async def test_a_doubt_stands_with_the_record(library: Scene) -> None:
    """[Not right] is kept with the version that answered, and shows with it: one's last word."""
    team = library.team
    answer = await team.ask(team.mara, QUESTION)
    for note in ("The director decides", "Kessler says the works council decides"):
        await team.mara.click(answer, "answer.wrong")
        await team.modal(team.mara)
        filled = {"what": "untrue", "note": note}
        assert (await team.mara.submit(filled))["result"] == "updated"
        await team.mara.close(everything=True)
    await team.jonas.command("/journey show J1")
    card = text_of(await last_told(team.jonas))
    assert "A colleague says that something here is not right: Kessler says" in card


async def test_it_says_when_it_does_not_know(library: Scene) -> None:
    """Nothing founded: it says so, and what would help; no line is invented."""
    team = library.team
    card = text_of(await team.ask(team.mara, "which football club does the mayor like?"))
    assert "nothing on record" in card
    assert "What would help" in card
    assert "[1]" not in card


async def test_the_index_is_written_anew_by_the_bot_that_serves(
    library: Scene, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`desireline reindex` only asks; before, meanwhile and afterwards questions are answered."""
    monkeypatch.setenv("DESIRELINE_DATABASE_URL", sqlite_url)
    said = await asyncio.to_thread(CliRunner().invoke, main, ["reindex"])
    assert "writes the index anew" in said.output
    assert "Petra" in text_of(await library.team.ask(library.team.mara, QUESTION))
    await library.settled()
    (done,) = [one for one in await library.memory.effects() if one.kind == "index.rebuild"]
    assert done.result["written"] > 100
    assert "Petra" in text_of(await library.team.ask(library.team.mara, QUESTION))


async def test_a_workshop_is_told_what_is_known_already(library: Scene) -> None:
    """From the form, above what is being typed, down to the record; and in the board's thread."""
    team = library.team
    await team.start(agenda="journey-quick", typed="Petra", choice="Petra")
    view = await team.open_notes(team.jonas)
    assert "What do we know about Petra here?" in text_of(view)
    await team.jonas.click(view, "notes.known")
    known = await library.workspace.eventually(lambda: _window_with(team.jonas, "[1]"))
    assert "What we know" not in known
    await team.jonas.click((await team.modal(team.jonas))["view"], "answer.evidence")
    # Slack stacks three windows: a fourth comes in the place of the third.
    await team.jonas.click((await team.modal(team.jonas))["view"], label="Open J1@1")
    opened = await library.workspace.eventually(lambda: _window_with(team.jonas, "Read a stage"))
    assert "Convinces the director" in opened
    await team.jonas.close(everything=True)
    bot = library.workspace.app.bot_user_id
    asked = await team.reply(team.ines, f"<@{bot}> what do we know about Petra here?")
    answer = await library.workspace.eventually(lambda: last_told(team.ines))
    assert "Nobody buys gloves until someone bleeds" in text_of(answer)
    assert (await team.board())["ts"] == answer["thread_ts"]
    await team.ines.edit(CHANNEL, asked, f"<@{bot}> what do we know about Petra here, please?")
    await team.reply(team.ines, "an audit")
    await library.settled()
    assert not any("please" in note for note in await library.memory.notes())
    await team.eventually_board("1 note so far")


async def test_a_rehearsal_is_told_the_same_and_keeps_nothing(library: Scene) -> None:
    """No question stays in whose words somebody rehearsed, so there is nothing to share either."""
    team, mara = library.team, library.team.mara
    team.channel = await mara.dm()
    await mara.command("/journey rehearse")
    await team.modal(mara)
    offered = await mara.options("start.subject", "Petra")
    petra = next(one["value"] for one in offered if "safety manager" in one["text"]["text"])
    await mara.submit({"start.subject": [petra], "goal": "friction"})
    await mara.click(await team.open_notes(mara), "notes.known")
    known = await library.workspace.eventually(lambda: _window_with(mara, "[1]"))
    assert "answer.keep" not in known
    async with library.memory.ledger.reading(WorkspaceId(library.workspace.app.team_id)) as tx:
        person = await people.known(tx, mara.id)
        assert person is not None
        assert await questions.last(tx, person, n=1) == ()


async def test_my_answers_stand_in_my_home(library: Scene) -> None:
    """Each answer can be looked at again in the Home of who asked, and of nobody else."""
    team = library.team
    await team.ask(team.mara, QUESTION)
    home = await _home(library, team.mara, QUESTION)
    await team.mara.click(home, "answer.again")
    assert "Petra" in text_of((await team.modal(team.mara))["view"])
    assert QUESTION not in text_of(await _home(library, team.jonas, "Petra"))


async def test_show_and_history_tell_of_a_record(library: Scene) -> None:
    """`/journey show P1` and `/journey history J1`, both also by name, and from the Home."""
    team = library.team
    for named in ("P1", "Petra", "safety manager"):
        assert "P1@1" in text_of(await team.mara.told(f"/journey show {named}"))
    several = await team.mara.told("/journey show Petra's journey")
    assert "Which one do you mean?" in text_of(several)
    await team.mara.click(several, "record.show:J1")
    assert "J1@1" in text_of(await last_told(team.mara))
    none = text_of(await team.mara.told("/journey show the moon"))
    assert "is no record here" in none
    assert "Petra, safety manager" in none
    for named in ("J1", "Petra"):
        assert "First version" in text_of(await team.mara.told(f"/journey history {named}"))
    await team.jonas.click(await _home(library, team.jonas, "J1@1"), "record.show:J1")
    assert "Convinces the director" in text_of((await team.modal(team.jonas))["view"])


async def test_what_changed_is_told_by_the_history(library: Scene) -> None:
    """Typed, or said to the bot alone: no card of what she needs passes for it."""
    mara = library.team.mara
    asked = await library.team.ask(mara, "what changed in Petra's journey?")
    assert "J1@1" in text_of(asked)
    dm = await mara.dm()
    await mara.say(dm, "who made J1?")

    async def told() -> bool:
        return any("J1@1" in text_of(message) for message in await library.workspace.messages(dm))

    await library.workspace.eventually(told)


async def test_a_channel_pins_where_somebody_stands(library: Scene) -> None:
    """Answers there begin with that stage and say since when, for all, until it is unpinned."""
    mara, jonas = library.team.mara, library.team.jonas
    asked = await mara.told("/journey pin Petra")
    assert "Where does *Petra* stand by now?" in text_of(asked)
    options = _element(asked, "pin.stage")["options"]
    await mara.select(asked, "pin.stage", options[0]["value"])
    done = await library.workspace.eventually(lambda: _last_with(mara, "is pinned at"))
    card = text_of(await library.team.ask(jonas, QUESTION))
    assert f"{options[0]['text']['text']} (pinned" in card
    elsewhere = await jonas.told("/journey ask what does Petra need now?", channel=await jonas.dm())
    assert "(pinned" not in text_of(elsewhere)
    assert options[0]["text"]["text"] in text_of(await jonas.told("/journey pin"))
    await mara.click(done, "pin.remove")
    await library.workspace.eventually(lambda: _last_with(mara, "not pinned here any more"))
    again = await mara.told("/journey pin the safety manager convincing the director")
    assert "Convinces the director" in text_of(again)
    which = await mara.told("/journey pin Petra and the plant director convincing the director")
    assert "Whom do you mean?" in text_of(which)
    await mara.click(which, "pin.persona:P2")
    await library.workspace.eventually(lambda: _last_with(mara, "*Henrik* is pinned at"))
    assert "Name one persona" in text_of(await mara.told("/journey pin somebody"))


async def _last_with(person: Person, text: str) -> Json | None:
    found = (one for one in await person.ephemerals() if text in text_of(one))
    return next(found, None)


async def _window_with(person: Person, text: str) -> str:
    modal = await person.modal()
    said = text_of(modal["view"]) if modal else ""
    return said if text in said else ""


async def _home(scene: Scene, person: Person, text: str) -> Json:
    await person.open_home()

    async def found() -> Json | None:
        home = await person.home()
        return home if home and text in text_of(home) else None

    return await scene.workspace.eventually(found)


async def _eventually_in(scene: Scene, place: str, text: str, *, after: int = 0) -> str:
    async def found() -> str:
        messages = (await scene.workspace.messages(place))[after:]
        return next((said for said in map(text_of, messages) if text in said), "")

    return await scene.workspace.eventually(found)


def _head(card: Json) -> str:
    return str(card["blocks"][0]["text"]["text"])


def _element(message: Json, action_id: str) -> Json:
    elements = [e for block in message["blocks"] for e in block.get("elements", ())]
    return next(dict(e) for e in elements if e.get("action_id") == action_id)
