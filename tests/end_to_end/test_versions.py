"""Two workshops on one journey, and what people do with versions afterwards."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.demo import furnish
from knowledge.identity import WorkspaceId
from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import Team, text_of
from tests.slack_workspace import Json, Person

RENEW = {"agenda": "journey-quick", "typed": "petra", "choice": "renew J1"}


@pytest_asyncio.fixture
async def library(scene: Open, tmp_path: Path) -> AsyncIterator[Scene]:
    """A scene with the example records."""
    async with scene() as opened:
        ledger = await opened.bot.ledger()
        await furnish(ledger, WorkspaceId(opened.workspace.app.team_id))
        await ledger.close()
        yield opened


def elsewhere(team: Team) -> Team:
    """Return the same three in another channel, where Jonas leads."""
    return Team(team.bot, team.jonas, team.mara, team.ines, channel="general")


async def test_what_two_changed_is_chosen_and_versions_are_kept(library: Scene) -> None:
    """Seen from the closing message; both texts side by side; history, restore and its undo."""
    here, there = library.team, elsewhere(library.team)
    for team, title in ((here, "Sees people bleed"), (there, "Reads about it")):
        await team.start(**RENEW)
        await team.rename_first_stage(title)
        await team.wrap_up()
    assert await there.review_and_publish() == ["J1@2"]

    closing = await library.workspace.eventually(lambda: _closing(there))
    await there.ines.click(closing, "record.diff")
    assert "Reads about it" in text_of((await there.modal(there.ines))["view"])

    view = await here.review()
    assert view["callback_id"] == "conflict"
    for text in ("Sees people bleed", "Reads about it", "Before: Sees people get hurt"):
        assert text in text_of(view)
    assert (await here.mara.submit({}))["result"] == "errors"
    side = next(block["block_id"] for block in view["blocks"] if block["type"] == "input")
    await here.mara.submit({side: "ours"})
    assert "Sees people bleed" in text_of((await here.modal(here.mara))["view"])
    await here.mara.submit()
    assert "J1@2 meanwhile is in it as well" in text_of((await here.modal(here.mara))["view"])
    await here.mara.close(everything=True)

    await _versions(library, here.mara)


async def _closing(team: Team) -> Json | None:
    said = await team.workspace.messages(team.channel)
    return next((one for one in said if "is on record: J1@2" in text_of(one)), None)


async def _versions(library: Scene, mara: Person) -> None:
    said = await _answered(mara, "/journey history J1")
    assert all(f"*J1@{n}*" in said for n in (1, 2, 3))
    said = await _answered(mara, "/journey diff J1 1 3")
    assert "Stage renamed: Sees people get hurt → Sees people bleed" in said
    assert "J1@3 is what counts now" in await _answered(mara, "/journey J1@1")
    await mara.command("/journey restore J1 1")
    assert "nothing is deleted" in text_of((await library.team.modal(mara))["view"])
    await mara.submit()
    modal = await library.team.modal(mara)
    assert "*J1@4* says again what J1@1 said" in text_of(modal["view"])
    await mara.click(modal, "record.unrestore")
    modal = await library.team.modal(mara)
    assert "*J1@5* says again what J1@3 said" in text_of(modal["view"])
    await mara.close(everything=True)
    assert "Sees people bleed" in await _answered(mara, "/journey show J1")
    place = await mara.dm()
    await mara.say(place, "J1@2")

    async def shown() -> bool:
        return "Reads about it" in str(await library.workspace.messages(place))

    await library.workspace.eventually(shown)


async def test_a_restore_that_comes_too_late_asks_again(library: Scene) -> None:
    """Somebody published meanwhile: nothing is overwritten, and the undo says so, too."""
    mara, jonas = library.team.mara, library.team.jonas
    for _ in range(2):
        # Restoring the first version over itself would change nothing: rename a stage first.
        await library.team.start(**RENEW)
        await library.team.rename_first_stage(f"Stage {library.team.boards}")
        await library.team.wrap_up()
        await library.team.review_and_publish()
    for person in (mara, jonas):
        await person.command("/journey restore J1 1")
        await library.team.modal(person)
    await jonas.submit()
    await mara.submit()
    view = (await library.team.modal(mara))["view"]
    assert view["callback_id"] == "restore"
    assert "published J1@4 just now" in text_of(view)
    await mara.close(everything=True)
    await mara.command("/journey restore J1 2")
    await library.team.modal(mara)
    await mara.submit()
    await jonas.click(await library.team.modal(jonas), "record.unrestore")
    assert "J1@5 since" in text_of((await library.team.modal(jonas))["view"])


async def test_a_private_channel_renews_without_leaking_or_hiding(library: Scene) -> None:
    """Its publisher is asked; by default the channel gets a copy, and J1 stays for everybody."""
    secret = "I want it before the merger is public"
    team = elsewhere(library.team)
    await library.workspace.control("channel", channel="general", do="private")
    await team.start(**RENEW)
    await team.go_on(2, 3)
    await team.reply(team.ines, f"2: {secret}")
    await team.eventually_board("director: 1")
    await team.wrap_up()
    view = await team.review()
    assert "J1 is for everybody" in str(view)
    await team.mara.submit()
    assert "Published: J2@1" in text_of((await team.modal(team.mara))["view"])
    await team.mara.close(everything=True)

    mara = library.team.mara
    assert "J2@1" in await _answered(mara, "/journey show J2", "general")
    question = "/journey ask what does Petra say about the merger?"
    assert secret in await _answered(mara, question, "general")
    assert secret not in await _answered(mara, "/journey show J1")
    assert secret not in await _answered(mara, question)
    for command in ("show J2", "history J2", "diff J2", "J2@1", "restore J2 1"):
        assert "There is no J2" in await _answered(mara, f"/journey {command}")
    # Its own copy is what the channel renews from now on, and the others what they did before.
    await team.window("journey-quick")
    offered = str(await team.mara.options("start.subject", "petra"))
    assert ("renew J2" in offered, "renew J1" in offered) == (True, False)
    await library.team.begin(**RENEW)


async def _answered(person: Person, command: str, channel: str = "workwear") -> str:
    return text_of(await person.told(command, channel))
