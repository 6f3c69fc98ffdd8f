"""Leading a workshop, and being in one: moves, notes of one's own, handing over, ending."""

from functools import partial
from typing import Any

from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import Team, last_told, text_of
from tests.slack_workspace import Json, Person

WANTS = "What does Olga want here, in their own words?"


async def test_moves_can_be_undone_and_skips_are_kept(scene: Open) -> None:
    """Next, back, undo, a skip with its reason, straight to the review."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        for action, position in (
            ("facilitate.next", "2 of 5"),
            ("facilitate.back", "1 of 5"),
            ("facilitate.undo", "2 of 5"),
        ):
            await team.move(action)
            await team.eventually_board(position)
        await team.leave_out("facilitate.skip", "Change is forced")
        await team.eventually_board("3 of 5")
        await team.leave_out("facilitate.wrap_up", "No time today")
        await team.eventually_board("5 of 5")


async def _shows(team: Team, said: str) -> bool:
    return said in text_of((await team.modal(team.mara))["view"])


async def test_the_review_turns_back_page_by_page(scene: Open) -> None:
    """From what changes to the last page, and from there to the one before it."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.add_notes(team.jonas, {"Trigger": "An audit is announced"})
        for position in ("2 of 5", "3 of 5"):
            await team.move("facilitate.next")
            await team.eventually_board(position)
        await team.add_notes(team.jonas, {WANTS: "I want to know who signs"})
        await team.wrap_up()
        assert "first version" in text_of(await team.review())
        for said in ("2 of 2", "1 of 2"):
            await team.mara.click(await team.modal(team.mara), "review.before")
            await opened.workspace.eventually(partial(_shows, team, said))
        assert "review.before" not in str(await team.modal(team.mara))


async def test_only_the_facilitator_sees_the_facilitators_view(scene: Open) -> None:
    """Others learn privately who leads; nothing moves, and nobody starts another one beside it."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.press(team.jonas, "board.facilitate")
        said = await opened.workspace.eventually(lambda: last_told(team.jonas))
        assert team.mara.id in text_of(said)
        assert await team.jonas.modal() is None
        assert "1 of 5" in text_of(await team.board())
        told = text_of(await team.jonas.told("/journey start"))
        assert "1 of 5, Frame" in told
        assert "One workshop at a time" in told
        assert await team.jonas.modal() is None
        await team.jonas.click(await team.jonas.told("/journey"), "help.start")
        assert "One workshop at a time" in text_of((await team.jonas.ephemerals())[-1])
        assert await team.jonas.modal() is None


async def test_a_channel_picked_in_home_says_at_once_that_a_workshop_goes_on_there(
    scene: Open,
) -> None:
    """Not at the end of the form; with the way to it, and with the people of that channel."""
    async with scene() as opened:
        team, ws = opened.team, opened.workspace
        await opened.start()
        await team.jonas.open_home()
        await team.jonas.click(await ws.eventually(team.jonas.home), "help.start")
        modal = await team.modal(team.jonas)
        assert "Running here" not in text_of(modal["view"])
        await team.jonas.select(modal, "start.place", await ws.channel_id("workwear"))
        drawn = (await team.modal(team.jonas))["view"]
        assert "1 of 5, Frame" in text_of(drawn)
        assert "Open the board" in text_of(drawn)
        people = next(one for one in drawn["blocks"] if one["block_id"].startswith("people"))
        assert {team.mara.id, team.ines.id} <= set(people["element"]["initial_users"])
        await team.jonas.select(drawn, "start.place", await ws.channel_id("general"))
        assert "Running here" not in text_of((await team.modal(team.jonas))["view"])


async def test_handing_over_lets_another_lead(scene: Open) -> None:
    """The other one is told and moves on; when their account is closed, somebody else leads."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.press(team.mara, "board.facilitate")
        modal = await team.modal(team.mara)
        await team.mara.select(modal, "facilitate.hand_over", team.jonas.id)
        await team.eventually_board(f"Led by <@{team.jonas.id}>")
        await team.press(team.jonas, "board.facilitate")
        await team.jonas.click(await team.modal(team.jonas), "facilitate.next")
        await team.eventually_board("2 of 5")
        assert any("you lead from here" in text_of(one) for one in await team.jonas.ephemerals())
        await opened.workspace.control("person", person=team.jonas.id, deactivated=True)
        await team.eventually_board(f"Led by <@{team.mara.id}>")
        assert "0 of 2" in text_of(await team.board())


