"""The card of the first question: every line of it is on record, word for word."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.answers.answer import Answers
from knowledge.answers.checking import UntrueCitation, check
from knowledge.answers.mending import mended
from knowledge.answers.models import Answer, Differs, LineKind, NothingFounded, Unclear
from knowledge.answers.reading import Reading
from knowledge.index.embedder import Embedder
from knowledge.index.errors import ModelAway
from knowledge.index.library import Library
from knowledge.index.slices import Slices
from knowledge.ledger import Ledger, Transaction
from knowledge.records import store
from knowledge.records.models.claims import Dissent, Feeling
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.refs import Kind, Ref
from tests.answers.conftest import ONE, Ask
from tests.workshops.scene import MARA

pytestmark = pytest.mark.usefixtures("refs")


async def test_the_first_answer_is_the_card(ask: Ask) -> None:
    answer = await ask("what does the safety manager need now?")
    assert isinstance(answer, Answer)
    said = {line.kind: line.text for line in answer.lines}
    assert said == {
        LineKind.NEED: "She needs costs that her director can't wave away.",
        LineKind.QUESTION: "Can we test it on one shift first?",
        LineKind.WHO_ELSE: "",
        LineKind.FEELING: "Exposed: it is her idea until it works",
        LineKind.CHANNEL: "By phone, after the early shift; she never reads mail before two.",
        LineKind.CONTENT: "Cost of one accident",
        LineKind.GAP: "A reference from the food industry",
        LineKind.QUOTE: "Nobody buys gloves until someone bleeds.",
        LineKind.MOVES_ON: "A trial with a date and an owner",
    }


async def test_it_says_whom_and_where_and_offers_the_other_stages(ask: Ask) -> None:
    answer = await ask("what does the safety manager need now?")
    assert isinstance(answer, Answer)
    assert answer.persona
    assert answer.stage
    assert (answer.persona.name, answer.persona.role) == ("Petra", "safety manager")
    assert (answer.stage.title, answer.stage.why) == ("Convinces the director", "likeliest")
    assert [other.title for other in answer.alternatives][:1] != ["Convinces the director"]
    assert len(answer.alternatives) == 5


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What would the buyer say against it?", "Henrik"),
        ("and what does our Buyer fear?", "Henrik"),
        ("What does Petra tell the buyer?", "Petra"),
        ("Where in the buyer's journey is Petra?", "Petra"),
    ],
)
async def test_the_buyer_is_who_holds_the_budget(ask: Ask, question: str, name: str) -> None:
    """A part is named in one word, as people do; a name beside it goes first."""
    reply = await ask(question)
    assert isinstance(reply, Answer)
    assert reply.persona
    assert reply.persona.name == name


@pytest.mark.parametrize("question", ["What do buyers need now?", "Show the buyer's journey"])
async def test_buyers_in_general_are_nobody(ask: Ask, question: str) -> None:
    reply = await ask(question)
    assert isinstance(reply, Unclear)
    assert not reply.named


async def test_involvement_decides_who_else_is_named(ask: Ask) -> None:
    answer = await ask("what does the safety manager need now?")
    assert isinstance(answer, Answer)
    line = answer.line(LineKind.WHO_ELSE)
    assert line
    assert [(one.name, one.part) for one in line.involved] == [
        ("Henrik", "decides"),
        ("Doris", "blocks"),
        ("Milan", "influences"),
    ]
    cited = [one for one in answer.citations if one.number in line.citations]
    assert [(one.lane, one.support.belief) for one in cited] == [
        ("involvement", True),
        ("buying_group", False),
    ]


async def test_citations_name_versions_and_quote_verbatim(ask: Ask) -> None:
    answer = await ask("what does the safety manager need now?")
    assert isinstance(answer, Answer)
    first, *_ = answer.citations
    assert (first.number, first.at, first.item) == (1, "J1@1", "costs-named")
    assert first.quote == answer.lines[0].text
    assert first.support.customers == ("Brenner Castings", "Kessler Metal", "Otterbach Steel")
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(set(line.citations) <= set(numbers) and line.citations for line in answer.lines)


async def test_the_footer_tells_belief_from_what_was_heard(ask: Ask) -> None:
    answer = await ask("what does the safety manager need now?")
    assert isinstance(answer, Answer)
    channel, who = answer.line(LineKind.CHANNEL), answer.line(LineKind.WHO_ELSE)
    assert channel
    assert who
    assert channel.belief
    assert answer.footer.beliefs == (who.citations[0], *channel.citations)
    assert answer.footer.latest is not None
    assert answer.footer.latest.isoformat() == "2026-11-01"
    assert answer.footer.customers == 5
    assert not set(answer.footer.heard) & set(answer.footer.beliefs)


async def test_opposite_feelings_are_both_shown(ask: Ask) -> None:
    answer = await ask("How does Petra feel when she tries it on one shift?")
    assert isinstance(answer, Answer)
    felt = [line.feeling for line in answer.lines if line.kind == LineKind.FEELING]
    assert felt == [Feeling(word="hopeful", value=1), Feeling(word="nervous", value=-1)]


async def test_what_was_asked_for_comes_first_and_in_full(ask: Ask) -> None:
    answer = await ask("Which questions does Petra ask when comparing options?")
    assert isinstance(answer, Answer)
    assert [line.kind for line in answer.lines[:2]] == [LineKind.QUESTION] * 2
    assert answer.stage
    assert answer.stage.why == "asked"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("and what would she say against it?", LineKind.OBJECTION),
        ("what does Petra say?", LineKind.QUOTE),
        ("everything Petra said", LineKind.QUOTE),
        ("what do I say to Petra?", LineKind.NEED),
        ("what could I send to Milan?", LineKind.FORMAT),
        ("what is she afraid of?", LineKind.FEELING),
    ],
)
async def test_the_first_line_is_what_was_asked_for(
    ask: Ask, question: str, first: LineKind
) -> None:
    """What she says against it is an objection: her other sentences would stand in its way."""
    answer = await ask(question, persona=None if "Milan" in question else Ref.parse("P1"))
    assert isinstance(answer, Answer)
    assert answer.lines[0].kind == first


@pytest.mark.parametrize(
    ("typed", "whom", "first"),
    [
        ("wat does perta need now, call in 4 min", "Petra", LineKind.NEED),
        ("whats the saftey managers bigest worry", "Petra", LineKind.FEELING),
        ("call w/ henrik in 4 min - what does he care about??", "Henrik", LineKind.NEED),
        ("quick one: waht about dorsi", "Doris", LineKind.NEED),
        ("henirk says there's no budget, what do I answer", "Henrik", LineKind.OBJECTION),
        ("wat does petra need rn", "Petra", LineKind.NEED),
        ("gimme petra asap", "Petra", LineKind.NEED),
        ("how do i sell to doris", "Doris", LineKind.NEED),
        ("elevator pitch for petra", "Petra", LineKind.NEED),
        ("what annoys henrik", "Henrik", LineKind.PAIN),
        ("what shld i email petra", "Petra", LineKind.CHANNEL),
    ],
)
async def test_a_thumb_may_slip(ask: Ask, typed: str, whom: str, first: LineKind) -> None:
    """Who asks in a hurry means what they would have written at a desk."""
    answer = await ask(typed)
    assert isinstance(answer, Answer)
    assert answer.persona
    assert (answer.persona.name, answer.lines[0].kind) == (whom, first)
    assert answer.question == typed


@pytest.mark.parametrize(
    "question",
    ["Was braucht Petra jetzt?", "¿Qué necesita Petra ahora?", "De quoi Petra a-t-elle besoin ?",
     "Worauf achtet die HSE Manager gerade?", "Di cosa ha bisogno Petra adesso?",
     "Wat heeft Petra nu nodig?", "Что нужно Petra сейчас?"],
)  # fmt: skip
async def test_a_name_in_another_language_shows_the_card_and_says_what_was_not_read(
    ask: Ask, question: str
) -> None:
    """The stage is the likeliest one, or the one that the question names in our words."""
    answer = await ask(question)
    assert isinstance(answer, Answer)
    assert answer.unread == "language"
    assert answer.persona
    assert answer.stage
    assert (answer.persona.name, answer.stage.id, answer.stage.why) == (
        "Petra", "committing", "likeliest"
    )  # fmt: skip


@pytest.mark.parametrize(
    "question",
    ["Was braucht der Kunde jetzt?", "Was braucht sie jetzt?", "¿Qué necesita el cliente?",
     "What does Petra think of das Auto?", "Which Kindergarten do Petra's children go to?"],
)  # fmt: skip
async def test_another_language_without_a_name_and_a_foreign_word_alone_find_nothing(
    ask: Ask, question: str
) -> None:
    assert isinstance(await ask(question), NothingFounded)


@pytest.mark.parametrize("other", ["How tall is Petra?", "Which form of rugby does Petra play?"])
async def test_another_word_is_no_slip(ask: Ask, other: str) -> None:
    """To be tall is not to "tell": what nobody has on record stays unanswered."""
    assert isinstance(await ask(other), NothingFounded)


def test_a_word_that_is_on_record_is_no_slip() -> None:
    """Who wants three quotes does not want them "there"."""
    reading = Reading.of("they want three quotes")
    assert "three" not in mended(reading, ()).words
    assert "three" in mended(reading, (), said={"three"}).words


@pytest.mark.parametrize("question", ["any quotes from kessler", "what did Kessler Metal say?"])
async def test_a_customer_who_is_named_is_quoted(ask: Ask, question: str) -> None:
    """The newest first, and nobody else."""
    answer = await ask(question)
    assert isinstance(answer, Answer)
    assert {line.customer for line in answer.lines} == {"Kessler Metal"}
    assert answer.lines[0].text == "Bring me one number, not a brochure."
    assert isinstance(await ask("what did Krause say?"), NothingFounded)


async def test_two_names_and_nothing_else_are_asked_back(ask: Ask) -> None:
    unclear = await ask("demo tomorrow with petra and milan")
    assert isinstance(unclear, Unclear)
    assert (unclear.named, [one.name for one in unclear.candidates]) == (True, ["Petra", "Milan"])
    answer = await ask("what does Petra need from Henrik?")
    assert isinstance(answer, Answer)


async def test_what_somebody_reports_is_looked_for_first(ask: Ask) -> None:
    """To report X is to ask what we know about X, not for whatever else was said."""
    answer = await ask("Henrik says there is no budget")
    assert isinstance(answer, Answer)
    assert answer.lines[0].text == "Not in this year's budget."
    assert [line.text for line in answer.lines].count(answer.lines[0].text) == 1


@pytest.mark.parametrize(
    "report",
    ["Petra says they tried it before", "Petra says we tried that before",
     "she says they've tried this already", "Petra told me they tried it before"],
)  # fmt: skip
async def test_a_report_that_nobody_put_so_begins_with_what_they_say_against_it(
    ask: Ask, report: str
) -> None:
    """To report X is mostly to report an objection."""
    answer = await ask(report, persona=Ref.parse("P1"))
    assert isinstance(answer, Answer)
    assert answer.unread is None
    assert answer.lines[0].text.startswith("We changed two years ago")
    assert answer.lines[0].citations == (1,)


@pytest.mark.parametrize(
    "report", ["Petra says they're happy with what they have", "Doris says we're not on the list"]
)
async def test_a_report_of_which_nothing_is_on_record_says_so_above_what_they_say_against_it(
    ask: Ask, report: str
) -> None:
    answer = await ask(report)
    assert isinstance(answer, Answer)
    assert answer.unread == "report"
    assert answer.lines[0].kind == LineKind.OBJECTION


@pytest.mark.parametrize(
    "asked", ["Is it true what Petra says about rugby?", "I told Petra about our rugby club"]
)
async def test_a_question_about_a_report_is_none(ask: Ask, asked: str) -> None:
    assert isinstance(await ask(asked), NothingFounded)


async def test_whoever_she_is_that_says_so_is_asked_back(ask: Ask) -> None:
    for report in ("She says it's too expensive", "he told me they tried it before"):
        assert isinstance(await ask(report), Unclear)


async def test_somebody_with_a_part_is_not_given_the_others_needs(ask: Ask) -> None:
    """The cells of the journey are Petra's; the director's needs come from his own record."""
    answer = await ask("what does the director need?")
    assert isinstance(answer, Answer)
    assert answer.lines[0].text == "He needs one number that survives the board meeting."
    own = {line.text for line in answer.lines}
    assert "She needs costs that her director can't wave away." not in own
    assert LineKind.OBJECTION in {line.kind for line in answer.lines}


async def test_a_stage_that_was_chosen_is_taken(ask: Ask) -> None:
    answer = await ask("what does Petra need now?", stage="selecting", journey=Ref.parse("J1"))
    assert isinstance(answer, Answer)
    assert answer.stage
    assert (answer.stage.id, answer.stage.why) == ("selecting", "asked")


@pytest.mark.parametrize(
    ("question", "stage"),
    [("What matters at stage 6?", "selecting"), ("comparing options: who else?", "exploring"),
     ("show me the journey J1", "committing")],
)  # fmt: skip
async def test_a_stage_or_journey_names_its_persona(ask: Ask, question: str, stage: str) -> None:
    answer = await ask(question)
    assert isinstance(answer, Answer)
    assert answer.persona
    assert answer.stage
    assert (answer.persona.name, answer.stage.id) == ("Petra", stage)


@pytest.mark.parametrize(
    ("question", "stage"),
    [("What does Petra need before she convinces the director?", "loosening"),
     ("What does Petra need until she tries it on one shift?", "exploring"),
     ("what does Petra need after comparing options", "settling"),
     ("Petra before stage 5", "settling"),
     ("What does the director need before committing to change?", "loosening"),
     ("What comes after Petra chooses whom to trust?", "selecting"),
     ("What does Petra need before she sees people get hurt?", "loosening"),
     ("After this, when Petra is comparing options: who else?", "exploring"),
     ("Before we call: what does Petra need when comparing options?", "exploring")],
)  # fmt: skip
async def test_before_and_after_a_stage_mean_the_one_beside_it(
    ask: Ask, question: str, stage: str
) -> None:
    """Where nothing lies beside it, and where the word belongs to something else, it is itself."""
    answer = await ask(question)
    assert isinstance(answer, Answer)
    assert answer.stage
    assert (answer.stage.id, answer.stage.why) == (stage, "asked")


async def test_a_persona_that_was_chosen_needs_no_question(ask: Ask) -> None:
    answer = await ask("", persona=Ref.parse("P3"))
    assert isinstance(answer, Answer)
    assert answer.persona
    assert answer.persona.name == "Doris"


async def test_nobody_named_is_asked_back(ask: Ask) -> None:
    unclear = await ask("what does she need?")
    assert isinstance(unclear, Unclear)
    assert {one.name for one in unclear.candidates} == {"Petra", "Henrik", "Doris", "Milan"}


async def test_a_question_about_nobody_gets_the_evidence(ask: Ask) -> None:
    answer = await ask("Why are the good gloves left in the drawer?")
    assert isinstance(answer, Answer)
    assert answer.persona is None
    assert {line.kind for line in answer.lines} == {LineKind.EVIDENCE}
    assert answer.lines[0].persona
    assert answer.lines[0].stage


async def test_a_record_that_is_not_there_is_said(ask: Ask) -> None:
    for name in ("P99", "J99"):
        reply = await ask(f"what about {name}?")
        assert isinstance(reply, NothingFounded)
        assert reply.reason == "unknown_record"


async def test_without_its_model_it_goes_by_words_and_says_so(
    ledger: Ledger, tmp_path: Path
) -> None:
    """Who is named is answered about; what is not found may be there all the same."""

    def away() -> Embedder:
        raise ModelAway("for a while")

    answers = Answers(Slices(away, cache_dir=tmp_path))
    async with ledger.reading(ONE) as tx:
        named = await answers.ask(tx, "what does Petra need now?", places=frozenset())
        unknown = await answers.ask(tx, "Which car does Petra drive?", places=frozenset())
    assert isinstance(named, Answer)
    assert named.persona
    assert named.persona.name == "Petra"
    assert isinstance(unknown, NothingFounded)
    assert unknown.reason == "by_words"


async def test_silence_of_the_record_is_said_with_what_is_known(ask: Ask) -> None:
    reply = await ask("Which car does Petra drive?")
    assert isinstance(reply, NothingFounded)
    assert reply.reason == "no_match"
    assert reply.persona
    assert len(reply.filled) == 6


async def test_an_answer_can_be_stored_and_drawn_again(ask: Ask) -> None:
    answer = await ask("what does the safety manager need now?")
    assert isinstance(answer, Answer)
    assert Answer.model_validate(answer.model_dump(mode="json")) == answer


async def test_the_same_question_has_the_same_answer(ask: Ask) -> None:
    question = "What can go wrong during Petra's trial?"
    assert await ask(question) == await ask(question)


NAUGHTY = [
    "", " ", "\u00a0", "\u200d", "🧤🧤", "?" * 4000, "petra\x00\nneeds", "“petra”", "I" * 1000,
    "<@U123> petra", "J" + "9" * 400, "\ud800 petra", "' OR 1=1 --", "P0 P-1 P1@7", "ﷺ" * 900,
]  # fmt: skip


@pytest.mark.parametrize("question", NAUGHTY, ids=range(len(NAUGHTY)))
async def test_any_text_gets_a_reply(ask: Ask, question: str) -> None:
    reply = await ask(question)
    assert reply.kind in {"answer", "unclear", "nothing_founded"}
    assert reply.model_dump_json()


async def test_what_a_colleague_sees_differently_is_told_with_the_claim(
    ledger: Ledger, refs: dict[str, Ref], ask: Ask
) -> None:
    """Word for word, with the department and without the person; invented words are refused.

    What a customer said against it is told no more once the sentence was taken back.
    """
    told = Dissent(id="d1", text="He asks for names", person=MARA, department="Service")
    async with ledger.transaction(ONE) as tx:
        journey = await store.current(tx, refs["safer"])
        assert isinstance(journey.body, Journey)
        both = (await _taken_back(tx), told)
        claims = [
            one.model_copy(update={"dissent": both}) if one.id == "costs-named" else one
            for one in journey.body.insights
        ]
        body = journey.body.model_copy(update={"insights": tuple(claims)})
        await store.publish(tx, journey.ref, body, person=MARA, reason="workshop", base=1)
    answer = await ask("what does the safety manager need now?")
    assert isinstance(answer, Answer)
    differs = Differs(text="He asks for names", department="Service")
    assert answer.citations[0].differs == (differs,)
    seen = Library.of(ONE, [replace(journey, number=2, body=body)], generation=2)
    invented = differs.model_copy(update={"text": "He asks for nothing"})
    first = answer.citations[0].model_copy(update={"differs": (invented,)})
    line = answer.lines[0]
    with pytest.raises(UntrueCitation):
        check(answer.model_copy(update={"citations": (first,), "lines": (line,)}), seen)


async def _taken_back(tx: Transaction) -> Dissent:
    """Return what a customer said against a claim, in a sentence that was withdrawn."""
    ref = await store.new_ref(tx, Kind.ONE_LINER)
    body = OneLiner(sentence="Costs bore me", heard_by=MARA, heard_at=tx.now, withdrawn=True)
    await store.publish(tx, ref, body, person=MARA, reason="interview", base=None)
    return Dissent(id="d0", text="Costs bore me", customer="Hafen AG", one_liner=str(ref))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("petras boss", "Henrik"),
        ("what does Petra's director want", "Henrik"),
        ("the safety managers boss", "Henrik"),
        ("safety mgr needs", "Petra"),
        ("plant dir", "Henrik"),
        ("head of purch", "Doris"),
        ("mr brandt", "Henrik"),
        ("Petra's budget and the director", "Petra"),
    ],
)
async def test_a_role_cut_short_a_surname_and_somebodys_boss_are_understood(
    ask: Ask, asked: str, name: str
) -> None:
    """Petra's boss is not Petra."""
    reply = await ask(asked)
    assert isinstance(reply, Answer)
    assert reply.persona
    assert reply.persona.name == name


