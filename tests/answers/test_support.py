"""Support: what stands behind a claim is counted once, and a document is no voice."""

from datetime import UTC, date, datetime

from knowledge.answers import support
from knowledge.answers.citing import footer
from knowledge.answers.models import Citation, Footer, Support
from knowledge.identity import PersonId
from knowledge.index.library import Library
from knowledge.records.models.claims import Evidence, Insight, Source
from knowledge.records.models.one_liners import OneLiner
from tests.answers.conftest import ONE
from tests.bot.facts import version

JONAS, INES = PersonId("jonas"), PersonId("ines")
DAY = date(2026, 11, 3)
SENTENCE = OneLiner(
    sentence="Nobody buys gloves until someone bleeds.",
    heard_by=INES,
    heard_at=datetime(2026, 11, 3, 9, tzinfo=UTC),
)
PICKED = Evidence(id="e1", source=Source.FRONTLINE, one_liner="L1", seen_on=DAY)
CALL = Evidence(id="e2", source=Source.INTERVIEW, customer="Meyer", seen_on=DAY)
AGAIN = Evidence(id="e3", source=Source.INTERVIEW, customer="meyer", seen_on=DAY, quote="Show me")
FIGURES = Evidence(id="e4", source=Source.ANALYTICS, link="https://figures.example/7")
QUOTED = Evidence(id="e5", source=Source.INTERVIEW, quote="Show me")


def of(*evidence: Evidence, by: PersonId = JONAS, **more: object) -> Support:
    """Return what an insight stands on in a library with one sentence."""
    library = Library.of(ONE, [version("L1", SENTENCE.model_copy(update=more))], generation=1)
    claim = Insight(id="i1", text="A", lane="goals", evidence=evidence, contributors=(by,))
    return support.of_insight(claim, library)


def summed_up(*supports: Support) -> Footer:
    """Return the footer of a card that cites claims with these."""
    cited = (
        Citation(number=n, record="J1", version=1, support=one)
        for n, one in enumerate(supports, start=1)
    )
    return footer(tuple(cited))


def test_one_call_is_one_occasion_with_all_its_sources() -> None:
    found = of(CALL, AGAIN)
    assert (found.occasions, found.customers, len(found.sources)) == (1, ("meyer",), 2)


def test_a_one_liner_counts_as_it_is_known_now() -> None:
    """Whom it was heard at may be said later; taken back, it counts no more."""
    assert of(PICKED).customers == ()
    assert of(PICKED, customer="Nordwerk").customers == ("Nordwerk",)
    assert of(PICKED, customer="Nordwerk").heard_by == (INES, JONAS)
    assert of(PICKED, withdrawn=True).belief
    assert not of(PICKED, CALL, withdrawn=True).belief


def test_figures_are_heard_by_nobody_and_a_quote_without_a_customer_is_heard() -> None:
    figures, quoted = of(FIGURES), of(QUOTED)
    assert (figures.heard, figures.documented, figures.colleagues) == (False, True, 0)
    assert (quoted.heard, quoted.documented, quoted.colleagues) == (True, False, 1)
    summed = summed_up(figures, quoted, of())
    assert (summed.documented, summed.heard, summed.beliefs) == ((1,), (2,), (3,))


def test_what_was_heard_of_nobody_in_particular_is_not_counted_under_customers() -> None:
    """It says neither that a customer was heard nor when, beside those who are named."""
    nameless = of(QUOTED.model_copy(update={"seen_on": date(2026, 11, 20)}))
    summed = summed_up(of(CALL), nameless, of(AGAIN))
    assert (summed.heard, summed.nameless) == ((1, 3), (2,))
    assert (summed.customers, summed.latest) == (1, DAY)
    assert (summed_up(nameless).heard, summed_up(nameless).nameless) == ((1,), ())
