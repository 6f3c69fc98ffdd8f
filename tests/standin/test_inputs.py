"""What people fill in comes to the app as Slack's state.values, whatever the element."""

from typing import Any

import pytest

from bot.standin.blocks.entry import errors_before_sending
from bot.standin.blocks.validate import problems_of_view
from bot.standin.blocks.values import initial_values
from tests.slack_workspace import Json, Refused
from tests.standin.apps import Running
from tests.standin.block_cases import modal, plain

A, B = (
    {"text": {"type": "plain_text", "text": word, "emoji": True}, "value": word.lower()}
    for word in ("A", "B")
)
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]},
    ],
}
# element type: what it needs, what is sent, under which key it arrives, as what
INPUTS: dict[str, tuple[Json, Any, str, Any]] = {
    "plain_text_input": ({}, "two\nlines", "value", "two\nlines"),
    "email_text_input": ({}, "a@b.example", "value", "a@b.example"),
    "url_text_input": ({}, "https://b.example", "value", "https://b.example"),
    "number_input": ({"is_decimal_allowed": True}, "1.5", "value", "1.5"),
    "rich_text_input": ({}, RICH, "rich_text_value", RICH),
    "static_select": ({"options": [A, B]}, "b", "selected_option", B),
    "multi_static_select": ({"options": [A, B]}, ["a", "b"], "selected_options", [A, B]),
    "radio_buttons": ({"options": [A, B]}, "a", "selected_option", A),
    "checkboxes": ({"options": [A, B]}, ["b"], "selected_options", [B]),
    "users_select": ({}, "U1", "selected_user", "U1"),
    "multi_users_select": ({}, ["U1", "U2"], "selected_users", ["U1", "U2"]),
    "channels_select": ({}, "C1", "selected_channel", "C1"),
    "multi_channels_select": ({}, ["C1"], "selected_channels", ["C1"]),
    "conversations_select": ({}, "C1", "selected_conversation", "C1"),
    "multi_conversations_select": ({}, ["C1"], "selected_conversations", ["C1"]),
    "datepicker": ({}, "2026-11-22", "selected_date", "2026-11-22"),
    "timepicker": ({}, "09:30", "selected_time", "09:30"),
    "datetimepicker": ({}, 1_790_000_000, "selected_date_time", 1_790_000_000),
}


def field(kind: str, **more: Any) -> Json:
    element = {"type": kind, "action_id": "in", **INPUTS[kind][0]}
    return {"type": "input", "block_id": kind, "label": plain(kind), "element": element, **more}


async def opened(running: Running, *blocks: Json) -> None:
    """Open a modal with these blocks before Mara."""
    await running.workspace.person("mara").command("/rec nothing")
    view = modal(*blocks, callback_id="all", submit=plain("Send"))
    await running.client.views_open(trigger_id=running.bodies[-1]["trigger_id"], view=view)

    async def sent(ack: Any) -> None:
        await ack()

    running.app.view("all")(sent)


async def state(running: Running) -> Json:
    bodies = running.interactions("view_submission")
    return dict(bodies[-1]["view"]["state"]["values"])


async def test_every_input_arrives_under_its_key(running: Running) -> None:
    ids = {
        "U1": running.workspace.person("mara").id,
        "U2": running.workspace.person("jonas").id,
        "C1": await running.workspace.channel_id("general"),
    }

    def real(value: Any) -> Any:
        if isinstance(value, list):
            return [real(one) for one in value]
        return ids.get(value, value) if isinstance(value, str) else value

    await opened(running, *(field(kind) for kind in INPUTS))
    mara = running.workspace.person("mara")
    await mara.submit({kind: real(raw) for kind, (_, raw, _, _) in INPUTS.items()})
    assert await state(running) == {
        kind: {"in": {"type": kind, key: real(value)}}
        for kind, (_, _, key, value) in INPUTS.items()
    }


async def test_menus_offer_only_what_their_filter_lets_through(running: Running) -> None:
    """Nobody chooses a deactivated person, a private channel of others, a filtered place."""
    workspace, mara = running.workspace, running.workspace.person("mara")
    await workspace.control("person", person="ines", deactivated=True)
    await workspace.control("channel", channel="general", do="share")
    outside = field("conversations_select")
    outside["element"]["filter"] = {"exclude_external_shared_channels": True}
    direct = field("multi_conversations_select")
    direct["element"]["filter"] = {"include": ["public"]}
    await opened(running, field("users_select"), outside, direct)
    wrong: list[Json] = [
        {"users_select": workspace.person("ines").id},
        {"conversations_select": await workspace.channel_id("general")},
        {"multi_conversations_select": [await mara.dm()]},
        {"conversations_select": "C0000000000"},
    ]
    for values in wrong:
        with pytest.raises(Refused, match="can't be chosen"):
            await mara.submit(values)


async def test_a_conversation_menu_starts_here_and_gives_a_response_url(running: Running) -> None:
    """The current conversation is preset; its response_url posts there."""
    block = field("conversations_select")
    block["element"] |= {"default_to_current_conversation": True, "response_url_enabled": True}
    await opened(running, block)
    await running.workspace.person("mara").submit()
    body = running.interactions("view_submission")[-1]
    here = await running.workspace.channel_id("workwear")
    (given,) = body["response_urls"]
    assert (given["channel_id"], given["action_id"]) == (here, "in")
    said = {"text": "from the form", "response_type": "in_channel"}
    await running.workspace.http.post(given["response_url"], json=said)
    assert (await running.workspace.messages("workwear"))[-1]["text"] == "from the form"


