"""Trouble on request: how the Web API and the deliveries misbehave, for tests and demos."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# https://docs.slack.dev/apis/events-api/#responding: an answer within three seconds.
PATIENCE_S = 3.0

ApiFaultKind = Literal["ratelimited", "status", "html", "drop", "unknown_method", "error", "delay"]


class Reach(BaseModel):
    """Which calls a rule hits, and its details."""

    model_config = ConfigDict(extra="forbid")

    method: str = Field(default="*", description="A method, or * for all.")
    count: int = Field(default=1, ge=1, description="How many calls it hits.")
    skip: int = Field(default=0, ge=0, description="How many calls pass first.")
    retry_after: str | None = Field(
        default="1", description="For ratelimited: the header as it is sent; null leaves it away."
    )
    status: int = Field(default=503, ge=400, le=599, description="For status.")
    error: str = Field(default="internal_error", description="For error.")
    seconds: float = Field(
        default=0, ge=0, le=120, description="For delay; for drop, before the connection breaks."
    )


class ApiFault(Reach):
    """One rule for Web API calls; it wears off after *count* calls."""

    kind: ApiFaultKind


class DeliveryFaults(BaseModel):
    """How deliveries to the apps go wrong; without any they go right."""

    model_config = ConfigDict(extra="forbid")

    copies: int = Field(default=1, ge=1, le=10, description="Each comes so many times.")
    drop_next: int = Field(default=0, ge=0, description="So many never come.")
    lose_first_next: int = Field(default=0, ge=0, description="Of so many only the retry comes.")
    shuffle: int = Field(default=0, ge=0, le=100, description="So many come in random order.")
    delay_s: float = Field(default=0, ge=0, le=60, description="Each comes so late.")
    patience_s: float = Field(
        default=PATIENCE_S, gt=0, le=PATIENCE_S, description="An answer may take so long."
    )
    kinds: tuple[Literal["events", "interactions"], ...] = Field(
        default=("events", "interactions"), description="What copies and drop_next are about."
    )
    uninstalled_first: bool = Field(
        default=False, description="app_uninstalled comes before tokens_revoked."
    )


class Faults:
    """The rules that are in force."""

    def __init__(self) -> None:
        self.api: list[ApiFault] = []
        self.deliveries = DeliveryFaults()

    def take(self, method: str) -> ApiFault | None:
        """Return the rule that hits this call, counted down; None for an undisturbed call."""
        for rule in self.api:
            if rule.method not in ("*", method):
                continue
            if rule.skip:
                rule.skip -= 1
                continue
            rule.count -= 1
            if rule.count == 0:
                self.api.remove(rule)
            return rule
        return None

    def drops(self, kind: str) -> bool:
        """Whether the next delivery of that kind is lost; counts down."""
        plan = self.deliveries
        if kind not in plan.kinds or not plan.drop_next:
            return False
        plan.drop_next -= 1
        return True

    def loses_first(self) -> bool:
        """Whether the first attempt of the next event is lost, so that only retries come."""
        if not self.deliveries.lose_first_next:
            return False
        self.deliveries.lose_first_next -= 1
        return True

    def copies(self, kind: str) -> int:
        """How often a delivery of that kind is sent."""
        return self.deliveries.copies if kind in self.deliveries.kinds else 1

    def clear(self) -> None:
        """Remove all rules."""
        self.api.clear()
        self.deliveries = DeliveryFaults()