async def test_who_comes_late_is_caught_up_and_missed_no_more(scene: Open) -> None:
    """The board says of whom nobody is there; who joins hears privately, once, where it stands."""
    async with scene() as opened:
        team = opened.team
        named: dict[str, Any] = {
            "people": [team.mara.id, team.jonas.id],
            "start.departments": ["Sales", "Marketing", "Field force"],
        }
        await team.start(**named)
        await team.eventually_board("Nobody here yet from: Marketing, Field force")
        await team.reply(team.ines, "an audit in spring")
        await team.eventually_board("Nobody here yet from: Field force")
        caught_up = await _offered(team.ines, "is under way, and you are in")
        assert "What makes Olga start looking?" in text_of(caught_up)
        await team.jonas.select(await team.board(), "board.department", f"{_workshop(caught_up)} 2")
        await _offered(team.jonas, "you speak for Field force")
        board = await team.eventually_board("1 of 3")
        await team.reply(team.ines, "the insurer called")
        board = await team.eventually_board("2 notes so far")
        await opened.settled()
        assert "Nobody here yet" not in text_of(board)
        told = [text_of(one) for one in await team.ines.ephemerals()]
        assert len([one for one in told if "under way" in one]) == 1
        for person in (team.jonas, team.ines):  # His own word stands, her title was all we knew.
            await opened.workspace.control("person", person=person.id, title="Accountant")
        await team.eventually_board("Nobody here yet from: Marketing")
        assert not [one for one in await team.jonas.ephemerals() if "under way" in text_of(one)]


async def test_who_is_not_heard_is_asked_once_and_kindly(scene: Open) -> None:
    """In private, by one press; who passes is waited for no more, who had enough is left alone."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.press(team.mara, "board.facilitate")
        view = await team.modal(team.mara)
        for person in _rows(view):
            await team.mara.click(view, person)
            view = await team.modal(team.mara)
        assert "Asked already, in private" in text_of(view["view"])
        assert _rows(view) == []
        await team.mara.close(everything=True)
        asked = await _offered(team.ines, f"<@{team.mara.id}> would like to hear from you")
        await team.ines.click(asked, "nudge.not_today")
        asked = await _offered(team.jonas, "passing is fine")
        await team.jonas.click(asked, "nudge.pass")
        await team.eventually_board("Ready 1 of 3")
        await team.go_on(2)
        await team.press(team.mara, "board.facilitate")
        assert len(_rows(await team.modal(team.mara))) == 1
        assert not [one for one in await team.mara.ephemerals() if "passing" in text_of(one)]


async def test_readiness_taken_back_is_said(scene: Open) -> None:
    """The second press takes it back and says so, privately; the first one is on the board."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.press(team.jonas, "board.ready")
        await team.eventually_board("Ready 1 of 3")
        assert await team.jonas.ephemerals() == []
        await team.press(team.jonas, "board.ready")
        await team.eventually_board("Ready 0 of 3")
        said = await opened.workspace.eventually(lambda: last_told(team.jonas))
        assert "no longer marked as ready" in text_of(said)


async def test_a_facilitators_form_leads_back_to_one_view(scene: Open) -> None:
    """Cancelled or sent: the view is there again, as it stands now; closing it closes all."""
    async with scene() as opened:
        mara = opened.team.mara
        await opened.start()
        await opened.team.press(mara, "board.facilitate")
        view = (await opened.team.modal(mara))["view"]
        for button in ("facilitate.skip", "facilitate.wrap_up", "facilitate.stages"):
            await mara.click(view, button)
            assert len(await mara.modals()) == 2
            await mara.close()
            assert [one["view"]["hash"] for one in await mara.modals()] == [view["hash"]]
        await mara.click(view, "facilitate.skip")
        await mara.submit({"reason": "Framed last week"})
        (left,) = await mara.modals()
        assert left["view"]["id"] == view["id"]
        assert "*2 of 5" in text_of(left["view"])
        await mara.close()
        assert await mara.modal() is None


async def test_a_pause_stops_the_clock_and_takes_notes(scene: Open) -> None:
    """Paused: the board says so, notes are saved, nothing moves until it goes on."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.move("facilitate.pause")
        await team.eventually_board("paused")
        await team.reply(team.ines, "an audit in spring")
        await team.eventually_board("1 note so far")
        await team.move("facilitate.resume")
        await team.eventually_board("ends")


async def test_my_notes_are_mine_to_change(scene: Open) -> None:
    """In the form: changed, taken back; in the thread: edited, deleted."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.add_notes(team.jonas, {"Trigger": "a line stopped\nthe insurer called"})
        await team.eventually_board("2 notes so far")
        for leave in (True, False):  # Cancel leads back to the form
            await _own_note(opened, team.jonas, "edit")
            assert len(await team.jonas.modals()) == 2
            if leave:
                await team.jonas.close()
                assert "notes.own" in text_of((await team.modal(team.jonas))["view"])
                await team.jonas.close()
        await team.jonas.submit({"text": "the line stopped for a day"})
        assert "the line stopped for a day" in text_of((await team.modal(team.jonas))["view"])
        await team.jonas.close(everything=True)
        await _own_note(opened, team.jonas, "withdraw")
        await team.jonas.close(everything=True)
        await team.eventually_board("1 note so far")
        ts = await team.reply(team.ines, "an audit")
        await team.eventually_board("2 notes so far")
        await team.ines.edit("workwear", ts, "an audit in spring")
        await _see(opened, team.mara, "an audit in spring")
        await team.ines.delete("workwear", ts)
        await team.eventually_board("1 note so far")