async def test_optional_inputs_left_empty_arrive_as_null_or_empty_list(running: Running) -> None:
    await opened(running, *(field(kind, optional=True) for kind in INPUTS))
    assert (await running.workspace.person("mara").submit())["result"] == "closed"
    values = await state(running)
    for kind, (_, _, key, value) in INPUTS.items():
        several = isinstance(value, list)
        assert values[kind]["in"] == {"type": kind, key: [] if several else None}


async def test_required_inputs_left_empty_stay_with_the_client(running: Running) -> None:
    await opened(running, *(field(kind) for kind in INPUTS))
    refused = await running.workspace.person("mara").submit()
    assert set(refused["errors"]) == set(INPUTS)
    assert running.interactions("view_submission") == []


PRESET: dict[str, Json] = {
    "plain_text_input": {"initial_value": "x"},
    "static_select": {"initial_option": B},
    "checkboxes": {"initial_options": [A]},
    "multi_users_select": {"initial_users": ["U1"]},
    "datepicker": {"initial_date": "2026-01-01"},
}


async def test_what_is_preset_arrives_without_a_touch(running: Running) -> None:
    blocks = [field(kind) for kind in PRESET]
    for block in blocks:
        block["element"] |= PRESET[block["block_id"]]
    await opened(running, *blocks)
    await running.workspace.person("mara").submit()
    values = await state(running)
    for kind, preset in PRESET.items():
        assert values[kind]["in"][INPUTS[kind][2]] == next(iter(preset.values()))


async def test_what_was_preset_stays_chosen_when_an_update_presets_nothing(
    running: Running,
) -> None:
    """The client still shows it, and sends it: it need not have been searched for."""
    mara = running.workspace.person("mara")
    menu = {"type": "multi_external_select", "action_id": "in", "min_query_length": 1}
    block = {"type": "input", "block_id": "menu", "label": plain("Menu"), "element": menu}
    await opened(running, block | {"element": menu | {"initial_options": [A]}})
    view = (await mara.modal() or {})["view"]
    bare = modal(block, callback_id="all", submit=plain("Send"))
    await running.client.views_update(view_id=view["id"], view=bare)
    await mara.submit({"menu": ["a"]})
    assert (await state(running))["menu"]["in"]["selected_options"] == [A]


WRONG = [
    ("static_select", "c"),
    ("checkboxes", "a"),
    ("plain_text_input", 5),
    ("rich_text_input", "x"),
    ("datetimepicker", "soon"),
]


@pytest.mark.parametrize(("kind", "raw"), WRONG)
async def test_an_element_takes_only_what_it_can_hold(
    running: Running, kind: str, raw: Any
) -> None:
    await opened(running, field(kind))
    with pytest.raises(Refused) as refused:
        await running.workspace.person("mara").submit({kind: raw})
    assert refused.value.code == "invalid_value"


ENTRY: list[tuple[str, Json, Any, bool]] = [
    ("plain_text_input", {"min_length": 3}, "xxx", True),
    ("plain_text_input", {"min_length": 3}, "xx", False),
    ("plain_text_input", {"max_length": 3}, "xxx", True),
    ("plain_text_input", {"max_length": 3}, "xxxx", False),
    ("plain_text_input", {}, "x" * 3000, True),
    ("plain_text_input", {}, "x" * 3001, False),
    ("number_input", {"is_decimal_allowed": False}, "3", True),
    ("number_input", {"is_decimal_allowed": False}, "3.5", False),
    ("number_input", {"is_decimal_allowed": False, "min_value": "2"}, "1", False),
    ("number_input", {"is_decimal_allowed": False, "max_value": "2"}, "2", True),
    ("number_input", {"is_decimal_allowed": False}, "many", False),
    ("email_text_input", {}, "nobody", False),
    ("url_text_input", {}, "b.example", False),
    ("multi_users_select", {"max_selected_items": 1}, ["U1"], True),
    ("multi_users_select", {"max_selected_items": 1}, ["U1", "U2"], False),
]


@pytest.mark.parametrize(("kind", "more", "raw", "fits"), ENTRY)
def test_the_client_checks_what_it_can(kind: str, more: Json, raw: Any, fits: bool) -> None:
    """Lengths, numbers, addresses and counts, at the limit and one beyond."""
    block = field(kind)
    block["element"] |= more
    values = {kind: {"in": {"type": kind, INPUTS[kind][2]: raw}}}
    assert (errors_before_sending([block], values) == {}) is fits


@pytest.mark.parametrize("kind", sorted(INPUTS))
def test_a_value_survives_only_under_the_same_ids_and_type(kind: str) -> None:
    """After an update, block id, action id and type must be the same."""
    assert problems_of_view(modal(field(kind), submit=plain("s"))) == []
    _, _, key, value = INPUTS[kind]
    kept: dict[str, Json] = {kind: {"in": {"type": kind, key: value}}}
    assert initial_values([field(kind)], kept) == kept
    other = {kind: {"in": {"type": "another", key: value}}}
    assert initial_values([field(kind)], other) != other
