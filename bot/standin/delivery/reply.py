"""What an app answers to a delivery, or why it didn't."""

from dataclasses import dataclass
from typing import Any, Literal

# Slack's reasons in X-Slack-Retry-Reason, https://docs.slack.dev/apis/events-api/#retries
Failure = Literal[
    "http_timeout", "http_error", "connection_failed", "ssl_error", "too_many_redirects",
    "timeout", "unknown_error",
]  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """The body of an answer in time, or the failure; `retry` is False if the app said so."""

    body: Any = None
    failure: Failure | None = None
    retry: bool = True
    status: int | None = None

    @property
    def ok(self) -> bool:
        """Whether the app has taken the delivery."""
        return self.failure is None
