"""Calls of the Web API, and how they are refused."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_workspace import Json, Workspace


def client_of(workspace: Workspace, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token or workspace.app.bot_token, base_url=workspace.api_url)


async def error_of(client: AsyncWebClient, method: str, **args: Any) -> Json:
    """Return the answer with which a call is refused."""
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=args)
    return dict(caught.value.response.data)
