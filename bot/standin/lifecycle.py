"""An app's coming and going."""

from bot.standin.delivery.outbox import send_event
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App


def uninstall(site: Site, app: App) -> None:
    """Take the app away: its token dies, it hears both events, in no promised order."""
    if not app.installed:
        return
    app.installed = False
    revoked: Json = {
        "type": "tokens_revoked", "tokens": {"oauth": [], "bot": [app.bot_user_id]}
    }  # fmt: skip
    events = [revoked, {"type": "app_uninstalled"}]
    # Slack promises no order.
    for event in reversed(events) if site.faults.deliveries.uninstalled_first else events:
        _tell(site, app, event)
    site.changed()


def reinstall(site: Site, app: App) -> None:
    """Bring the app back, with the same tokens."""
    app.installed = True
    site.changed()


def _tell(site: Site, app: App, event: Json) -> None:
    if event["type"] in app.manifest.settings.event_subscriptions.bot_events:
        send_event(site, app, event, shared=False)
