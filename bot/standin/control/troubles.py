"""Orders that make trouble: calls that fail, deliveries that go wrong, sockets that die."""

from typing import Literal

from pydantic import Field

from bot.standin.control.named import ControlError, InWorkspace, OfApp, apps_named
from bot.standin.control.order import Order
from bot.standin.delivery.outbox import release_held
from bot.standin.delivery.quota import PER_HOUR
from bot.standin.faults import ApiFault, ApiFaultKind, DeliveryFaults, Reach
from bot.standin.shape import Json
from bot.standin.site import Site


class FaultOrder(Reach, InWorkspace):
    """A rule for Web API calls."""

    kind: ApiFaultKind | None = Field(default=None, description="What comes of the call.")
    clear: bool = Field(default=False, description="Removes all rules instead.")


class DeliveriesOrder(DeliveryFaults, InWorkspace):
    """How deliveries go wrong; what isn't named goes right again."""


class ClockOrder(InWorkspace):
    """Where the clock stands."""

    offset_s: float | None = Field(default=None, description="Seconds ahead of real time.")
    advance_s: float = Field(default=0, description="Seconds to go on from where it stands.")


class DisconnectOrder(OfApp):
    """How the sockets are told that they end."""

    reason: Literal["warning", "refresh_requested", "link_disabled"] = "refresh_requested"
    close: bool = Field(default=True, description="False only announces it.")


class SilenceOrder(OfApp):
    """Whether the sockets are silent."""

    on: bool = True


class LimitsOrder(InWorkspace):
    """Which of Slack's limits hold."""

    on: bool = Field(default=True, description="Rate limits of the Web API, by tier.")
    events_per_hour: int = Field(
        default=PER_HOUR, ge=0, description="An app's events; then it hears app_rate_limited."
    )


def fault(site: Site, order: FaultOrder) -> Json:
    """Let Web API calls fail by a rule, which wears off after `count` calls."""
    if order.clear:
        site.faults.clear()
        return {"rules": 0}
    if order.kind is None:
        raise ControlError("kind: ratelimited, status, html, drop, unknown_method, error or delay")
    rule = order.model_dump(exclude={"clear", "workspace"})
    site.faults.api.append(ApiFault.model_validate(rule))
    return {"rules": len(site.faults.api)}


def deliveries(site: Site, order: DeliveriesOrder) -> Json:
    """Let deliveries get lost, come late, several times or in another order."""
    plan = DeliveryFaults.model_validate(order.model_dump(exclude={"workspace"}))
    site.faults.deliveries = plan
    if not plan.shuffle:
        release_held(site)
    return {}


def clock(site: Site, order: ClockOrder) -> Json:
    """Move the clock of all workspaces."""
    offset = site.clock.offset_s if order.offset_s is None else order.offset_s
    site.clock.offset_s = offset + order.advance_s
    site.changed()
    return {"offset_s": site.clock.offset_s, "now": site.clock.now()}


async def disconnect(site: Site, order: DisconnectOrder) -> Json:
    """Tell the apps' sockets that they end, as Slack does, and end them."""
    told = 0
    for app in apps_named(site, order.app):
        told += await site.host.sockets.disconnect(app.app_id, order.reason, close=order.close)
    return {"told": told}


def cut(site: Site, order: OfApp) -> Json:
    """Cut the apps' sockets without a word, as a broken network does."""
    found = [
        c for app in apps_named(site, order.app) for c in site.host.sockets.connections(app.app_id)
    ]
    for connection in found:
        connection.wire.cut()
    return {"connections": len(found)}


def silence(site: Site, order: SilenceOrder) -> Json:
    """Let the open sockets say nothing any more, not even to pings."""
    found = [
        c for app in apps_named(site, order.app) for c in site.host.sockets.connections(app.app_id)
    ]
    for connection in found:
        connection.wire.silent = order.on
    return {"connections": len(found)}


def limits(site: Site, order: LimitsOrder) -> Json:
    """Switch Slack's rate limits on or off."""
    site.host.rate_limits = order.on
    site.host.quota.allow(order.events_per_hour)
    return {}


ORDERS = {
    "fault": Order(FaultOrder, fault),
    "deliveries": Order(DeliveriesOrder, deliveries),
    "clock": Order(ClockOrder, clock),
    "disconnect": Order(DisconnectOrder, disconnect),
    "cut": Order(OfApp, cut),
    "silence": Order(SilenceOrder, silence),
    "limits": Order(LimitsOrder, limits),
}
