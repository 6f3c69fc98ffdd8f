"""Silent first: sealed until the reveal; without names, nothing leads back to a person."""

from sqlalchemy import select

from knowledge.ledger.schema import metadata
from knowledge.ledger.schema.workspaces import people
from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import Team, field_of, text_of
from tests.slack_workspace import Json, Person


async def test_what_is_written_without_a_name_leads_back_to_nobody(scene: Open) -> None:
    """Saving, turning on, changing a note, settling its words: no row names Jonas."""
    async with scene() as opened:
        team = opened.team
        await _start(opened, "nameless")
        await team.go_on(2, 3)
        await opened.settled()
        before = await _rows(opened)
        view = await team.open_notes(team.jonas)
        assert "Your name is not kept with a note" in text_of(view)
        await team.jonas.submit({field_of(view): "Nobody reports near misses"})
        modal = await team.modal(team.jonas)
        typed = {field_of(modal["view"]): "A dashboard"}
        stages = next(b["accessory"]["options"] for b in modal["view"]["blocks"] if _turns(b))
        await team.jonas.click(modal, "notes.go", value=stages[0]["value"], values=typed)
        modal = await team.modal(team.jonas)
        assert "I want to see at a glance where I stand" in text_of(modal["view"])
        await team.jonas.click(modal, "wording.edit")
        await team.jonas.submit({"text:0": "See at once who needs help"})
        await team.jonas.close()
        await team.jonas.click(await team.modal(team.jonas), "wording.keep")
        modal = await team.modal(team.jonas)
        assert "That is settled already" in text_of(modal["view"])
        menu = next(b["accessory"] for b in modal["view"]["blocks"] if _owns(b))
        await team.jonas.click(modal, "notes.own", value=menu["options"][0]["value"])
        await team.jonas.submit({"text": "Few report near misses"})
        modal = await team.modal(team.jonas)
        menu = next(b["accessory"] for b in modal["view"]["blocks"] if _owns(b))
        source = next(o["value"] for o in menu["options"] if o["value"].startswith("source"))
        await team.jonas.click(modal, "notes.own", value=source)
        assert "who added it is not kept" in text_of((await team.modal(team.jonas))["view"])
        await team.jonas.submit({"link": "https://wiki.example/near-misses"})
        await team.jonas.close(everything=True)
        await team.eventually_board("Contributed 1 of 3")
        new = [row for row in await _rows(opened) if row not in before]
        for text in ("Few report near misses", "See at once who needs help", "near-misses"):
            assert any(text in row for row in new)
        named = team.jonas.id, await _id(opened)
        assert not [row for row in new if any(name in row for name in named)]


async def test_nobody_reads_what_is_sealed_before_the_reveal(scene: Open) -> None:
    """Counts only, for whoever leads as well; a reply for all to see is asked about first."""
    async with scene() as opened:
        team = opened.team
        await _start(opened, "sealed")
        await team.add_notes(team.jonas, {"Trigger": "The boss hid a burn\n\u200b"})
        await _save_nothing(opened, team.jonas)
        await team.eventually_board("1 note so far")
        for person in (team.mara, team.ines):
            assert "burn" not in await _seen(opened, person)
        for text in ("A fine", "A letter"):
            await team.reply(team.ines, text)
        count, back = await opened.workspace.eventually(lambda: _two(team.ines))
        assert "Count it, or take it back?" in text_of(count)
        await team.ines.click(count, "reply.count")
        await team.ines.click(back, "reply.take_back")
        await team.eventually_board("2 notes so far")
        await team.move("facilitate.reveal")
        await team.eventually_board("Or reply in the thread")
        seen = await _seen(opened, team.ines)
        assert ("burn" in seen, "A fine" in seen, "A letter" in seen) == (True, True, False)
        await _differ(opened, team.ines, "He told us in March")
        seen = await _seen(opened, team.jonas)
        assert "Marketing sees it differently: He told us in March" in seen


async def _save_nothing(scene: Scene, person: Person) -> None:
    """Saving an empty form says that there was nothing to save."""
    await scene.team.open_notes(person)
    await person.submit({})
    assert "Nothing new to save yet." in text_of((await scene.team.modal(person))["view"])
    await person.close(everything=True)


async def _differ(scene: Scene, person: Person, text: str) -> None:
    """See the first note differently; nothing to be seen is refused, and then it stands.

    Cancel leads back to the notes, and so does taking it back.
    """
    team = scene.team
    await team.press(person, "board.see_notes")
    await _pick_first(team, person)
    refused = await person.submit({"text": "\u200b"})
    assert "nothing to save yet" in str(refused)
    await person.close()
    for again in (False, True):
        await _pick_first(team, person)
        await person.submit({"text": text})
        assert text in text_of((await team.modal(person))["view"])
        if not again:
            await _pick_first(team, person)
            await person.click(await team.modal(person), "dissent.take_back")
            await person.close()
            assert text not in text_of((await team.modal(person))["view"])
    assert len(await person.modals()) == 1
    await person.close(everything=True)


async def _pick_first(team: Team, person: Person) -> None:
    modal = await team.modal(person)
    menu = next(e for b in modal["view"]["blocks"] for e in b.get("elements", ()) if _differs(e))
    await person.click(modal, "dissent.pick", value=menu["options"][0]["value"])
    assert len(await person.modals()) == 2


async def _start(scene: Scene, voice: str) -> None:
    await scene.team.start(voice=voice)
    await scene.settled()


async def _rows(scene: Scene) -> list[str]:
    async with scene.memory.ledger.reading_across() as session:
        return [
            repr(row)
            for table in metadata.sorted_tables
            for row in await session.execute(select(table))
        ]


async def _id(scene: Scene) -> str:
    """Return Jonas's own id as it stands in a row: in quotes."""
    async with scene.memory.ledger.reading_across() as session:
        found = await session.execute(
            select(people.c.person).where(people.c.outside == scene.team.jonas.id)
        )
        return repr(found.scalar_one())


async def _seen(scene: Scene, person: Person) -> str:
    await scene.team.press(person, "board.see_notes")
    shown = text_of((await scene.team.modal(person))["view"])
    await person.close(everything=True)
    return shown


async def _two(person: Person) -> list[Json] | None:
    said = await person.ephemerals()
    return said if len(said) == 2 else None


def _differs(element: Json) -> bool:
    return bool(element.get("action_id") == "dissent.pick")


def _turns(block: Json) -> bool:
    return bool(block.get("accessory", {}).get("action_id") == "notes.go")


def _owns(block: Json) -> bool:
    return bool(block.get("accessory", {}).get("action_id") == "notes.own")
