"""Sharing files, as somebody does who drops them into a conversation."""

from collections.abc import Sequence

from bot.standin import ids
from bot.standin.files import shelf
from bot.standin.people.refusal import Refused, joined_channel
from bot.standin.people.speaking import root_of
from bot.standin.rich import rich_text_of, typed_to_mrkdwn
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import Person

# https://slack.com/help/articles/201330736: ten files in one message.
_MOST = 10


def share_files(
    site: Site, person: Person, body: Json, uploads: Sequence[tuple[str, bytes]]
) -> Json:
    """Post files with or without words.

    Args:
        site: The workspace.
        person: Who shares.
        body: `channel`, and as far as given `text` and `thread_ts`.
        uploads: Name and content of each file.
    """
    channel = joined_channel(site, person, body)
    if person.deactivated:
        raise Refused("account_inactive", "This account is deactivated.")
    if not 1 <= len(uploads) <= _MOST:
        raise Refused("too_many_files", f"Share one to {_MOST} files at a time.")
    if any(not content for _, content in uploads):
        raise Refused("empty_file", "This file is empty.")
    files = []
    for name, content in uploads:
        file = shelf.announce_file(site, name, len(content), owner=person.id)
        shelf.receive(site, file, content)
        files.append(file)
    text = typed_to_mrkdwn(site.world, str(body.get("text") or ""))
    said: Json = {"client_msg_id": ids.client_msg_id(), "user": person.id, "text": text,
                  "team": site.world.team.id}  # fmt: skip
    if text:
        said["blocks"] = [rich_text_of(text)]
    if body.get("thread_ts"):
        said["thread_ts"] = root_of(channel, str(body["thread_ts"]))
    message = shelf.share(site, channel, files, said)
    return {"ts": message["ts"], "message": message}
