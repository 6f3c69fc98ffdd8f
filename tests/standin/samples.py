"""Comparing what the stand-in sends with samples of what Slack sends, key by key."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.slack_workspace import Json

SAMPLES = Path(__file__).parents[3] / "shared" / "slack-samples"
# Below these keys an app or a person decides what there is, or the sample leaves them empty.
FREE = {"blocks", "state", "args", "event_payload", "actions", "response_urls", "public", "private"}
# Slack sends these, the samples miss them: views always carry their blocks; responses carry what
# the method's page documents.
MORE: dict[str, set[str]] = {
    "ViewSubmissionPayload": {"response_urls", "blocks"},
    "ViewClosedPayload": {"blocks"},
    "BlockActionPayload": {"blocks"},
    "AppHomeOpenedPayload": {"blocks"},
    "auth.revoke": {"revoked"},
    "views.open": {"values"},
    "views.push": {"values"},
    "views.update": {"values"},
    "views.publish": {"values"},
    "conversations.list": {"num_members"},
    "chat.stopStream": {"channel", "ts", "message"},
}


def unknown(value: Any, sample: Any, at: str = "") -> Iterator[str]:
    """Yield the path of every key in *value* that *sample* hasn't."""
    if isinstance(value, dict) and isinstance(sample, dict):
        for key, inner in value.items():
            if key not in sample:
                yield f"{at}/{key}"
            elif key not in FREE:
                yield from unknown(inner, sample[key], f"{at}/{key}")
    elif isinstance(value, list) and isinstance(sample, list) and sample:
        for inner in value:
            yield from unknown(inner, sample[0], at)


def sample(name: str) -> Json:
    """Return the sample of that name."""
    (path,) = SAMPLES.glob(f"*/{name}.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def compare(value: Any, name: str) -> None:
    """Fail if *value* has a key that the sample called *name* hasn't."""
    more = MORE.get(name, set())
    wrong = {path for path in unknown(value, sample(name)) if path.rsplit("/", 1)[1] not in more}
    assert not wrong, f"{name} has none of {sorted(wrong)}"
