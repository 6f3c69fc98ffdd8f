"""People see what they may, change what is theirs, and hear when an app is late."""

import asyncio
from typing import Any

import pytest
from starlette.responses import Response

from bot.standin.delivery.outbox import RETRY_WAITS_S
from bot.standin.faults import DeliveryFaults
from tests.slack_workspace import Refused, Workspace
from tests.standin.receiving import IMPATIENT_S, Receiver, link, receiving


async def test_a_private_channel_is_for_its_members(workspace: Workspace) -> None:
    """Who isn't in it finds neither the channel nor its messages."""
    ines, jonas = workspace.person("ines"), workspace.person("jonas")
    channel = await workspace.channel_id("workwear")
    await workspace.control("member", channel="workwear", person="ines", do="leave")
    assert channel in (await ines.see("bootstrap"))["channels"]
    await workspace.control("channel", channel="workwear", do="private")
    assert channel not in (await ines.see("bootstrap"))["channels"]
    with pytest.raises(Refused, match="no such channel"):
        await ines.see("history", channel=channel)
    assert (await jonas.see("history", channel=channel))["messages"]


async def test_guests_see_only_their_channels(workspace: Workspace) -> None:
    await workspace.control("newcomer", name="gast", real_name="Gast", guest=True)
    await workspace.control("member", channel="general", person="gast")
    shown = (await workspace.http.get(f"{workspace.url}/ui/gast/bootstrap")).json()["channels"]
    assert {c["name"] for c in shown.values() if not c["is_im"]} == {"general"}


async def test_one_writes_only_where_one_is(workspace: Workspace) -> None:
    """Leaving, joining and inviting change who can write; archived channels take nothing."""
    ines, mara = workspace.person("ines"), workspace.person("mara")
    channel = await workspace.channel_id("workwear")
    await ines.do("leave", channel=channel)
    with pytest.raises(Refused, match="Join #workwear first"):
        await ines.say("workwear", "hello?")
    await mara.do("invite", channel=channel, user=ines.id)
    await ines.say("workwear", "hello")
    await workspace.control("channel", channel="workwear", do="archive")
    with pytest.raises(Refused, match="is archived"):
        await ines.say("workwear", "hello?")


async def test_one_changes_only_what_is_ones_own(workspace: Workspace) -> None:
    mara, jonas = workspace.person("mara"), workspace.person("jonas")
    ts = await mara.say("workwear", "mine")
    with pytest.raises(Refused, match="Only the one who wrote"):
        await jonas.edit("workwear", ts, "yours")
    with pytest.raises(Refused, match="Only the one who wrote"):
        await jonas.delete("workwear", ts)


async def test_a_deactivated_person_does_nothing(workspace: Workspace) -> None:
    await workspace.control("person", person="ines", deactivated=True)
    with pytest.raises(Refused, match="deactivated"):
        await workspace.person("ines").say("workwear", "hello")


async def test_commands_dont_run_in_threads(workspace: Workspace) -> None:
    mara = workspace.person("mara")
    ts = await mara.say("workwear", "root")
    channel = await workspace.channel_id("workwear")
    with pytest.raises(Refused, match="don't work in threads"):
        await mara.do("command", channel=channel, text="/rec", thread_ts=ts)


@pytest.mark.parametrize("text", ["", " ", "\n"])
async def test_nothing_can_not_be_said(workspace: Workspace, text: str) -> None:
    with pytest.raises(Refused):
        await workspace.person("mara").say("workwear", text)


async def test_a_late_app_is_told_to_the_one_who_waits(workspace: Workspace) -> None:
    """When its time is over: Slack's kind of notice, for that person only."""
    await workspace.control("deliveries", patience_s=IMPATIENT_S)
    mara = workspace.person("mara")
    async with link(workspace) as app:
        await app.frame()
        with pytest.raises(Refused) as refused:
            await mara.command("/rec slow")
    assert refused.value.code == "operation_timeout"
    assert await mara.notices() == ['/rec failed with the error "operation_timeout"']
    assert await workspace.person("jonas").notices() == []


