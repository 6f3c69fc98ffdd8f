"""One-liners: kept word for word where they are said, and evidence once confirmed."""

import pytest

from knowledge.identity import WorkspaceId
from knowledge.records import store
from knowledge.records.refs import Kind
from tests.end_to_end.scene import Scene
from tests.end_to_end.team import CHANNEL, last_told, text_of
from tests.slack_workspace import Json

FURNISHED = 15
SENTENCE = "The director only asked what one accident costs"


async def test_a_sentence_is_kept_confirmed_and_cited(library: Scene) -> None:
    """`/journey note` keeps it word for word; confirmed, the next answer may quote it."""
    jonas = library.team.jonas
    card = await jonas.told(f"/journey note “{SENTENCE}”")
    assert f"“{SENTENCE}”" in text_of(card)
    assert "Likely: " in text_of(card)
    await jonas.click(card, "capture.right")
    assert "counts as evidence from now on" in text_of(await last_told(jonas))
    await jonas.command("/journey show L16")
    assert SENTENCE in text_of(await last_told(jonas))


async def test_who_it_is_about_can_be_changed(library: Scene) -> None:
    """[Change] and [Add customer] correct the record and its card; both are versions of it."""
    jonas = library.team.jonas
    await jonas.click(await jonas.told(f"/journey note {SENTENCE}"), "capture.change")
    await library.team.modal(jonas)
    result = await jonas.submit({"persona": "P2", "stage": "J1 committing"})
    assert result["result"] == "cleared"
    card = await last_told(jonas)
    assert "Henrik · Convinces the director" in text_of(card)
    assert "capture.right" not in text_of(card)
    await jonas.click(card, "capture.add_customer")
    await library.team.modal(jonas)
    await jonas.submit({"customer": "Nordwerk"})
    assert "Nordwerk" in text_of(await last_told(jonas))
    assert "Another customer" in text_of(await last_told(jonas))
    await jonas.command("/journey show L16@3")
    assert "Nordwerk" in text_of(await last_told(jonas))


async def test_it_can_be_taken_back_and_kept_after_all(library: Scene) -> None:
    """[Undo] takes it back; one more press brings it back."""
    jonas = library.team.jonas
    await jonas.click(await jonas.told(f"/journey note {SENTENCE}"), "capture.undo")
    assert "Taken back" in text_of(await last_told(jonas))
    await jonas.click(await last_told(jonas), "capture.restore")
    assert "Saved, word for word" in text_of(await last_told(jonas))


async def test_who_heard_something_like_it_is_told_as_you_or_by_name(library: Scene) -> None:
    """Nobody reads their own name as if it were a colleague's."""
    team = library.team
    said = "The crane driver swears at the winter gloves"
    await team.jonas.click(await team.jonas.told(f"/journey note {said}"), "capture.right")
    own = text_of(await team.jonas.told(f"/journey note {said}, every day"))
    assert "You heard something similar" in own
    told = text_of(await team.ines.told(f"/journey note {said}, each morning"))
    assert f"<@{team.jonas.id}> heard something similar" in told


async def test_the_shortcut_keeps_a_colleagues_words(library: Scene) -> None:
    """A message is kept word for word by the shortcut, with who said it, where and when."""
    team = library.team
    ts = await team.ines.say(CHANNEL, SENTENCE)
    message = await _message(library, ts)
    await team.jonas.shortcut("save_one_liner", message)
    card = await library.workspace.eventually(lambda: last_told(team.jonas))
    assert SENTENCE in text_of(card)
    await team.jonas.command("/journey show L16")
    assert team.ines.id in text_of(await last_told(team.jonas))


@pytest.mark.parametrize(
    "typed", [f"note: {SENTENCE}", f"Note “{SENTENCE}”", f'NOTE : "{SENTENCE}"']
)
async def test_a_note_in_a_direct_message_is_kept_as_by_the_command(
    library: Scene, typed: str
) -> None:
    """With the same card, whose buttons do the same; it is meant for the library."""
    jonas = library.team.jonas
    await jonas.say(await jonas.dm(), typed)
    card = await _direct(library, "Saved, word for word")
    assert f"“{SENTENCE}”" in text_of(card)
    await jonas.click(card, "capture.right")
    assert "capture.right" not in text_of(await _direct(library, "counts as evidence from now on"))
    await library.team.mara.command("/journey show L16")
    assert SENTENCE in text_of(await last_told(library.team.mara))
    await library.settled()
    assert await _kept(library) == 1