@pytest.mark.parametrize("asked", ["henriks boss", "safety first", "the plant is dark"])
async def test_nobodys_boss_and_half_a_role_are_nobody(ask: Ask, asked: str) -> None:
    reply = await ask(asked)
    assert not isinstance(reply, Answer) or reply.persona is None


@pytest.mark.parametrize(
    "asked",
    [
        "Petra vs Henrik",
        "difference between petra and henrik",
        "what do petra and henrik need now?",
        "what do Petra and Henrik fear at the trial?",
    ],
)
async def test_who_asks_about_two_is_asked_which(ask: Ask, asked: str) -> None:
    """One of two cards, chosen in silence, would pass for both."""
    reply = await ask(asked)
    assert isinstance(reply, Unclear)
    assert {one.name for one in reply.candidates} == {"Petra", "Henrik"}


async def test_whom_somebody_has_to_do_with_is_not_asked_about(ask: Ask) -> None:
    """Two others in one breath are no two questions."""
    reply = await ask("what does Petra need before Henrik and Doris sign?")
    assert isinstance(reply, Answer)
    assert reply.persona
    assert reply.persona.name == "Petra"


@pytest.mark.parametrize(
    ("asked", "stage"),
    [
        ("petra at trial", "settling"),
        ("petra before the trial", "exploring"),
        ("she went quiet after the trial, now what?", "justifying"),
        ("what should i send the director after the trial", "justifying"),
        ("petra before the comparison", "committing"),
    ],
)
async def test_a_stage_is_named_by_the_noun_of_its_verb(ask: Ask, asked: str, stage: str) -> None:
    """Named as people say it: "the trial" is the stage "Tries it on one shift"."""
    answer = await ask(asked)
    assert isinstance(answer, Answer)
    assert answer.stage
    assert (answer.stage.id, answer.stage.why) == (stage, "asked")


async def test_a_trial_without_before_or_after_names_no_stage(ask: Ask) -> None:
    answer = await ask("what did customers say about the trial?")
    assert isinstance(answer, Answer)
    assert answer.stage is None
