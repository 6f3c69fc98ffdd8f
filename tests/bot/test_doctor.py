"""The doctor finds what is not well, on both databases, and leaves everything as it was."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlalchemy import text

from bot import cli
from bot.doctor import Finding, examine
from bot.manifest import SCOPES, manifest
from bot.settings import Settings
from bot.surroundings import clock
from knowledge.identity import PersonId, WorkspaceId
from knowledge.ledger import Ledger, effects, mail
from knowledge.ledger.backup import back_up
from knowledge.ledger.migrating import NEWEST
from knowledge.ledger.schema.traffic import effects as effects_table
from knowledge.records import store
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind
from prompts.loader import load
from tests.slack_workspace import Json, slack_workspace

ACME = WorkspaceId("T1")
TAKEN_AWAY = {
    "sqlite": "DROP TRIGGER record_versions_no_update",
    "postgresql": "ALTER TABLE record_versions DISABLE TRIGGER ALL",
}


async def found(settings: Settings, about: str) -> list[Finding]:
    return [finding async for finding in examine(settings) if finding.about == about]


async def furnished(url: str) -> Ledger:
    ledger = await Ledger.open(url, clock=clock, kill_at="")
    async with ledger.transaction(ACME) as tx:
        ref = await store.new_ref(tx, Kind.PERSONA)
        await store.publish(
            tx, ref, Persona(name="Petra"), base=None, person=PersonId("p1"), reason="import"
        )
    return ledger


async def test_all_is_well_with_what_nobody_touched(database_url: str) -> None:
    async with await furnished(database_url):
        findings = [finding async for finding in examine(Settings(database_url=database_url))]
        assert all(finding.well for finding in findings)
        assert [finding.about for finding in findings] == [
            "texts", "model", "ledger", "records", "deliveries", "effects", "Slack",
        ]  # fmt: skip


async def test_a_version_that_was_changed_is_named(database_url: str) -> None:
    """Whoever owns the database can take its triggers away, but not without a trace."""
    async with await furnished(database_url) as ledger:
        async with ledger.transaction(ACME) as tx:
            await tx.execute(text(TAKEN_AWAY[ledger.dialect]))
            await tx.execute(text("UPDATE record_versions SET person = 'p9'"))
        (finding,) = await found(Settings(database_url=database_url), "records")
        assert finding == Finding(
            "records", False, "T1: P1@1: it was changed after it was published"
        )


async def test_what_was_given_up_is_counted_by_its_reason(database_url: str) -> None:
    async with await furnished(database_url) as ledger:
        for key in ("a", "b"):
            await mail.keep(ledger, ACME, key, {"text": "canary"}, holder="h1")
        for letter in await mail.arrived(ledger, holder="h1", limit=9):
            await mail.give_up(ledger, letter, error="KeyError")
        async with ledger.transaction(ACME) as tx:
            await effects.enqueue(tx, "slack.board", {}, lane="C1")
            await tx.execute(effects_table.update().values(dead_at=tx.now))
        settings = Settings(database_url=database_url)
        assert await found(settings, "deliveries") == [
            Finding("deliveries", False, "given up: 2 × KeyError")
        ]
        assert await found(settings, "effects") == [
            Finding("effects", False, "given up: 1 × slack.board")
        ]


async def test_looking_makes_nothing(tmp_path: Path) -> None:
    """Also no folder where a setting is misspelt."""
    settings = Settings(data_dir=tmp_path / "none")
    (finding,) = await found(settings, "ledger")
    assert finding.well
    assert "first start" in finding.said
    assert not settings.data_dir.exists()


async def test_what_was_restored_is_looked_at_before_its_first_start(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A backup comes without a mailbox."""
    await (await furnished(sqlite_url)).close()
    restored = Settings(data_dir=tmp_path / "restored")
    restored.open_folder()
    back_up(sqlite_url, restored.data_dir / "desireline.db")
    assert [finding.said async for finding in examine(restored) if finding.about == "records"] == [
        "T1: every version is as it was published"
    ]
    assert sorted(path.name for path in restored.data_dir.iterdir()) == ["desireline.db"]


