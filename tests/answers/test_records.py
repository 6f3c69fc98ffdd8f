"""Answers follow the record: what was skipped, taken back, kept in a place, or never said."""

import pytest

from knowledge.answers.checking import UntrueCitation, check
from knowledge.answers.models import Answer, LineKind, NothingFounded, Unclear
from knowledge.examples import generate
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.index.library import Library
from knowledge.ledger import Ledger, pins
from knowledge.records import store
from knowledge.records.models.bodies import Body
from knowledge.records.models.claims import Hypothesis, Insight
from knowledge.records.models.journeys import Involvement, Journey, Stage
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from tests.answers.conftest import NOW, ONE, Ask

MARA = PersonId("p1")
BACKROOM = PlaceId("backroom")


async def publish(
    ledger: Ledger, kind: Kind, body: Body, *, place: PlaceId | None = None, at: Ref | None = None
) -> Ref:
    async with ledger.transaction(ONE) as tx:
        base = (await store.current(tx, at)).number if at else None
        ref = at or await store.new_ref(tx, kind)
        await store.publish(tx, ref, body, person=MARA, reason="test", base=base, visibility=place)
    return ref


async def quentin(ledger: Ledger, *insights: Insight, place: PlaceId | None = None) -> Ref:
    body = Persona(name="Quentin", role="night guard", insights=insights)
    return await publish(ledger, Kind.PERSONA, body, place=place)


def need(text: str, stage: str | None = None, id_: str = "n1") -> Insight:
    return Insight(id=id_, text=text, lane="needs", stage=stage)


async def test_an_empty_workspace_has_nothing(ask: Ask) -> None:
    reply = await ask("what does the safety manager need now?")
    assert isinstance(reply, NothingFounded)
    assert reply.reason == "no_records"


async def test_a_persona_of_whom_nobody_has_said_anything(ask: Ask, ledger: Ledger) -> None:
    await quentin(ledger)
    reply = await ask("what does Quentin need?")
    assert isinstance(reply, NothingFounded)
    assert reply.reason == "empty"
    assert reply.persona
    assert reply.persona.name == "Quentin"


async def test_the_only_persona_is_meant_when_nobody_is_named(ask: Ask, ledger: Ledger) -> None:
    await quentin(ledger, need("He needs a torch."))
    answer = await ask("what does he need now?")
    assert isinstance(answer, Answer)
    assert answer.lines[0].text == "He needs a torch."
    assert answer.lines[0].belief


async def test_a_skipped_stage_says_why_and_nothing_else(ask: Ask, ledger: Ledger) -> None:
    ref = await quentin(ledger, need("He needs a torch."))
    why = "The change was forced by an accident."
    journey = Journey(
        title="Night",
        personas=(str(ref),),
        stages=(
            Stage(id="dusk", title="Lights go out", skipped=why),
            Stage(id="dawn", title="Light comes back"),
        ),
        insights=(need("Old words", stage="dusk", id_="a"), need("Coffee", stage="dawn", id_="b")),
    )
    await publish(ledger, Kind.JOURNEY, journey)
    asked = await ask("what does Quentin need when the lights go out?")
    assert isinstance(asked, Answer)
    assert [(line.kind, line.text) for line in asked.lines] == [(LineKind.SKIPPED, why)]
    assert asked.citations[0].quote == why
    likeliest = await ask("what does Quentin need now?")
    assert isinstance(likeliest, Answer)
    assert likeliest.stage
    assert likeliest.stage.id == "dawn"
    assert [other.skipped for other in likeliest.alternatives] == [True]


async def test_a_thin_record_says_what_it_has(ask: Ask, ledger: Ledger) -> None:
    """No lane is so odd that what was said in it is not answered."""
    ref = await quentin(ledger)
    stages = (Stage(id="dusk", title="Lights go out"),)
    odd = Insight(id="x", text="Counts the doors twice.", lane="process", stage="dusk")
    journey = Journey(title="Night", personas=(str(ref),), stages=stages, insights=(odd,))
    await publish(ledger, Kind.JOURNEY, journey)
    answer = await ask("what does Quentin need now?")
    assert isinstance(answer, Answer)
    assert [(line.kind, line.text) for line in answer.lines] == [
        (LineKind.EVIDENCE, "Counts the doors twice.")
    ]


