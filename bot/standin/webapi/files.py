"""files.*: uploading in three steps, looking, deleting.

Source: https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Callable
from typing import Any

from bot.standin.blocks.complete import completed
from bot.standin.files import shelf
from bot.standin.files.file import File
from bot.standin.shape import Json
from bot.standin.speech import bot_message
from bot.standin.webapi.call import ApiError, Call, Method, refused
from bot.standin.webapi.chat import root_of
from bot.standin.webapi.content import checked, guise_of
from bot.standin.webapi.paging import classic_page
from bot.standin.world import Channel

LONGEST_ALT, LARGEST_SNIPPET, MOST_CHANNELS = 1000, 1_048_576, 100


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal: where the bytes are sent, and the id of the file to be."""
    name, length = call.need("filename"), call.text("length")
    if not length.isdigit() or int(length) == 0:
        raise ApiError("missing_argument")
    if int(length) > shelf.LARGEST:
        raise ApiError("file_upload_size_restricted")
    if call.text("snippet_type") and int(length) > LARGEST_SNIPPET:
        raise ApiError("snippet_too_large")
    if len(call.text("alt_txt")) > LONGEST_ALT:
        raise ApiError("alt_txt_too_large")
    owner = call.app.bot_user_id
    file = shelf.announce_file(call.site, name, int(length), owner=owner, app=call.app)
    file.alt_txt = call.text("alt_txt") or None
    url = f"{call.site.url}/upload/v1/{file.ticket}"
    return {"upload_url": url, "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: the files are there, and shared where that is asked for."""
    files = _received(call)
    places = _places(call)
    guise = guise_of(call)
    said = _words(call)
    roots = {c.id: root_of(c, call.text("thread_ts")) for c in places if call.text("thread_ts")}
    for file in files:
        file.state = "complete"
    for channel in places:
        root = {"thread_ts": roots[channel.id]} if channel.id in roots else {}
        message = bot_message(call.site, call.app, said | root, guise=guise)
        shelf.share(call.site, channel, files, message)
    return {"files": [shelf.with_shares(call.site, file) for file in files]}


def _received(call: Call) -> list[File]:
    listed: Any = call.json("files")
    if not isinstance(listed, list) or not listed:
        raise refused("invalid_arguments", ["missing required field: files"])
    files = []
    for entry in listed:
        named = entry.get("id") if isinstance(entry, dict) else None
        file = call.site.world.files.get(str(named))
        if file is None or file.app_id != call.app.app_id or file.state != "received":
            raise ApiError("file_not_found")
        file.title = str(entry.get("title") or file.name)
        files.append(file)
    return files


def _places(call: Call) -> list[Channel]:
    if call.text("channel_id"):
        return [_joined(call, call.text("channel_id"), "channel_not_found")]
    names = call.names("channels")
    if len(names) > MOST_CHANNELS:
        raise ApiError("channels_limit_exceeded")
    return [_joined(call, name, "invalid_channel") for name in names]


def _joined(call: Call, channel_id: str, otherwise: str) -> Channel:
    channel = call.site.world.channels.get(channel_id)
    if channel is None or not (channel.kind == "public" or call.is_member(channel)):
        raise ApiError(otherwise)
    if not call.is_member(channel):
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("posting_to_channel_denied")
    return channel


def _words(call: Call) -> Json:
    comment, blocks = call.text("initial_comment"), call.json("blocks")
    if comment or not blocks:
        return {"text": comment}
    checked(call, {"text": None, "blocks": blocks})
    return {"text": "", "blocks": completed(blocks)}


def _visible(call: Call) -> File:
    named = call.need("file")
    if named in call.site.world.deleted_files:
        raise ApiError("file_deleted")
    file = call.site.world.files.get(named)
    if file is None or file.state != "complete" or not shelf.app_sees(call.site, call.app, file):
        raise ApiError("file_not_found")
    return file


def info(call: Call) -> Json:
    """files.info."""
    return {"file": shelf.with_shares(call.site, _visible(call)), "comments": []}


def delete(call: Call) -> Json:
    """files.delete: an app's own file."""
    file = _visible(call)
    if file.app_id != call.app.app_id:
        raise ApiError("cant_delete_file")
    shelf.delete(call.site, file)
    return {}


_TYPES: dict[str, Callable[[File], bool]] = {
    "all": lambda file: True,
    "images": lambda file: file.mimetype.startswith("image/"),
    "pdfs": lambda file: file.filetype == "pdf",
    "zips": lambda file: file.filetype == "zip",
    "snippets": lambda file: file.is_text,
    "spaces": lambda file: False,
    "gdocs": lambda file: False,
}


def list_all(call: Call) -> Json:
    """files.list, newest first."""
    kinds = call.names("types") or ["all"]
    if any(kind not in _TYPES for kind in kinds):
        raise ApiError("unknown_type")
    found = [file for file in call.site.world.files.values() if _is_listed(call, file, kinds)]
    found.sort(key=lambda file: (file.created, file.id), reverse=True)
    shown, paging = classic_page(call, found)
    return {"files": [shelf.with_shares(call.site, file) for file in shown], "paging": paging}


def _is_listed(call: Call, file: File, kinds: list[str]) -> bool:
    if file.state != "complete" or not shelf.app_sees(call.site, call.app, file):
        return False
    user, channel = call.text("user"), call.text("channel")
    since, until = call.text("ts_from", "0"), call.text("ts_to", "inf")
    return (
        any(_TYPES[kind](file) for kind in kinds)
        and user in ("", file.user)
        and (not channel or channel in file.shares)
        and float(since) <= file.created <= float(until)
    )


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",), tier=4),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",), tier=4),
    "files.info": Method(info, ("files:read",), tier=4),
    "files.list": Method(list_all, ("files:read",), tier=3),
    "files.delete": Method(delete, ("files:write",), tier=3),
}
