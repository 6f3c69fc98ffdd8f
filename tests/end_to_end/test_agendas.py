"""Agendas from start to publication: the shipped ones, and a team's own."""

from prompts.loader import ROOT
from tests.end_to_end.scene import Open
from tests.end_to_end.team import text_of
from tests.slack_workspace import Json, Person, Workspace

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


async def _send(workspace: Workspace, person: Person, files: dict[str, bytes]) -> str:
    """Send files to the bot and return what it says to them."""
    dm = await person.dm()
    before = len(await workspace.messages(dm))
    await person.upload(dm, files)

    async def answer() -> Json | None:
        said = (await workspace.messages(dm))[before + 1 :]
        return said[-1] if said else None

    return text_of(await workspace.eventually(answer, timeout=10))