async def test_silence_offers_only_stages_that_can_be_answered(ask: Ask, ledger: Ledger) -> None:
    """What was heard of somebody else, on a path with the same stages, is not known of him."""
    stages = (Stage(id="dusk", title="Lights go out"), Stage(id="dawn", title="Light comes back"))
    rita = await publish(ledger, Kind.PERSONA, Persona(name="Rita"))
    for who, text in ((rita, "Tea"), (await quentin(ledger), "Coffee")):
        claim = need(text, stage="dawn")
        path = Journey(title=text, personas=(str(who),), stages=stages, insights=(claim,))
        journey = await publish(ledger, Kind.JOURNEY, path)
        if who == rita:
            match = Match(persona=str(rita), journey=str(journey), stage="dusk", confirmed=True)
            heard = OneLiner(sentence="Dark!", heard_by=MARA, heard_at=NOW, match=match)
            await publish(ledger, Kind.ONE_LINER, heard)
    reply = await ask("which car does Quentin drive?")
    assert isinstance(reply, NothingFounded)
    assert [option.id for option in reply.filled] == ["dawn"]


async def test_a_name_that_is_also_a_word_needs_its_capital(ask: Ask, ledger: Ledger) -> None:
    for name in ("Will", "Petra"):
        body = Persona(name=name, insights=(need(f"{name} needs a torch."),))
        await publish(ledger, Kind.PERSONA, body)
    about = await ask("will Petra need it?")
    assert isinstance(about, Answer)
    assert about.persona
    assert about.persona.name == "Petra"
    named = await ask("what does Will need now?")
    assert isinstance(named, Answer)
    assert named.persona
    assert named.persona.name == "Will"


async def test_two_of_one_name_are_asked_back(ask: Ask, ledger: Ledger) -> None:
    first = await quentin(ledger, need("a"))
    second = await quentin(ledger, need("b"))
    reply = await ask("what does Quentin need?")
    assert isinstance(reply, Unclear)
    assert {one.ref for one in reply.candidates} == {str(first), str(second)}


async def test_a_new_version_answers_at_once(ask: Ask, ledger: Ledger) -> None:
    ref = await quentin(ledger, need("He needs a torch."))
    await ask("what does Quentin need?")
    body = Persona(name="Quentin", insights=(need("He needs a lantern."),))
    await publish(ledger, Kind.PERSONA, body, at=ref)
    answer = await ask("what does Quentin need?")
    assert isinstance(answer, Answer)
    assert answer.lines[0].text == "He needs a lantern."
    assert answer.citations[0].at == f"{ref}@2"


async def test_what_is_kept_in_a_place_is_not_answered_elsewhere(ask: Ask, ledger: Ledger) -> None:
    await quentin(ledger, need("He needs a torch."), place=BACKROOM)
    for question in ("what does Quentin need?", "who needs a torch?", "night guard", "P1"):
        outside = await ask(question)
        assert isinstance(outside, NothingFounded)
        assert "torch" not in outside.model_copy(update={"question": ""}).model_dump_json()
        assert "Quentin" not in outside.model_copy(update={"question": ""}).model_dump_json()
    inside = await ask("what does Quentin need?", places=frozenset({BACKROOM}))
    assert isinstance(inside, Answer)


async def test_a_private_voice_is_heard_in_its_place_only(
    ask: Ask, ledger: Ledger, refs: dict[str, Ref]
) -> None:
    async with ledger.reading(ONE) as tx:
        known = (await store.current(tx, refs["bleeds"])).body
    assert isinstance(known, OneLiner)
    said = known.model_copy(update={"sentence": "Only in here.", "heard_at": _now(known)})
    await publish(ledger, Kind.ONE_LINER, said, place=BACKROOM)
    outside = await ask("what does Petra need now?")
    inside = await ask("what does Petra need now?", places=frozenset({BACKROOM}))
    assert "Only in here." not in outside.model_dump_json()
    assert isinstance(inside, Answer)
    quote = inside.line(LineKind.QUOTE)
    assert quote
    assert quote.text == "Only in here."


def _now(one: OneLiner) -> object:
    return one.heard_at.replace(year=one.heard_at.year + 1)


async def test_a_sentence_taken_back_counts_no_more(
    ask: Ask, ledger: Ledger, refs: dict[str, Ref]
) -> None:
    before = await ask("what does Petra need now?")
    async with ledger.reading(ONE) as tx:
        known = (await store.current(tx, refs["bleeds"])).body
    assert isinstance(known, OneLiner)
    await publish(
        ledger, Kind.ONE_LINER, known.model_copy(update={"withdrawn": True}), at=refs["bleeds"]
    )
    after = await ask("what does Petra need now?")
    assert isinstance(before, Answer)
    assert isinstance(after, Answer)
    assert "bleeds" in before.model_dump_json()
    assert known.sentence not in [line.text for line in after.lines]
    assert len(after.citations[0].support.customers) < len(before.citations[0].support.customers)


async def test_an_unconfirmed_sentence_is_no_evidence(ask: Ask, refs: dict[str, Ref]) -> None:
    reply = await ask("In which language should I send it to Milan's line?")
    assert str(refs["language"]) not in {c.record for c in getattr(reply, "citations", ())}