@pytest.mark.parametrize(("schema", "well"), [("0000", True), ("9999", False)])
async def test_another_schema_is_told_and_left(database_url: str, schema: str, well: bool) -> None:
    """An older one is brought forward by the next start, not by who looks."""
    async with await furnished(database_url) as ledger:
        async with ledger.transaction(ACME) as tx:
            await tx.execute(text(f"UPDATE schema_version SET version_num = '{schema}'"))
        (finding,) = await found(Settings(database_url=database_url), "ledger")
        assert (finding.well, schema in finding.said, NEWEST in finding.said) == (well, True, True)
        async with ledger.reading(ACME) as tx:
            still = (await tx.execute(text("SELECT version_num FROM schema_version"))).scalar_one()
        assert still == schema


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    for name in ("desireline.db", "desireline-mail.db"):
        (tmp_path / name).write_text("no database at all")
    (finding,) = await found(Settings(data_dir=tmp_path), "ledger")
    assert (finding.well, "NOTADB" in finding.said) == (False, True)


async def test_a_database_that_is_away_is_told_without_its_password() -> None:
    settings = Settings(database_url="postgresql://u:canary@127.0.0.1:1/x")
    (finding,) = await found(settings, "ledger")
    assert (finding.well, "refused" in finding.said, "canary" in finding.said) == (
        False, True, False,
    )  # fmt: skip


async def test_slack_says_who_the_token_is(slack: Json, tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        bot_token=SecretStr(slack["apps"][0]["bot_token"]),
        slack_api_url=slack["api_url"],
    )
    (finding,) = await found(settings, "Slack")
    assert finding.well
    assert finding.said.endswith("as @desireline")


async def test_a_permission_that_an_older_manifest_had_not_is_named(tmp_path: Path) -> None:
    """Whoever updates the bot must install it again, and else learns of it in a workshop."""
    older = manifest(load("en").words)
    older["oauth_config"]["scopes"]["bot"] = [*{*SCOPES} - {"files:read", "channels:join"}]
    async with slack_workspace(manifest=older, folder=tmp_path) as workspace:
        settings = Settings(
            data_dir=tmp_path,
            bot_token=SecretStr(workspace.app.bot_token),
            slack_api_url=workspace.api_url,
        )
        (finding,) = await found(settings, "Slack")
    assert not finding.well
    assert "without channels:join, files:read: give Slack the manifest anew" in finding.said


async def test_a_token_that_slack_refuses_is_told_without_it(slack: Json, tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, bot_token=SecretStr("xoxb-canary"), slack_api_url=slack["api_url"]
    )
    (finding,) = await found(settings, "Slack")
    assert finding == Finding("Slack", False, "SLACK_BOT_TOKEN is not taken: invalid_auth")


async def test_a_slack_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    away = "http://127.0.0.1:1/api/"
    settings = Settings(data_dir=tmp_path, bot_token=SecretStr("xoxb-1"), slack_api_url=away)
    assert await found(settings, "Slack") == [
        Finding("Slack", False, f"{away} does not answer now")
    ]


def test_the_command_ends_with_one_if_something_is_not_well(tmp_path: Path) -> None:
    """So a watchdog can run it; each finding is a line, also as JSON."""
    well = {"DESIRELINE_DATA_DIR": str(tmp_path / "none")}
    done = CliRunner().invoke(cli.doctor, env=well)
    assert (done.exit_code, done.output.count("✓")) == (0, 4)
    wrong = {**well, "DESIRELINE_LANGUAGE": "xx"}
    done = CliRunner().invoke(cli.doctor, ["--json"], env=wrong)
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert (done.exit_code, [line["about"] for line in lines if not line["well"]]) == (1, ["texts"])
