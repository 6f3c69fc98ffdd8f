"""Frozen questions: who is meant, where they stand, and silence where the record is silent."""

import pytest

from knowledge.answers.checking import check
from knowledge.answers.models import Answer
from knowledge.index.library import Library
from knowledge.ledger import Ledger
from knowledge.records import store
from tests.answers.judging import WORKSPACE, figures, judge, questions, wrong
from tests.embedding import Remembering


async def test_the_frozen_questions_are_answered_well(
    ledger: Ledger, remembering: Remembering, capsys: pytest.CaptureFixture[str]
) -> None:
    judged = await judge("frozen", ledger, lambda: remembering)
    found = figures(judged)
    with capsys.disabled():
        print(f"\nfrozen questions: {found}")
    faults = "\n".join(wrong(judged))
    assert found.persona >= 0.95, faults
    assert found.stage >= 0.9, faults
    assert found.found >= 0.85, faults
    assert found.abstained >= 0.95, faults
    assert found.false_abstention <= 0.05, faults
    async with ledger.reading(WORKSPACE) as tx:
        library = Library.of(WORKSPACE, await store.all_current(tx), generation=0)
    answers = [j.reply for j in judged if isinstance(j.reply, Answer)]
    assert all(check(answer, library) for answer in answers)
    assert len(answers) > 50


def test_no_question_is_in_both_sets() -> None:
    assert not {q.ask for q in questions("frozen")} & {q.ask for q in questions("tuning")}
