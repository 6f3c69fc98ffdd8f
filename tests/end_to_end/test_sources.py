"""Where a note comes from: its author says it, whoever leads adds to it, the record shows it."""

from tests.end_to_end.scene import Open
from tests.end_to_end.team import CHANNEL, Team, text_of
from tests.slack_workspace import Json, Person

QUOTE = "Nobody buys gloves until someone bleeds."


async def test_a_source_goes_from_a_note_onto_the_record(scene: Open) -> None:
    """What is no source is refused in its field; a one-liner brings its facts along."""
    async with scene() as opened:
        team, mara, jonas = opened.team, opened.team.mara, opened.team.jonas
        await jonas.told(f'/journey note "{QUOTE}"')
        await opened.start()
        await team.go_on(2, 3)
        await team.reply(jonas, "1: Samples on site\n1: Trade fair")
        await team.eventually_board("hurts: 2")

        await _open_own(team, jonas)
        for field, typed in (
            ("customer", {}),
            ("customer", {"customer": " \u200b ", "quote": "\u202e"}),
            ("link", {"customer": "Nordwerk", "link": "javascript:alert(1)"}),
            ("day", {"customer": "Nordwerk", "day": "2099-01-01"}),
        ):
            refused = await jonas.submit(typed)
            assert list(refused["errors"]) == [field], (field, refused)
        await jonas.submit({"customer": "Nordwerk", "day": "2026-11-03", "link": ""})
        back = (await team.modal(jonas))["view"]
        assert "Noted: heard at Nordwerk, 3 Nov 2026." in text_of(back)
        await jonas.close(everything=True)

        await team.wrap_up()
        await team.eventually_board("With a source: 1 of 2 notes")
        await _pick(team, jonas)
        await jonas.submit({"link": "https://wiki.example/visits/7"})
        assert "3 Nov 2026 (+1 more)" in text_of((await team.modal(jonas))["view"])
        await jonas.close(everything=True)
        await team.press(mara, "board.review")
        review = (await team.modal(mara))["view"]
        menu = next(one for one in _menus(review) if "belief" in text_of({"blocks": [one]}))
        await mara.select(review, menu["accessory"]["action_id"], "source")
        await mara.select((await team.modal(mara))["view"], "source.kind", "frontline")
        offered = await mara.options("source.one_liner", "bleeds")
        assert [one["value"] for one in offered] == ["L1"]
        assert await mara.options("source.one_liner", "no such words") == []
        assert len(await mara.modals()) == 2  # so that closing leads back
        await mara.submit({"one_liner": "L1"})
        assert "belief" not in text_of((await team.modal(mara))["view"])
        await mara.close(everything=True)

        await _pick(team, jonas)
        assert await team.review_and_publish() == ["P1@1", "J1@1"]
        late = await jonas.submit({"customer": "Meyer"})
        assert "This workshop is closed" in str(late["errors"]["customer"])
        stands = {one.text: one.evidence for one in (await opened.memory.journey()).insights}
        assert stands["Samples on site"][0].customer == "Nordwerk"
        assert (stands["Trade fair"][0].one_liner, stands["Trade fair"][0].quote) == ("L1", QUOTE)
        await jonas.close(everything=True)
        shown = text_of(await jonas.told("/journey show J1"))
        assert "All 2 claims have a source." in shown
        answer = text_of(await team.ask(jonas, "how do we reach Olga?"))
        assert "heard at 1 customer" in answer
        assert "our belief" not in answer


async def test_a_guest_whose_form_was_open_reads_nothing_of_the_review(scene: Open) -> None:
    """Among what is looked through is what stands on record; the source itself is kept."""
    async with scene() as opened:
        team, workspace = opened.team, opened.workspace
        made = await workspace.control("newcomer", name="gast", real_name="Gast", guest=True)
        await workspace.control("member", channel=CHANNEL, person="gast")
        guest = Person(workspace, "gast", str(made.get("user") or made.get("id") or ""))
        await opened.start()
        await team.go_on(2, 3)
        await team.reply(guest, "1: Samples on site")
        await team.reply(team.ines, "1: Trade fair")
        await team.eventually_board("hurts: 2")
        await _pick(team, guest)
        await team.wrap_up()
        await guest.submit({"customer": "Nordwerk", "day": "2026-11-03"})
        said = text_of((await team.modal(guest))["view"])
        assert "Noted: heard at Nordwerk" in said
        assert "Trade fair" not in said
        await team.eventually_board("With a source: 1 of 2 notes")


async def _open_own(team: Team, person: Person) -> None:
    """Open the form for the first note of one's own in the first stage."""
    view = await team.open_notes(person)
    stages = next(one["accessory"] for one in view["blocks"] if "notes.go" in str(one))
    await person.select(view, "notes.go", stages["options"][0]["value"])
    view = (await team.modal(person))["view"]
    menu = next(one["accessory"] for one in view["blocks"] if "notes.own" in str(one))
    values = [option["value"] for option in menu["options"]]
    value = next(value for value in values if value.startswith("source"))
    await person.click({"view": view, "id": view["id"]}, "notes.own", value=value)


async def _pick(team: Team, person: Person) -> None:
    """Open the form for the first note of one's own among all that are read."""
    await team.press(person, "board.see_notes")
    view = (await team.modal(person))["view"]
    menu = next(one for one in view["blocks"] if "source.pick" in str(one))["elements"][0]
    await person.select(view, "source.pick", menu["options"][0]["value"])


def _menus(view: Json) -> list[Json]:
    return [one for one in view["blocks"] if "review.decide" in str(one.get("accessory", ""))]
