"""What an install link asks for, checked as Slack checks it.

Source: https://docs.slack.dev/authentication/installing-with-oauth
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bot.standin.host import Host
from bot.standin.listing import Listed


class LinkRefused(Exception):
    """The link can't be used; carries Slack's word and what it means."""

    def __init__(self, error: str, meaning: str) -> None:
        super().__init__(error)
        self.error, self.meaning = error, meaning


@dataclass(frozen=True)
class Asked:
    """A checked link."""

    app: Listed
    scopes: tuple[str, ...]
    redirect_uri: str
    state: str

    def answered(self, **said: str) -> str:
        """Return where the browser goes with the answer, the state included."""
        mark = "&" if urlsplit(self.redirect_uri).query else "?"
        return f"{self.redirect_uri}{mark}{urlencode({**said, 'state': self.state})}"


def asked(host: Host, query: Mapping[str, str]) -> Asked:
    """Return what the link asks for.

    Raises:
        LinkRefused: invalid_client_id, invalid_scope, bad_redirect_uri.
    """
    wanted = query.get("client_id", "")
    app = next((one for one in host.listed.values() if one.client_id == wanted), None)
    if app is None:
        raise LinkRefused("invalid_client_id", "There is no app with this client_id.")
    return Asked(app, _scopes(app, query), _redirect(app, query), query.get("state", ""))


def _scopes(app: Listed, query: Mapping[str, str]) -> tuple[str, ...]:
    wanted = [scope for scope in query.get("scope", "").replace(" ", ",").split(",") if scope]
    known = app.manifest.oauth_config.scopes.bot
    unknown = [scope for scope in wanted if scope not in known]
    if unknown:
        raise LinkRefused("invalid_scope", f"The app's manifest has no scope {unknown[0]}.")
    if query.get("user_scope"):
        raise LinkRefused("invalid_scope", "There are no user tokens here: leave user_scope empty.")
    if not wanted:
        raise LinkRefused("invalid_scope", "The link asks for no scope.")
    return tuple(wanted)


def _redirect(app: Listed, query: Mapping[str, str]) -> str:
    configured = app.manifest.oauth_config.redirect_urls
    passed = query.get("redirect_uri") or (configured[0] if configured else "")
    # Slack takes the configured address itself and what lies below it.
    if not any(passed == url or passed.startswith(url.rstrip("/") + "/") for url in configured):
        raise LinkRefused(
            "bad_redirect_uri", f"{passed or 'Nothing'} is not among the manifest's redirect_urls."
        )
    return passed