async def test_unread_marks_count_what_others_said(workspace: Workspace) -> None:
    """Own messages don't count, mentions count twice, reading sets both back."""
    mara, jonas = workspace.person("mara"), workspace.person("jonas")
    channel = await workspace.channel_id("workwear")
    await mara.say("workwear", "one")
    await mara.say("workwear", "two, @jonas")
    shown = (await jonas.see("bootstrap"))["channels"][channel]
    assert (shown["unread"], shown["mentions"]) == (2, 1)
    assert (await mara.see("bootstrap"))["channels"][channel]["unread"] == 0
    await jonas.do("read", channel=channel)
    assert (await jonas.see("bootstrap"))["channels"][channel]["unread"] == 0


async def test_copies_of_a_command_come_at_once(workspace: Workspace) -> None:
    """A doubled command carries one trigger; the first answer counts."""
    await workspace.control("deliveries", copies=3)

    def text(_: Receiver) -> Any:
        return Response("done", media_type="text/plain")

    async with receiving(workspace, text) as receiver:
        await workspace.person("mara").command("/rec x")
    assert len({body for _, body in receiver.requests}) == 1
    assert len(receiver.requests) == 3
    assert [m["text"] for m in await workspace.person("mara").ephemerals()] == ["done"]


async def test_a_silent_socket_says_nothing(workspace: Workspace) -> None:
    """`silence`: what is sent meanwhile is lost there, and comes again as a retry."""
    await workspace.control("deliveries", patience_s=IMPATIENT_S)
    async with link(workspace) as app:
        await app.frame()
        await workspace.control("silence")
        await workspace.person("mara").say("workwear", "hello")
        with pytest.raises(asyncio.TimeoutError):
            await app.frame(timeout=IMPATIENT_S / 2)
        await workspace.control("silence", on=False)
        frame = await app.frame()
        await app.ack(frame)
    assert frame["retry_attempt"] == 1


def test_the_schedule_is_slacks() -> None:
    """Three seconds for an answer; at first, at once again, after a minute, after five."""
    assert DeliveryFaults().patience_s == 3
    assert RETRY_WAITS_S == (0, 0, 60, 300)


async def test_people_make_channels_of_their_own(workspace: Workspace) -> None:
    """A private one is for whoever was let in; a name is checked and taken once."""
    mara, jonas = workspace.person("mara"), workspace.person("jonas")
    made = (await mara.do("create", name="#trial-sets", private=True))["channel"]
    assert (made["name"], made["is_private"], made["members"]) == ("trial-sets", True, [mara.id])
    assert made["id"] not in (await jonas.see("bootstrap"))["channels"]
    await mara.do("invite", channel=made["id"], user=jonas.id)
    assert made["id"] in (await jonas.see("bootstrap"))["channels"]
    for name, reason in (("trial-sets", "already"), ("Two Words", "no spaces"), ("x" * 81, "80")):
        with pytest.raises(Refused, match=reason):
            await mara.do("create", name=name)


async def test_a_pin_is_for_all_and_comes_off_again(workspace: Workspace) -> None:
    mara, jonas = workspace.person("mara"), workspace.person("jonas")
    channel = await workspace.channel_id("workwear")
    ts = await mara.say("workwear", "keep this")
    place = {"channel": channel, "ts": ts}
    assert (await jonas.do("pin", **place))["changed"]
    assert not (await mara.do("pin", **place))["changed"]
    kept = (await mara.see("pins", channel=channel))["messages"]
    assert [(m["text"], m["pinned_to"]) for m in kept] == [("keep this", [channel])]
    assert (await mara.do("pin", **place, on=False))["changed"]
    assert (await mara.see("pins", channel=channel))["messages"] == []


async def test_what_was_read_can_be_unread(workspace: Workspace) -> None:
    """The message and all below it count again, only for oneself."""
    mara, jonas = workspace.person("mara"), workspace.person("jonas")
    channel = await workspace.channel_id("workwear")
    first = await mara.say("workwear", "one")
    await mara.say("workwear", "two")
    await jonas.do("read", channel=channel)
    await jonas.do("unread", channel=channel, ts=first)
    shown = (await jonas.see("bootstrap"))["channels"][channel]
    assert shown["unread"] == 2
    assert shown["last_read"] < first
    assert (await mara.see("bootstrap"))["channels"][channel]["unread"] == 0