async def test_a_note_without_a_stage_is_sorted_with_one_tap(scene: Open) -> None:
    """Unsorted notes lie in the facilitator's view until somebody says where they belong."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.go_on(2, 3)
        await team.reply(team.ines, "purchasing sees the price only")
        await team.eventually_board("1 note without a stage")
        await team.press(team.mara, "board.facilitate")
        modal = await team.modal(team.mara)
        menu = next(b for b in modal["view"]["blocks"] if "sort:" in str(b.get("accessory", "")))
        await team.mara.select(modal, menu["accessory"]["action_id"], ":park")
        modal = await team.modal(team.mara)
        await team.mara.click(
            modal, str(menu["accessory"]["action_id"]).replace("sort", "put_back")
        )
        modal = await team.modal(team.mara)
        assert "Parking lot*" not in text_of(modal["view"])
        first = menu["accessory"]["options"][0]["value"]
        await team.mara.select(modal, menu["accessory"]["action_id"], first)
        await team.mara.close(everything=True)
        board = await team.eventually_board("hurts: 1")
        assert "without a stage" not in text_of(board)


async def test_sellers_words_are_answered_in_private_with_the_customers(scene: Open) -> None:
    """Saved first; then a proposal that its author alone sees: taken, put otherwise, or kept.

    It outlives the process that made it, and goes the direct way where no other is open.
    """
    async with scene() as opened:
        team = opened.team
        await team.start(own_goal="A dashboard")
        await team.mara.click(await _offered(team.mara, "A dashboard"), "wording.edit")
        assert "In their words" in str((await team.modal(team.mara))["view"]["title"])
        await team.mara.submit({"text:0": "They see where they stand"})
        await team.mara.close(everything=True)
        await team.eventually_board("Goal: They see where they stand")
        await team.go_on(2)
        await opened.fault("chat.postEphemeral", "error", error="user_not_in_channel", count=1)
        await team.reply(team.ines, "Closed won")
        direct = await _direct(team.ines, "Decides, and stands by it")
        await team.add_notes(team.jonas, {"Stage ideas": "Asks a peer\nDemo\nLead qualified"})
        await team.eventually_board("4 notes so far")
        offer = await _offered(team.jonas, "Sees it work on their own problem")
        await opened.bot.stop()
        await opened.bot.start()
        await team.jonas.click(offer, "wording.take")
        await team.ines.click(direct, "wording.keep")
        await _direct(team.ines, "It stays as you wrote it")
        for text in ("Sees it work", "Finds out whether it fits", "Closed won"):
            await _see(opened, team.mara, text)
        assert "Closed won" not in str(await team.mara.ephemerals())


async def test_an_end_can_be_taken_back(scene: Open) -> None:
    """Ended without publishing: the notes stay, the board offers to reopen."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        await team.reply(team.ines, "an audit")
        await team.eventually_board("1 note so far")
        await team.move("facilitate.end")
        board = await team.eventually_board("has ended")
        await team.mara.click(board, "facilitate.reopen")
        await team.eventually_board("1 note so far")


def _workshop(shown: Json) -> str:
    buttons = next(block for block in shown["blocks"] if block["type"] == "actions")
    return str(buttons["elements"][0]["value"]).partition(" ")[0]


def _rows(shown: Json) -> list[str]:
    accessories = [block.get("accessory", {}) for block in shown["view"]["blocks"]]
    actions = [str(one.get("action_id")) for one in accessories]
    return [action for action in actions if action.startswith("facilitate.nudge")]


async def _own_note(scene: Scene, person: Person, what: str) -> None:
    view = await scene.team.open_notes(person)
    menus = [b["accessory"] for b in view["blocks"] if "notes.own" in str(b.get("accessory", ""))]
    values = [option["value"] for option in menus[0]["options"]]
    value = next(value for value in values if value.startswith(what))
    await person.click({"view": view, **{"id": view["id"]}}, "notes.own", value=value)


async def _see(scene: Scene, person: Person, text: str) -> None:
    async def found() -> bool:
        await scene.team.press(person, "board.see_notes")
        shown = text_of((await scene.team.modal(person))["view"])
        await person.close(everything=True)
        return text in shown

    await scene.workspace.eventually(found)


async def _offered(person: Person, text: str) -> Json:
    async def found() -> Json | None:
        return next((one for one in await person.ephemerals() if text in text_of(one)), None)

    return await person.workspace.eventually(found)


async def _direct(person: Person, text: str) -> Json:
    dm = await person.dm()

    async def found() -> Json | None:
        said = await person.workspace.messages(dm)
        return next((one for one in said if text in text_of(one)), None)

    return await person.workspace.eventually(found)
