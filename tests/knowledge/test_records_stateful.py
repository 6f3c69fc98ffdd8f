"""Whatever people publish in whatever order: versions are 1..n, immutable and chained."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from knowledge.identity import PersonId, WorkspaceId
from knowledge.ledger import Ledger
from knowledge.records import store
from knowledge.records.errors import MergeConflict
from knowledge.records.models.claims import Insight
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
from tests.knowledge.conftest import Clock

ANN = PersonId("p1")
REFS = st.sampled_from([Ref(Kind.PERSONA, 1), Ref(Kind.PERSONA, 2)])
WORDS = st.sampled_from(["one", "two", "three"])
IDS = st.sampled_from(["i1", "i2", "i3"])


class Publishing(RuleBasedStateMachine):
    """Two records; `known` is what the ledger has promised to keep."""

    ledger: ClassVar[Ledger]
    runner: ClassVar[asyncio.Runner]
    numbers: ClassVar[Iterator[int]] = count()

    def __init__(self) -> None:
        super().__init__()
        self.workspace = WorkspaceId(f"w{next(self.numbers)}")
        self.known: dict[Ref, list[Version]] = {}

    @rule(ref=REFS, back=st.integers(0, 3), id=IDS, text=WORDS)
    def write_an_insight(self, ref: Ref, back: int, id: str, text: str) -> None:
        """From the version that is *back* before the current one."""
        base = self._base(ref, back)
        kept = tuple(insight for insight in _body(base).insights if insight.id != id)
        added = Insight(id=id, text=text, lane="pains")
        self._publish(ref, base, _body(base).model_copy(update={"insights": (*kept, added)}))

    @rule(ref=REFS, back=st.integers(0, 3), id=IDS)
    def remove_an_insight(self, ref: Ref, back: int, id: str) -> None:
        base = self._base(ref, back)
        kept = tuple(insight for insight in _body(base).insights if insight.id != id)
        self._publish(ref, base, _body(base).model_copy(update={"insights": kept}))

    @rule(ref=REFS, back=st.integers(0, 3), role=WORDS)
    def change_a_field(self, ref: Ref, back: int, role: str) -> None:
        base = self._base(ref, back)
        self._publish(ref, base, _body(base).model_copy(update={"role": role}))

    @rule(ref=REFS)
    def give_up(self, ref: Ref) -> None:
        """A rolled back transaction leaves nothing."""

        async def published_and_failed() -> None:
            base = self._base(ref, 0)
            body = _body(base).model_copy(update={"portrait": "given up"})
            async with self.ledger.transaction(self.workspace) as tx:
                number = base.number if base else None
                await store.publish(tx, ref, body, person=ANN, reason="x", base=number)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            self.runner.run(published_and_failed())

    @invariant()
    def everything_promised_is_there(self) -> None:
        async def look() -> None:
            async with self.ledger.reading(self.workspace) as tx:
                for ref, versions in self.known.items():
                    assert list(reversed(await store.history(tx, ref))) == versions
                    assert [version.number for version in versions] == list(
                        range(1, len(versions) + 1)
                    )
                assert await store.verify_chain(tx) == ()
                assert await store.generation(tx) == sum(map(len, self.known.values()))

        self.runner.run(look())

    def _base(self, ref: Ref, back: int) -> Version | None:
        versions = self.known.get(ref)
        return versions[max(0, len(versions) - 1 - back)] if versions else None

    def _publish(self, ref: Ref, base: Version | None, body: Persona) -> None:
        async def publish() -> Version:
            async with self.ledger.transaction(self.workspace) as tx:
                return await store.publish(
                    tx, ref, body, person=ANN, reason="x", base=base.number if base else None
                )

        try:
            made = self.runner.run(publish())
        except MergeConflict:
            return
        versions = self.known.setdefault(ref, [])
        if made not in versions:
            versions.append(made)


def _body(base: Version | None) -> Persona:
    body = base.body if base else Persona(name="Petra")
    assert isinstance(body, Persona)
    return body


def test_versions_whatever_happens(sqlite_url: str, migrated_file: Path) -> None:
    with asyncio.Runner() as runner:
        Publishing.runner = runner
        Publishing.ledger = runner.run(Ledger.open(sqlite_url, clock=Clock(), kill_at=""))
        run_state_machine_as_test(
            Publishing,
            settings=settings(
                max_examples=25,
                stateful_step_count=15,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
        runner.run(Publishing.ledger.close())