async def test_a_note_in_a_mention_is_kept_and_only_its_author_sees_the_card(
    library: Scene,
) -> None:
    """It was taken for a question, and the sentence was lost."""
    jonas = library.team.jonas
    await jonas.say(CHANNEL, f"<@{library.workspace.app.bot_user_id}> note: {SENTENCE}")
    card = await library.workspace.eventually(lambda: last_told(jonas))
    assert f"“{SENTENCE}”" in text_of(card)
    await jonas.click(card, "capture.right")
    await library.settled()
    assert await _kept(library) == 1


async def test_a_note_without_a_sentence_keeps_nothing_and_a_question_stays_one(
    library: Scene,
) -> None:
    jonas = library.team.jonas
    for typed in ("note:", 'note: ""'):
        await jonas.say(await jonas.dm(), typed)
        await _direct(library, "What did they say?")
    await jonas.say(await jonas.dm(), "note from Petra, what does she need?")
    await _direct(library, "likeliest stage")
    assert await _kept(library) == 0


async def test_what_is_said_in_private_stays_there(library: Scene) -> None:
    """A sentence from a private channel is found there, and nowhere else; its card says so."""
    team = library.team
    await library.workspace.control("channel", channel=CHANNEL, do="private")
    told = await team.jonas.told(f"/journey note {SENTENCE}")
    assert "only those who are in here will find it" in text_of(told)
    await team.jonas.click(told, "capture.right")
    await team.mara.command("/journey show L16", CHANNEL)
    assert SENTENCE in text_of(await last_told(team.mara))
    await team.mara.command("/journey show L16", "general")
    assert SENTENCE not in text_of(await last_told(team.mara))
    assert "There is no L16" in text_of(await last_told(team.mara))
    # And so does what is written or asked in a window that was opened there.
    view = await _typed(library, "help.note", {"sentence": "Petra hid the merger from us"})
    await team.jonas.click(view, "capture.right")
    await team.jonas.close(everything=True)
    await team.mara.command("/journey show L17", "general")
    assert "There is no L17" in text_of(await last_told(team.mara))
    view = await _typed(library, "help.ask", {"question": "what did Petra say about the merger?"})
    assert "Petra hid the merger" in text_of(view)


async def test_only_who_captured_it_changes_it(library: Scene) -> None:
    """Somebody else's press on the same button value changes nothing."""
    team = library.team
    mine = await team.jonas.told(f"/journey note {SENTENCE}")
    theirs = await team.ines.told(f"/journey note {SENTENCE} indeed")
    assert "L16" in str(mine["blocks"])
    assert "L17" in str(theirs["blocks"])
    await team.mara.command("/journey show L16@1")
    assert SENTENCE in text_of(await last_told(team.mara))


async def _typed(scene: Scene, button: str, said: Json) -> Json:
    """Fill in the window that one of the help's buttons opens; return the one that follows."""
    jonas = scene.team.jonas
    await jonas.click(await jonas.told("/journey help"), button)
    await scene.team.modal(jonas)
    await jonas.submit(said)
    return dict((await scene.team.modal(jonas))["view"])


async def _direct(scene: Scene, text: str) -> Json:
    """Return the last message in Jonas's conversation with the bot, once it says *text*."""
    place = await scene.team.jonas.dm()

    async def found() -> Json | None:
        said = (await scene.workspace.messages(place))[-1]
        return said if text in text_of(said) else None

    return dict(await scene.workspace.eventually(found))


async def _kept(scene: Scene) -> int:
    """Count the sentences that were kept since the library was furnished."""
    async with scene.memory.ledger.reading(WorkspaceId(scene.workspace.app.team_id)) as tx:
        return len(await store.all_current(tx, Kind.ONE_LINER)) - FURNISHED


async def _message(scene: Scene, ts: str) -> Json:
    return next(m for m in await scene.workspace.messages(CHANNEL) if m["ts"] == ts)
