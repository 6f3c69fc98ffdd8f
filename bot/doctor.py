"""The doctor: looks at an installation, says what is not well, and changes nothing."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass

from bot import slack
from bot.compose import calling, check_model
from bot.manifest import SCOPES
from bot.settings import SettingRefused, Settings
from bot.surroundings import clock
from knowledge.identity import WorkspaceId
from knowledge.index import weights
from knowledge.index.errors import IndexUnavailable
from knowledge.ledger import Ledger, LedgerError, NoLedger, SchemaTooOld, effects, mail
from knowledge.records import store
from knowledge.records.verifying import Breach
from prompts.errors import PromptsInvalid
from prompts.loader import load

BREACHES = {
    "gap": "a version before it is gone",
    "chain": "it was changed after it was published",
    "body": "what it says is gone, or is something else",
}
AGAIN = "give Slack the manifest anew and install the app again"


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and what there is to say of it."""

    about: str
    well: bool
    said: str


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Give what is found, one thing after the other; a bot may run meanwhile."""
    yield _texts(settings)
    yield _model(settings)
    async for finding in _ledger(settings):
        yield finding
    yield await _slack(settings)


def _texts(settings: Settings) -> Finding:
    try:
        load(settings.language)
    except PromptsInvalid as invalid:
        return Finding("texts", False, f"prompts/{settings.language}: {invalid}")
    return Finding("texts", True, f"prompts/{settings.language}")


def _model(settings: Settings) -> Finding:
    try:
        check_model(settings)
        for name in () if settings.embeddings else weights.SHA256:
            weights.verified(name)
    except (SettingRefused, IndexUnavailable) as error:
        return Finding("model", False, str(error))
    return Finding("model", True, settings.embeddings or "the bundled one, as it was released")


async def _ledger(settings: Settings) -> AsyncIterator[Finding]:
    try:
        ledger = await Ledger.look(settings.ledger_url, clock=clock)
    except (NoLedger, SchemaTooOld) as expected:
        yield Finding("ledger", True, expected.why)
        return
    except LedgerError as error:
        yield Finding("ledger", False, error.why)
        return
    async with ledger:
        try:
            yield Finding("ledger", True, ledger.dialect)
            async for finding in _contents(ledger):
                yield finding
        except LedgerError as error:
            yield Finding("ledger", False, error.why)


async def _contents(ledger: Ledger) -> AsyncIterator[Finding]:
    for workspace in await ledger.workspaces():
        for finding in await _records(ledger, workspace):
            yield finding
    if ledger.has_mailbox:
        yield _given_up("deliveries", await mail.given_up(ledger))
    yield _given_up("effects", await effects.given_up(ledger))


async def _records(ledger: Ledger, workspace: WorkspaceId) -> Iterable[Finding]:
    async with ledger.reading(workspace) as tx:
        breaches = await store.verify_chain(tx)
    if not breaches:
        return [Finding("records", True, f"{workspace}: every version is as it was published")]
    return [Finding("records", False, f"{workspace}: {_told(breach)}") for breach in breaches]


def _told(breach: Breach) -> str:
    if breach.ref is None:
        return f"versions that were published and are gone: {breach.version}"
    return f"{breach.ref}@{breach.version}: {BREACHES[breach.what]}"


def _given_up(about: str, reasons: Iterable[str]) -> Finding:
    counted = Counter(reasons)
    if not counted:
        return Finding(about, True, "none was given up")
    return Finding(about, False, "given up: " + ", ".join(_counted(counted)))


def _counted(counted: Counter[str]) -> Iterator[str]:
    return (f"{number} × {reason}" for reason, number in counted.most_common())


async def _slack(settings: Settings) -> Finding:
    if not settings.bot_token.get_secret_value():
        return Finding("Slack", True, "not asked: SLACK_BOT_TOKEN is not set")
    async with calling(settings) as client:
        outcome = await slack.call(client, "auth.test", {})
    match outcome:
        case slack.Done(data, scopes):
            who = f"{data['team']}, as @{data['user']}"
            missing = sorted({*SCOPES} - scopes) if scopes else []
            if missing:
                return Finding("Slack", False, f"{who}, without {', '.join(missing)}: {AGAIN}")
            return Finding("Slack", True, who)
        case slack.Refused(error):
            return Finding("Slack", False, f"SLACK_BOT_TOKEN is not taken: {error}")
        case slack.Limited() | slack.Unsure():
            return Finding("Slack", False, f"{settings.slack_api_url} does not answer now")
