"""All methods of the Web API by name; any other one is unknown."""

from bot.standin.webapi import (
    assistant,
    bookmarks,
    canvases,
    channels,
    chat,
    conversations,
    files,
    pins,
    reactions,
    streams,
    users,
    validation,
    views,
    workspace,
)
from bot.standin.webapi.call import Method

METHODS: dict[str, Method] = {
    **assistant.METHODS,
    **bookmarks.METHODS,
    **canvases.METHODS,
    **channels.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **pins.METHODS,
    **reactions.METHODS,
    **streams.METHODS,
    **users.METHODS,
    **validation.METHODS,
    **views.METHODS,
    **workspace.METHODS,
}
WITHOUT_TOKEN = ("api.test", "oauth.v2.access")
