"""Triggers, hashes, the stack of modals: each person has their own."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.slack_workspace import Json, Refused
from tests.standin.apps import Running
from tests.standin.listeners import plain


def modal(title: str = "T", **more: Any) -> Json:
    """A modal with a button, so that a trigger can be had inside it."""
    button = {"type": "button", "action_id": "pick", "text": plain("Go")}
    blocks = [{"type": "actions", "block_id": "bar", "elements": [button]}]
    return {"type": "modal", "title": plain(title), "blocks": blocks, **more}


async def trigger(running: Running) -> str:
    """Return a fresh trigger of Mara's, by a command that answers nothing."""
    await running.workspace.person("mara").command("/rec nothing")
    return str(running.bodies[-1]["trigger_id"])


async def trigger_inside(running: Running) -> str:
    """Return a fresh trigger from a button in Mara's topmost modal."""
    mara = running.workspace.person("mara")
    top = await mara.modal()
    assert top is not None
    await mara.click(top, "pick")
    return str(running.interactions("block_actions")[-1]["trigger_id"])


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_a_trigger_works_once_and_for_three_seconds(running: Running) -> None:
    client = running.client
    once = await trigger(running)
    await client.views_open(trigger_id=once, view=modal())
    assert await refused(client.views_open(trigger_id=once, view=modal())) == "exchanged_trigger_id"
    late = await trigger(running)
    await running.workspace.control("clock", advance_s=3.1)
    assert await refused(client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2", view=modal())) == "invalid_trigger_id"


async def test_an_old_hash_is_a_conflict(running: Running) -> None:
    client = running.client
    opened = await client.views_open(trigger_id=await trigger(running), view=modal())
    view = opened["view"]
    newer = await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("U"))
    assert newer["view"]["id"] == view["id"]
    stale = client.views_update(view_id=view["id"], hash=view["hash"], view=modal("V"))
    assert await refused(stale) == "hash_conflict"


async def test_external_ids_name_one_view(running: Running) -> None:
    client = running.client
    await client.views_open(trigger_id=await trigger(running), view=modal(external_id="e"))
    updated = await client.views_update(external_id="e", view=modal("U", external_id="e"))
    assert updated["view"]["title"]["text"] == "U"
    again = client.views_open(trigger_id=await trigger(running), view=modal(external_id="e"))
    assert await refused(again) == "duplicate_external_id"


async def test_a_closed_view_is_not_found(running: Running) -> None:
    client = running.client
    opened = await client.views_open(trigger_id=await trigger(running), view=modal())
    await running.workspace.person("mara").close()
    gone = client.views_update(view_id=opened["view"]["id"], view=modal())
    assert await refused(gone) == "not_found"


async def test_a_push_needs_a_trigger_of_a_modal(running: Running) -> None:
    client = running.client
    outside = client.views_push(trigger_id=await trigger(running), view=modal())
    assert await refused(outside) == "invalid_trigger_id"


async def test_three_modals_lie_on_each_other_and_no_fourth(running: Running) -> None:
    client, mara = running.client, running.workspace.person("mara")
    await client.views_open(trigger_id=await trigger(running), view=modal("1"))
    for title in ("2", "3"):
        await client.views_push(trigger_id=await trigger_inside(running), view=modal(title))
    fourth = client.views_push(trigger_id=await trigger_inside(running), view=modal("4"))
    assert await refused(fourth) == "push_limit_reached"
    await mara.close()
    assert [m["view"]["title"]["text"] for m in await mara.modals()] == ["1", "2"]


async def test_what_was_typed_survives_an_update(running: Running) -> None:
    """Inputs with the same ids keep their values, others start fresh."""
    mara = running.workspace.person("mara")
    await mara.command("/rec form")
    await mara.submit({"Name": "upd"})
    top = await mara.modal()
    assert top is not None
    assert top["values"]["name"]["typed"] == "upd"


async def test_one_persons_modal_is_nobody_elses(running: Running) -> None:
    """Others neither see it nor can send, close or press anything in it."""
    mara, jonas = running.workspace.person("mara"), running.workspace.person("jonas")
    await mara.command("/rec form")
    modal_of_mara = await mara.modal()
    assert modal_of_mara is not None
    assert await jonas.modal() is None
    for deed in ("submit", "close"):
        with pytest.raises(Refused, match="closed"):
            await jonas.do(deed, view_id=modal_of_mara["view"]["id"], values={})


async def test_one_persons_ephemeral_is_nobody_elses(running: Running) -> None:
    """Others can't press its buttons, and the channel's history hasn't it."""
    mara, jonas = running.workspace.person("mara"), running.workspace.person("jonas")
    await mara.command("/raw")
    private = next(m for m in await mara.ephemerals() if m.get("blocks"))
    with pytest.raises(Refused, match="gone"):
        await jonas.click(private, "go")
    assert private["ts"] not in (await running.workspace.channel("workwear"))["messages"]


async def test_a_response_url_has_five_uses_and_half_an_hour(running: Running) -> None:
    mara = running.workspace.person("mara")
    await mara.command("/rec nothing")
    url = running.bodies[-1]["response_url"]
    http = running.workspace.http
    for n in range(5):
        assert (await http.post(url, json={"text": str(n)})).text == "ok"
    assert (await http.post(url, json={"text": "six"})).json()["error"] == "used_url"
    await mara.command("/rec nothing")
    url = running.bodies[-1]["response_url"]
    refused = await http.post(url, json={"blocks": [{"type": "nonsense"}]})
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_blocks")
    await running.workspace.control("clock", advance_s=1801)
    assert (await http.post(url, json={"text": "late"})).json()["error"] == "expired_url"


async def test_a_public_answer_stands_in_the_channel(running: Running) -> None:
    mara = running.workspace.person("mara")
    await mara.command("/rec nothing")
    body = {"text": "for all", "response_type": "in_channel"}
    await running.workspace.http.post(running.bodies[-1]["response_url"], json=body)
    assert (await running.workspace.messages("workwear"))[-1]["text"] == "for all"
