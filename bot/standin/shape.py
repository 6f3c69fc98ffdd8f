"""The one name for a JSON object as Slack sends or takes it."""

from typing import Any

Json = dict[str, Any]
