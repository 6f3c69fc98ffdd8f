"""Canvases: made, found, changed section by section, and seen by a channel's people."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.standin.canvas import sections_of
from tests.slack_workspace import Json, Refused, Workspace
from tests.standin.calling import client_of, error_of


def markdown(text: str) -> Json:
    return {"type": "markdown", "markdown": text}


PAGE = "# Petra\n\nBuys gloves.\n\n## Goals\nFewer accidents"


@pytest.fixture
async def client(workspace: Workspace) -> AsyncWebClient:
    return client_of(workspace)


async def page_of(workspace: Workspace, canvas_id: str) -> str:
    canvases = (await workspace.state())["canvases"]
    (canvas,) = [one for one in canvases if one["id"] == canvas_id]
    return "\n\n".join(section["markdown"] for section in canvas["sections"])


async def test_a_canvas_is_changed_one_section_at_a_time(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """Each operation does what its name says; sections are found by kind and text."""
    canvas = (await client.canvases_create(title="Map", document_content=markdown(PAGE)))[
        "canvas_id"
    ]

    async def change(operation: str, text: str = "", section: str = "") -> None:
        one: Json = {"operation": operation}
        one |= {"document_content": markdown(text)} if text else {}
        one |= {"section_id": section} if section else {}
        await client.canvases_edit(canvas_id=canvas, changes=[one])

    async def found(**criteria: object) -> list[str]:
        answer = await client.canvases_sections_lookup(canvas_id=canvas, criteria=criteria)
        return [section["id"] for section in answer["sections"]]

    (goals,) = await found(section_types=["h2"])
    (gloves,) = await found(contains_text="gloves")
    assert len(await found(section_types=["any_header"])) == 2
    await change("insert_after", "One a year", goals)
    await change("insert_before", "She leads.", gloves)
    await change("replace", "Buys jackets.", gloves)
    await change("insert_at_start", "Top")
    await change("insert_at_end", "End")
    await change("delete", section=goals)
    assert await page_of(workspace, canvas) == (
        "Top\n\n# Petra\n\nShe leads.\n\nBuys jackets.\n\nOne a year\n\nFewer accidents\n\nEnd"
    )
    await change("replace", "All new")
    assert await page_of(workspace, canvas) == "All new"


async def test_a_canvas_gets_another_name(workspace: Workspace, client: AsyncWebClient) -> None:
    channel = await workspace.channel_id("workwear")
    made = await client.api_call("conversations.canvases.create", json={"channel_id": channel})
    canvas = made["canvas_id"]
    change = {"operation": "rename", "title_content": markdown("Our map")}
    await client.canvases_edit(canvas_id=canvas, changes=[change])
    shown = (await workspace.person("mara").see("bootstrap"))["channels"][channel]["canvases"]
    assert shown == [{"id": canvas, "title": "Our map"}]


async def test_a_channel_has_one_canvas_of_its_own(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """A second one is refused; tabs may be many; people of the channel see them."""
    channel = await workspace.channel_id("workwear")
    content = markdown(PAGE)
    own = await client.conversations_canvases_create(channel_id=channel, document_content=content)
    again = await error_of(client, "conversations.canvases.create", channel_id=channel)
    assert again["error"] == "channel_canvas_already_exists"
    await client.canvases_create(title="A tab", channel_id=channel)
    mara, seen = workspace.person("mara"), own["canvas_id"]
    assert (await mara.see("canvas", id=seen))["canvas"]["markdown"].startswith("# Petra")
    await workspace.control("member", channel="workwear", person="ines", do="leave")
    await workspace.control("channel", channel="workwear", do="private")
    with pytest.raises(Refused, match="no such canvas"):
        await workspace.person("ines").see("canvas", id=seen)


EDITS: list[tuple[Json, str]] = [
    ({"operation": "fly"}, "unknown operation: fly"),
    ({"operation": "delete", "section_id": "temp:C:none"}, "section not found: temp:C:none"),
    ({"operation": "insert_after", "document_content": markdown("x")}, "missing section_id"),
    ({"operation": "insert_at_end"}, "missing document_content"),
    ({"operation": "rename"}, "missing title_content"),
]


@pytest.mark.parametrize(("change", "detail"), EDITS)
async def test_a_change_that_cant_be_made_says_why(
    client: AsyncWebClient, change: Json, detail: str
) -> None:
    canvas = (await client.canvases_create(document_content=markdown(PAGE)))["canvas_id"]
    refused = await error_of(client, "canvases.edit", canvas_id=canvas, changes=[change])
    assert (refused["error"], refused["detail"]) == ("canvas_editing_failed", detail)


async def test_what_is_no_canvas_is_refused(client: AsyncWebClient) -> None:
    """Only Markdown, one change a call; what is deleted is gone."""
    canvas = (await client.canvases_create(document_content=markdown("x")))["canvas_id"]
    wrong: list[tuple[str, Json, str]] = [
        ("canvases.create", {"document_content": {"type": "html"}}, "invalid_arguments"),
        ("canvases.edit", {"canvas_id": canvas, "changes": [{}, {}]}, "invalid_arguments"),
        ("canvases.edit", {"canvas_id": "F0", "changes": [{}]}, "canvas_not_found"),
        ("canvases.sections.lookup", {"canvas_id": canvas, "criteria": {}}, "invalid_arguments"),
    ]
    for method, args, error in wrong:
        assert (await error_of(client, method, **args))["error"] == error, (method, args)
    await client.canvases_delete(canvas_id=canvas)
    gone = await error_of(client, "canvases.delete", canvas_id=canvas)
    assert gone["error"] == "canvas_not_found"


async def test_a_canvas_holds_a_mebibyte(workspace: Workspace) -> None:
    """1,048,576 characters at the limit, one beyond is refused."""
    headers = {"Authorization": f"Bearer {workspace.app.bot_token}"}
    url = workspace.api_url + "canvases.create"

    async def create(size: int) -> str:
        body = {"document_content": markdown("x" * size)}
        answer = (await workspace.http.post(url, json=body, headers=headers)).json()
        return str(answer.get("error", "ok"))

    assert await create(1_048_576) == "ok"
    assert await create(1_048_577) == "canvas_creation_failed"


def test_sections_are_paragraphs_headings_and_whole_fences() -> None:
    text = "# A\nb\n\n```\none\n\ntwo\n```\n\nc"
    assert [s.markdown for s in sections_of(text)] == ["# A", "b", "```\none\n\ntwo\n```", "c"]