async def test_a_pin_decides_where_and_whom(ask: Ask, ledger: Ledger, refs: dict[str, Ref]) -> None:
    """Also on an older path, which is one of theirs as well."""
    stages = (Stage(id="calls", title="Calls our service"),)
    newer = Journey(title="Service", personas=(str(refs["petra"]),), stages=stages)
    await publish(ledger, Kind.JOURNEY, newer)
    async with ledger.transaction(ONE) as tx:
        await pins.put(
            tx, BACKROOM, persona=str(refs["petra"]), journey=str(refs["safer"]),
            stage="justifying", person=MARA,
        )  # fmt: skip
    places = frozenset({BACKROOM})
    answer = await ask("what does she need now?", places=places, place=BACKROOM)
    assert isinstance(answer, Answer)
    assert answer.stage
    assert answer.persona
    assert (answer.persona.name, answer.stage.id) == ("Petra", "justifying")
    assert answer.stage.why == "pinned"
    assert answer.stage.pinned_at is not None
    named = await ask("Petra, comparing options", places=places, place=BACKROOM)
    assert isinstance(named, Answer)
    assert named.stage
    assert named.stage.id == "exploring"


async def test_a_path_that_is_named_and_their_own_pin_go_first(
    ask: Ask, ledger: Ledger, refs: dict[str, Ref]
) -> None:
    """What is pinned of one persona says nothing of where another one stands."""
    petra, henrik, safer = (str(refs[key]) for key in ("petra", "henrik", "safer"))
    part = Involvement(id="i1", persona=henrik, stage="calls", part="decides")
    stages = (Stage(id="calls", title="Calls our service"),)
    newer = Journey(title="Service", personas=(petra,), stages=stages, involvement=(part,))
    service = await publish(ledger, Kind.JOURNEY, newer)
    pinned = ((petra, str(service), "calls"), (henrik, safer, "justifying"))
    async with ledger.transaction(ONE) as tx:
        for persona, journey, stage in pinned:
            await pins.put(tx, BACKROOM, persona=persona, journey=journey, stage=stage, person=MARA)
    found = []
    for question in ("what does the director need now?", f"what about Petra in {safer}?"):
        answer = await ask(question, places=frozenset({BACKROOM}), place=BACKROOM)
        assert isinstance(answer, Answer)
        assert answer.journey
        found.append(answer.journey.ref)
    assert found == [safer, safer]


async def test_another_workspace_knows_nothing(ask: Ask, ledger: Ledger) -> None:
    two = WorkspaceId("two")
    async with ledger.transaction(two) as tx:
        await generate(tx, 20, person=MARA, canary="canary2x")
    await quentin(ledger, need("He needs a torch."))
    here = await ask("who signs the order? canary2x")
    there = await ask("who signs the order?", workspace=two)
    assert "canary2x" not in here.model_copy(update={"question": ""}).model_dump_json()
    assert isinstance(there, Answer)
    assert "canary2x" in there.lines[0].text


@pytest.mark.parametrize(
    "change",
    [
        {"record": "J9"},
        {"version": 2},
        {"item": "invented"},
        {"quote": "Gloves are free."},
        {"quote": None},
    ],
)
async def test_an_invented_citation_never_leaves(
    ask: Ask, ledger: Ledger, refs: dict[str, Ref], change: dict[str, object]
) -> None:
    answer = await ask("what does Petra need now?")
    assert isinstance(answer, Answer)
    async with ledger.reading(ONE) as tx:
        library = Library.of(ONE, await store.all_current(tx), generation=1)
    assert check(answer, library) is answer
    first, *others = answer.citations
    forged = answer.model_copy(update={"citations": (first.model_copy(update=change), *others)})
    with pytest.raises(UntrueCitation):
        check(forged, library)


async def test_a_line_that_says_more_than_its_source_never_leaves(
    ask: Ask, ledger: Ledger, refs: dict[str, Ref]
) -> None:
    answer = await ask("what does Petra need now?")
    assert isinstance(answer, Answer)
    async with ledger.reading(ONE) as tx:
        library = Library.of(ONE, await store.all_current(tx), generation=1)
    first, *others = answer.lines
    for change in ({"text": first.text + "!"}, {"citations": ()}, {"citations": (99,)}):
        forged = answer.model_copy(update={"lines": (first.model_copy(update=change), *others)})
        with pytest.raises(UntrueCitation):
            check(forged, library)


