"""Files: uploaded in three steps, shared, looked at by whoever may, deleted."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import Response

from tests.slack_workspace import Json, Refused, Workspace
from tests.standin.calling import client_of, error_of
from tests.standin.receiving import receiving

# One black pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture
async def client(workspace: Workspace) -> AsyncWebClient:
    return client_of(workspace)


async def test_slacks_own_client_uploads_and_shares(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """files_upload_v2 does all three steps; the message, its file and both events follow."""
    channel = await workspace.channel_id("workwear")
    async with receiving(workspace, lambda _: Response()):
        done = await client.files_upload_v2(
            channel=channel, filename="map.png", content=PNG, title="The map",
            initial_comment="Look", alt_txt="A map",
        )  # fmt: skip
        await workspace.settled()
    message = (await workspace.messages("workwear"))[-1]
    assert (message["subtype"], message["text"]) == ("file_share", "Look")
    (file,) = message["files"]
    assert (file["title"], file["mimetype"], file["alt_txt"]) == ("The map", "image/png", "A map")
    assert (file["original_w"], file["original_h"], file["size"]) == (1, 1, len(PNG))
    assert done["file"]["id"] == file["id"]
    events = {e["name"]: e["request"]["event"] for e in await workspace.log(kind="event")}
    assert set(events) == {"message", "file_shared"}
    assert events["message"]["subtype"] == "file_share"
    assert events["file_shared"]["file_id"] == file["id"]


async def test_an_app_downloads_with_its_token_only(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """Without the token there is a way to the sign-in page, and no file."""
    mara = workspace.person("mara")
    message = await mara.upload("workwear", {"notes.csv": b"a,b\n1,2\n"}, text="see")
    url = message["files"][0]["url_private"]
    headers = {"Authorization": f"Bearer {workspace.app.bot_token}"}
    assert (await workspace.http.get(url, headers=headers)).content == b"a,b\n1,2\n"
    for wrong in ({}, {"Authorization": "Bearer xoxb-wrong"}):
        answer = await workspace.http.get(url, headers=wrong)
        assert (answer.status_code, "redir" in answer.headers["location"]) == (307, True)
    assert message["files"][0]["preview"] == "a,b\n1,2"


async def test_a_file_is_seen_by_whoever_sees_its_channel(workspace: Workspace) -> None:
    """Others get nothing; what isn't harmless to show is only downloaded."""
    mara = workspace.person("mara")
    await workspace.control("member", channel="workwear", person="ines", do="leave")
    await workspace.control("channel", channel="workwear", do="private")
    message = await mara.upload("workwear", {"a.html": b"<script>1</script>", "b.png": PNG})
    page, picture = (file["id"] for file in message["files"])
    own = await workspace.http.get(f"{workspace.url}/ui/mara/file/{page}")
    assert own.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in own.headers["content-security-policy"]
    shown = await workspace.http.get(f"{workspace.url}/ui/jonas/file/{picture}")
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    foreign = await workspace.http.get(f"{workspace.url}/ui/ines/file/{picture}")
    assert foreign.status_code == 404


async def upload(workspace: Workspace, client: AsyncWebClient, **more: Any) -> str:
    asked = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    await workspace.http.post(asked["upload_url"], content=b"abc")
    await client.files_completeUploadExternal(files=[{"id": asked["file_id"]}], **more)
    return str(asked["file_id"])


async def test_files_are_listed_by_kind_place_and_page(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """An app sees its own and those of its channels."""
    channel = await workspace.channel_id("workwear")
    own = await upload(workspace, client)
    shared = await upload(workspace, client, channel_id=channel)
    picture = (await workspace.person("mara").upload("general", {"p.png": PNG}))["files"][0]["id"]
    everything = await client.files_list()
    assert {file["id"] for file in everything["files"]} == {own, shared, picture}
    assert [f["id"] for f in (await client.files_list(types="images"))["files"]] == [picture]
    assert [f["id"] for f in (await client.files_list(channel=channel))["files"]] == [shared]
    page = await client.files_list(count=2, page=2)
    assert (len(page["files"]), page["paging"]["pages"]) == (1, 2)
    assert (await error_of(client, "files.list", types="films"))["error"] == "unknown_type"


async def test_a_deleted_file_leaves_a_stone(workspace: Workspace, client: AsyncWebClient) -> None:
    channel = await workspace.channel_id("workwear")
    file = await upload(workspace, client, channel_id=channel)
    await client.files_delete(file=file)
    assert (await error_of(client, "files.info", file=file))["error"] == "file_deleted"
    message = (await workspace.messages("workwear"))[-1]
    assert message["files"] == [{"id": file, "mode": "tombstone"}]
    theirs = (await workspace.person("mara").upload("workwear", {"p.png": PNG}))["files"][0]
    refused = await error_of(client, "files.delete", file=theirs["id"])
    assert refused["error"] == "cant_delete_file"


ASKED: list[tuple[Json, str]] = [
    ({"filename": "a.txt", "length": 0}, "missing_argument"),
    ({"filename": "a.txt", "length": 50_000_001}, "file_upload_size_restricted"),
    ({"filename": "a.py", "length": 1_048_577, "snippet_type": "python"}, "snippet_too_large"),
    ({"filename": "a.png", "length": 1, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ({"length": 1}, "invalid_arguments"),
]


@pytest.mark.parametrize(("args", "error"), ASKED)
async def test_what_can_not_be_uploaded_is_refused(
    client: AsyncWebClient, args: Json, error: str
) -> None:
    assert (await error_of(client, "files.getUploadURLExternal", **args))["error"] == error


async def test_an_upload_is_complete_or_not_at_all(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """Too few bytes, no bytes, another channel, an unknown file: nothing is shared."""
    asked = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    assert (await workspace.http.post(asked["upload_url"], content=b"ab")).status_code == 400
    assert (await workspace.http.post(asked["upload_url"] + "x", content=b"abc")).status_code == 404

    async def complete(**more: Any) -> str:
        files = [{"id": asked["file_id"]}]
        answer = await error_of(client, "files.completeUploadExternal", files=files, **more)
        return str(answer["error"])

    assert await complete() == "file_not_found"
    form = {"file": ("a.txt", b"abc")}
    assert (await workspace.http.post(asked["upload_url"], files=form)).text == "OK - 3"
    assert await complete(channel_id="C0000000000") == "channel_not_found"
    assert await complete(channels="C0000000000") == "invalid_channel"
    await workspace.control("member", channel="workwear", app="recorder", do="leave")
    assert await complete(channel_id=await workspace.channel_id("workwear")) == "not_in_channel"


async def test_a_person_shares_one_to_ten_files(workspace: Workspace) -> None:
    mara = workspace.person("mara")
    ten = {f"{n}.txt": b"x" for n in range(10)}
    assert len((await mara.upload("workwear", ten))["files"]) == 10
    with pytest.raises(Refused, match="one to 10"):
        await mara.upload("workwear", {**ten, "11.txt": b"x"})
    with pytest.raises(Refused, match="empty"):
        await mara.upload("workwear", {"none.txt": b""})


async def test_a_picture_in_blocks_must_be_there(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    """slack_file names a file of this workspace."""
    file = await upload(workspace, client)
    picture = {"type": "image", "alt_text": "A map", "slack_file": {"id": file}}
    await client.chat_postMessage(channel="#workwear", text="x", blocks=[picture])
    wrong = picture | {"slack_file": {"id": "F0"}}
    refused = await error_of(client, "chat.postMessage", channel="#workwear", blocks=[wrong])
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"
    ]
