"""What only somebody sends who takes the client apart: signed as Slack would, whatever is in it."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from tests.end_to_end.scene import Scene
from tests.slack_workspace import Json, Person


async def send(scene: Scene, payload: Json) -> tuple[int, Json]:
    """Send an interaction as Slack would sign it; returns what `post` does."""
    return await post(scene, urlencode({"payload": json.dumps(payload)}).encode())


async def tell(scene: Scene, event: Json, *, number: str) -> tuple[int, Json]:
    """Send an event as Slack would sign it; returns what `post` does."""
    app = scene.workspace.app
    told = {"type": "event_callback", "team_id": app.team_id, "event_id": f"Ev{number}"}
    raw = json.dumps({**told, "api_app_id": app.app_id, "event": event}).encode()
    return await post(scene, raw, kind="application/json")


async def post(
    scene: Scene, raw: bytes, *, kind: str = "application/x-www-form-urlencoded"
) -> tuple[int, Json]:
    """Send a request as Slack would sign it; returns the status, and the answer if it is JSON."""
    secret, stamp = scene.workspace.app.signing_secret, str(int(time.time()))
    signed = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256)
    headers = {
        "content-type": kind,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={signed.hexdigest()}",
    }
    url = f"http://127.0.0.1:{scene.bot.port}/slack/events"
    answer = await scene.workspace.http.post(url, content=raw, headers=headers)
    return answer.status_code, answer.json() if answer.text.startswith("{") else {}


def submission(scene: Scene, person: Person, view: Json, **changed: Any) -> Json:
    """Return a form that somebody sends; *changed* is what its view says otherwise."""
    app = scene.workspace.app
    return {
        "type": "view_submission",
        "team": {"id": app.team_id},
        "user": {"id": person.id, "team_id": app.team_id},
        "api_app_id": app.app_id,
        "trigger_id": "1.1.forged",
        "view": {"type": "modal", "blocks": [], **view, "state": {"values": {}}, **changed},
    }


def press(
    scene: Scene, person: Person, action: str, *, value: str, place: str, view: Json | None = None
) -> Json:
    """Return a press of a button, in a channel or in a view."""
    button = {"type": "button", "action_id": action, "action_ts": "1.2", "block_id": "b"}
    body = submission(scene, person, view or {}) | {"type": "block_actions"}
    where = {} if view else {"view": None, "channel": {"id": place}}
    return body | where | {"actions": [{**button, "value": value}]}


def picked(value: str) -> Json:
    """Return a field in which a choice was made; "" for none."""
    return {"picked": {"selected_option": {"value": value} if value else None}}