async def test_how_strong_the_reason_is_and_where_a_path_may_lead(ask: Ask, ledger: Ledger) -> None:
    """A weak reason, a way back, and an end without a change are on the stage's card."""
    ref = str(await quentin(ledger))
    stages = (
        Stage(id="s1", title="Notices the dark"),
        Stage(id="s2", title="Asks the owner", loops_to="s1", ends=True),
    )
    path = Journey(
        title="Light", personas=(ref,), stages=stages, strength="weak",
        insights=(need("A torch.", "s2"), Insight(id="w", text="It works", lane="strength")),
    )  # fmt: skip
    await publish(ledger, Kind.JOURNEY, path)
    answer = await ask("what does Quentin need when he asks the owner?")
    assert isinstance(answer, Answer)
    back, strength = answer.line(LineKind.BACK), answer.line(LineKind.STRENGTH)
    assert back is not None
    assert back.stage is not None
    assert (back.stage.id, answer.line(LineKind.ENDS) is not None) == ("s1", True)
    assert strength is not None
    assert strength.strength == "weak"
    asked = await ask("how strong is Quentin's reason to change?")
    assert isinstance(asked, Answer)
    assert (asked.lines[0].strength, asked.lines[1].text) == ("weak", "It works")


async def test_a_hypothesis_says_what_became_of_it(ask: Ask, ledger: Ledger) -> None:
    """What was refuted is never told as if it held."""
    ref = str(await quentin(ledger))
    told = Hypothesis(id="h1", text="He fears the dark cellar", status="refuted")
    path = Journey(
        title="Light", personas=(ref,), stages=(Stage(id="s1", title="Looks"),), hypotheses=(told,)
    )
    await publish(ledger, Kind.JOURNEY, path)
    answer = await ask("does Quentin fear the dark cellar?")
    assert isinstance(answer, Answer)
    (line,) = (one for one in answer.lines if one.text == told.text)
    assert line.verdict == "refuted"


async def test_a_path_as_it_should_be_answers_only_when_it_is_named(
    ask: Ask, ledger: Ledger
) -> None:
    """What a team wishes is on record, but nobody should take it for what customers say."""
    ref = str(await quentin(ledger))
    stages = (Stage(id="s1", title="Notices the dark"), Stage(id="s2", title="Buys a light"))
    now, then = need("He needs a torch.", "s1"), need("He needs streetlights at the gate.", "s2")
    for state, told in (("current", now), ("future", then)):
        path = {"title": "Light", "personas": (ref,), "stages": stages, "insights": (told,)}
        await publish(ledger, Kind.JOURNEY, Journey.model_validate({**path, "state": state}))
    for question in ("what does Quentin need now?", "does Quentin need streetlights at the gate?"):
        reply = await ask(question)
        assert then.text not in reply.model_dump_json()
        assert not isinstance(reply, Answer) or len(reply.alternatives) == 1
    wish = await ask("what does Quentin need in J2 when he buys a light?")
    assert isinstance(wish, Answer)
    assert wish.lines[0].text == then.text


async def test_where_only_a_wish_is_on_record_it_is_named(ask: Ask, ledger: Ledger) -> None:
    ref = str(await quentin(ledger))
    path = {"title": "Light", "personas": (ref,), "insights": (need("Streetlights.", None),)}
    await publish(ledger, Kind.JOURNEY, Journey.model_validate({**path, "state": "future"}))
    reply = await ask("what does Quentin need now?")
    assert isinstance(reply, NothingFounded)
    assert (reply.reason, reply.wishes) == ("empty", ("J1",))


async def test_a_variant_answers_with_what_its_framework_says(ask: Ask, ledger: Ledger) -> None:
    """Each line cites the journey that says it; what does not hold for a variant is not told."""
    ref = str(await quentin(ledger))
    boss = str(await publish(ledger, Kind.PERSONA, Persona(name="Berta", role="owner")))
    stages = (Stage(id="s1", title="Notices the dark"),)
    told = (need("He needs a torch.", "s1"), need("He needs a dog.", "s1", "n2"))
    part = Involvement(id=f"{boss.lower()}:s1", persona=boss, stage="s1", part="decides")
    framework = Journey(
        title="Light", stages=stages, insights=told, strength="weak", involvement=(part,)
    )
    of = str(await publish(ledger, Kind.JOURNEY, framework))
    own = Journey(
        title="His light", personas=(ref,), stages=stages, variant_of=of, without=("n2",),
        insights=(Insight(id="g1", text="We lack a lamp", lane="gaps", stage="s1"),),
    )  # fmt: skip
    await publish(ledger, Kind.JOURNEY, own)
    answer = await ask("what does Quentin need now?")
    assert isinstance(answer, Answer)
    at = {one.quote: one.at for one in answer.citations if one.quote}
    assert at == {"He needs a torch.": "J1@1", "We lack a lamp": "J2@1"}
    who, strength = answer.line(LineKind.WHO_ELSE), answer.line(LineKind.STRENGTH)
    assert who is not None
    assert [one.name for one in who.involved] == ["Berta"]
    assert strength is not None
    assert strength.strength == "weak"
