"""Judging answers on a set of questions about the example records; prints the figures.

python -m tests.answers.judging [tuning|frozen]
"""

import asyncio
import itertools
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
import yaml
from pydantic import TypeAdapter

from knowledge.answers import evidence
from knowledge.answers.answer import Answers
from knowledge.answers.models import Answer, NothingFounded, Reply
from knowledge.examples import load_examples
from knowledge.identity import WorkspaceId
from knowledge.index import search
from knowledge.index.embedder import Embedder, open_embedder
from knowledge.index.slices import Slices
from knowledge.ledger import Ledger
from knowledge.records.models.terms import Model
from knowledge.records.refs import Ref

QUESTIONS = Path(__file__).parent / "questions"
WORKSPACE = WorkspaceId("judged")


class Question(Model):
    """One question and what a good answer does."""

    ask: str
    about: str | None = None
    stage: str | None = None
    finds: tuple[str, ...] = ()
    abstains: bool = False


@dataclass(frozen=True)
class Judged:
    """A question with the reply to it."""

    question: Question
    reply: Reply
    refs: dict[str, Ref]

    @property
    def abstained(self) -> bool:
        """Say whether the reply says that nothing is on record."""
        return isinstance(self.reply, NothingFounded)

    @property
    def persona_right(self) -> bool:
        """Say whether it is about the right one."""
        persona = getattr(self.reply, "persona", None)
        wanted = self.question.about
        return wanted is None or bool(persona and persona.ref == str(self.refs[wanted]))

    @property
    def stage_right(self) -> bool:
        """Say whether it is the right stage."""
        stage = getattr(self.reply, "stage", None)
        return self.question.stage is None or bool(stage and stage.id == self.question.stage)

    @property
    def found(self) -> bool:
        """Say whether one of the wanted insights is cited."""
        if not self.question.finds:
            return True
        return bool(set(self.question.finds) & set(self.cited()))

    def cited(self) -> Iterator[str]:
        """List what is cited: ids of insights, refs of one-liners and their keys."""
        if isinstance(self.reply, Answer):
            for citation in self.reply.citations:
                yield citation.item or citation.record


def questions(name: str) -> tuple[Question, ...]:
    """Read a set of questions."""
    text = (QUESTIONS / f"{name}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Question, ...]).validate_python(yaml.safe_load(text))


async def judge(name: str, ledger: Ledger, embedder: Callable[[], Embedder]) -> list[Judged]:
    """Ask every question of a set, of the example records in a new workspace."""
    async with ledger.transaction(WORKSPACE) as tx:
        loaded = await load_examples(tx)
    with tempfile.TemporaryDirectory() as folder:
        answers = Answers(Slices(embedder, cache_dir=Path(folder)))
        judged = []
        for question in questions(name):
            async with ledger.reading(WORKSPACE) as tx:
                reply = await answers.ask(tx, question.ask, places=frozenset())
            judged.append(Judged(question, reply, dict(loaded.refs)))
    return judged


@dataclass(frozen=True)
class Figures:
    """Shares in [0, 1]."""

    persona: float
    stage: float
    found: float
    abstained: float
    false_abstention: float


def figures(judged: list[Judged]) -> Figures:
    """Sum up a set."""
    answerable = [j for j in judged if not j.question.abstains]
    return Figures(
        persona=_share(j.persona_right for j in answerable if j.question.about),
        stage=_share(j.stage_right for j in answerable if j.question.stage),
        found=_share(j.found for j in answerable if j.question.finds),
        abstained=_share(j.abstained for j in judged if j.question.abstains),
        false_abstention=_share(j.abstained for j in answerable),
    )


def _share(hits: Iterator[bool]) -> float:
    found = [*hits]
    return round(sum(found) / len(found), 3) if found else 1.0


def wrong(judged: list[Judged]) -> Iterator[str]:
    """Describe what is not as wanted, a line each."""
    for j in judged:
        if j.question.abstains:
            faults = [] if j.abstained else ["answered"]
        else:
            checks = {"persona": j.persona_right, "stage": j.stage_right, "found": j.found}
            faults = ["abstained"] if j.abstained else [k for k, ok in checks.items() if not ok]
        if faults:
            yield f"{', '.join(faults):22} {j.question.ask}"


def sweep() -> Iterator[str]:
    """Set every combination of weight and floors in turn; gives each its name."""
    for weight, about, large in itertools.product(
        (0.3, 0.5, 0.7, 0.9), (0.28, 0.3, 0.32, 0.34), (0.44, 0.48, 0.52)
    ):
        search.WORDS_WEIGHT, evidence.ABOUT_PERSONA, evidence.AT_LARGE = weight, about, large
        yield f"words {weight:.1f}, about a persona {about:.2f}, at large {large:.2f}"


async def _main(name: str, *, sweeping: bool) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as folder:
        model = open_embedder(None, models_dir=Path(folder, "models"))
        for n, setting in enumerate(sweep() if sweeping else ["as set"]):
            ledger = await Ledger.open(
                f"sqlite:///{folder}/{n}.db", clock=lambda: datetime.now(UTC)
            )
            judged = await judge(name, ledger, lambda: model)
            await ledger.close()
            if not sweeping:
                print("\n".join(wrong(judged)))
            print(f"{name}, {len(judged)} questions, {setting}: {figures(judged)}")


if __name__ == "__main__":
    chosen = [argument for argument in sys.argv[1:] if argument != "--sweep"]
    asyncio.run(_main((*chosen, "frozen")[0], sweeping="--sweep" in sys.argv))
