"""Agendas from start to publication: the shipped ones, and a team's own."""

from prompts.loader import ROOT, load
from tests.end_to_end.scene import Open
from tests.end_to_end.team import text_of
from tests.slack_workspace import Json, Person, Workspace

TALKS: tuple[tuple[str, str, str, dict[str, str], str], ...] = (
    ("journey-quick", "Petra", "New persona", {"text:trigger:": "An accident"}, "P1@1, J1@1"),
    ("persona", "Petra", "(P1)", {"text:portrait:": "Keeps people safe"}, "P1@2"),
    ("segment", "Foundries", "New segment", {"text:portrait:": "They melt things"}, "I1@1"),
    ("scenario", "Petra", "along J1", {"text:change:": "Asks for a trial"}, "S1@1"),
    ("buying-group", "Petra", "renew J1", {"text:decides:": "The director"}, "P2@1, J1@2"),
    ("process", "Petra", "renew J1", {"text:process:": "Nobody calls"}, "J1@3"),
    ("evidence", "Petra", "renew J1", {"text:hypotheses:": "Not the price"}, "J1@4"),
    ("service-visit", "Foundries", "(I1)", {"text:trigger:": "A line stops"}, "J2@1"),
)
"""Agenda, what is typed, whom that offers, what the first form gets, which versions come of it."""

QUICK = (ROOT / "en/agendas/journey-quick.yaml").read_text("utf-8")


async def test_a_team_keeps_its_own_agendas(scene: Open) -> None:
    """One is imported by direct message, after one that is wrong; one is kept from a workshop."""
    async with scene() as opened:
        team, mara, workspace = opened.team, opened.team.mara, opened.workspace
        wrong = QUICK.replace("minutes: 3", "minuets: 3", 1).encode()
        said = await _send(workspace, mara, {"fair.yaml": QUICK.encode(), "bad.yaml": wrong})
        assert "Nothing was imported. In bad.yaml, at activities[0].minuets" in said
        fair = QUICK.replace("Quick journey", "Trade fair").encode()
        assert "Imported: Trade fair" in await _send(workspace, mara, {"fair.yaml": fair})
        await team.start(agenda="own-", typed="Olga", choice="New persona")
        await team.press(mara, "board.facilitate")
        await mara.click(await team.modal(mara), "own.form")
        await mara.submit({"agenda": "Trade fair, ours", "model": "How fairs go"})
        assert "Kept: How fairs go, Trade fair, ours" in text_of((await team.modal(mara))["view"])
        await mara.close(everything=True)
        await mara.command("/journey agendas")
        listed = text_of((await team.modal(mara))["view"])
        assert all(name in listed for name in ("*Trade fair*", "*Trade fair, ours*", "*How fairs"))


async def test_every_agenda_leads_from_its_start_to_a_record(scene: Open) -> None:
    """One after the other in one channel: a note, every step to the review, a new version."""
    agendas = load().agendas
    async with scene("http") as opened:
        team = opened.team
        for agenda, typed, choice, notes, versions in TALKS:
            await team.start(agenda=agenda, typed=typed, choice=choice)
            await team.add_notes(team.jonas, notes)
            assert await team.walk() == len(agendas[agenda].activities) - 1
            assert await team.review_and_publish() == versions.split(", ")
            await team.eventually_board("Published as")
        more = {"state": "future", "model": "J1"}
        await team.start(agenda="journey", typed="Petra", choice="(P1)", **more)
        await team.add_notes(team.jonas, {"text:trigger:": "The insurer pays half"})
        await team.leave_out("facilitate.wrap_up", "Only a picture today")
        await team.eventually_board("Review the notes")
        assert await team.review_and_publish() == ["J3@1"]
        card = await team.mara.told("/journey show J1")
        await team.mara.click(card, "record.beside")
        beside = text_of((await team.modal(team.mara))["view"])
        assert "*Today* J1@4 · *as it should be* J3@1" in beside
        assert "as it should be: The insurer pays half" in beside
        assert await opened.memory.given_up() == []


async def _send(workspace: Workspace, person: Person, files: dict[str, bytes]) -> str:
    """Send files to the bot and return what it says to them."""
    dm = await person.dm()
    before = len(await workspace.messages(dm))
    await person.upload(dm, files)

    async def answer() -> Json | None:
        said = (await workspace.messages(dm))[before + 1 :]
        return said[-1] if said else None

    return text_of(await workspace.eventually(answer))


async def test_who_writes_hears_that_a_text_on_record_will_be_replaced(scene: Open) -> None:
    """A portrait is one text: a second one took its place, and only the review said so."""
    async with scene() as opened:
        team = opened.team
        await team.start(agenda="persona", typed="Olga", choice="New persona")
        assert "There is one on record" not in text_of(await team.open_notes(team.jonas))
        await team.jonas.close(everything=True)
        await team.add_notes(team.jonas, {"Portrait": "Keeps 400 people unhurt"})
        await team.wrap_up()
        assert await team.review_and_publish() == ["P1@1"]
        await team.start(agenda="persona", typed="olg", choice="Olga (P1)")
        form = text_of(await team.open_notes(team.jonas))
        assert form.count("There is one on record") == 1
