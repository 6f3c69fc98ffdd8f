"""A team's own agendas and models: what a workshop leaves for the next one, what a file brings."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.identity import PlaceId
from knowledge.ledger import Ledger, templates
from prompts.errors import PromptsInvalid
from prompts.loader import ROOT, Prompts
from prompts.models import Agenda, JourneyModel
from tests.workshops.conftest import ACME
from tests.workshops.scene import MARA, Scene, prompts, start
from workshops import own
from workshops.errors import NothingNamed, TooManyTemplates

SHOP = PlaceId("workshop")


def left() -> Scene:
    scene = Scene(start("journey"))
    scene.skip("Trigger is known")
    scene.go_to("stages")
    return scene


def kept(scene: Scene, **names: str) -> tuple[Any, ...]:
    return own.kept(scene.state, **{"agenda": "", "model": "", "about": "Ours", **names})


async def there(ledger: Ledger, place: PlaceId | None = None) -> Prompts:
    async with ledger.reading(ACME) as tx:
        return await own.prompts_in(tx, place, prompts())


def agenda_file(**changes: str) -> bytes:
    text = (ROOT / "en/agendas/journey-quick.yaml").read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_an_agenda_is_kept_as_the_team_went_through_it() -> None:
    """Without what was left out, in its order, under a name of the team's own.

    What was cut short belongs to it: they had begun.
    """
    scene = left()
    scene.write("Sees people get hurt")
    scene.skip("The bus left")
    (agenda,) = kept(scene, agenda="  Ours,  short ")
    keys = [one.key for one in prompts().agendas["journey"].activities]
    assert [one.key for one in agenda.activities] == keys[1:]
    assert (agenda.title, agenda.about) == ("Ours, short", "Ours")
    assert agenda.key not in prompts().agendas


def test_the_stages_are_kept_as_a_model_which_the_agenda_proposes() -> None:
    model, agenda = kept(left(), agenda="Ours", model="Our six")
    assert [one.title for one in model.stages] == [one.title for one in left().state.stages]
    assert agenda.model == model.key


def test_a_private_channel_and_all_others_may_keep_the_same_name() -> None:
    """Neither replaces the other; kept again in the same place, it is the same one."""
    private = left()
    private.state = replace(private.state, visibility=SHOP)
    keys = [kept(scene, agenda="Ours")[0].key for scene in (left(), private, private)]
    assert keys[0] != keys[1] == keys[2]


def test_what_has_no_name_is_not_kept() -> None:
    with pytest.raises(NothingNamed):
        kept(left(), agenda=" \u200b ")


async def test_what_is_kept_can_be_chosen_and_taken_away(ledger: Ledger) -> None:
    """Next to the shipped ones; the same name again replaces the earlier one."""
    agenda, *_ = both = (*kept(left(), agenda="Ours"), *kept(left(), model="Our six"))
    for _ in range(2):
        async with ledger.transaction(ACME) as tx:
            await own.keep(tx, both, by=MARA)
    found = await there(ledger)
    assert found.agendas == {**prompts().agendas, agenda.key: agenda}
    assert len(found.models) == len(prompts().models) + 1
    async with ledger.transaction(ACME) as tx:
        await templates.remove(tx, "agenda", agenda.key)
    assert (await there(ledger)).agendas == prompts().agendas


async def test_what_a_closed_channel_keeps_is_known_there_only(ledger: Ledger) -> None:
    """Its stages are what people said behind a closed door."""
    async with ledger.transaction(ACME) as tx:
        await own.keep(tx, kept(left(), model="Our six"), by=MARA, visibility=SHOP)
    assert len((await there(ledger, SHOP)).models) == len(prompts().models) + 1
    assert (await there(ledger)).models == prompts().models
    assert (await there(ledger, PlaceId("other"))).models == prompts().models


@pytest.mark.parametrize(("visibility", "left_there"), [(SHOP, 1), (None, 2)])
async def test_kept_again_it_replaces_what_an_earlier_version_kept_there(
    ledger: Ledger, visibility: PlaceId | None, left_there: int
) -> None:
    """Whose key did not say where; what all have by that name stays theirs."""
    (former,) = kept(left(), agenda="Ours")
    private = left()
    private.state = replace(private.state, visibility=SHOP)
    async with ledger.transaction(ACME) as tx:
        body = former.model_dump(mode="json")
        await templates.put(tx, "agenda", former.key, body, person=MARA, visibility=visibility)
        await own.keep(tx, kept(private, agenda="Ours"), by=MARA, visibility=SHOP)
    assert len((await there(ledger, SHOP)).agendas) == len(prompts().agendas) + left_there


async def test_there_is_an_end_to_what_can_be_kept(ledger: Ledger) -> None:
    """At the limit it is kept; one beyond is refused, and nothing of it is there."""
    full = [kept(left(), model=f"Model {n}")[0] for n in range(own.LIMIT)]
    async with ledger.transaction(ACME) as tx:
        await own.keep(tx, full, by=MARA)
    with pytest.raises(TooManyTemplates):
        async with ledger.transaction(ACME) as tx:
            await own.keep(tx, kept(left(), model="One more"), by=MARA)
    assert len((await there(ledger)).models) == len(prompts().models) + own.LIMIT


def test_a_file_is_written_like_ours() -> None:
    agenda = own.read(
        agenda_file(**{"Quick journey": "Trade fair"}), "fair.yaml", prompts=prompts()
    )
    assert isinstance(agenda, Agenda)
    assert (agenda.title, agenda.minutes) == ("Trade fair", 20)
    raw = b"title: Ours\nabout: Two steps\nstages: [{key: a, title: Asks}, {key: b, title: Buys}]"
    model = own.read(raw, "model.yml", prompts=prompts())
    assert isinstance(model, JourneyModel)
    assert [one.title for one in model.stages] == ["Asks", "Buys"]


def test_a_file_from_before_is_read_without_what_nothing_needed() -> None:
    """Agendas could say `needs: [stages]`, and teams copied it from ours."""
    before = agenda_file(**{"kind: notes": "needs: [stages]\n    kind: notes"})
    assert own.read(before, "mine.yaml", prompts=prompts()) == own.read(
        agenda_file(), "mine.yaml", prompts=prompts()
    )


LAUGHS = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("raw", "key", "why"),
    [
        (b"title: !!python/object/apply:os.system [ls]\n", "", "constructor"),
        (b"title: !include secrets\nactivities: []\n", "", "constructor"),
        (LAUGHS, "line 1", "anchors"),
        (b"title: A\ntitle: B\nactivities: []\n", "title", "twice"),
        (b"title: A\nabout: " + b"x" * 300_000, "", "larger"),
        (b"[" * 1000, "line 1", "deeply"),
        (b"\xff\xfe\x00", "", "UTF-8"),
        (b"", "", "empty"),
        (b"just words", "", "list of"),
        (b"about: A\nactivities: []\n", "title", "title"),
        (b"title: A\nabout: B\n", "activities", "list"),
        (agenda_file(**{"lanes: [trigger]": "lanes: [secrets]"}), "activities[0].lanes[0]", "lane"),
        (agenda_file(minutes="minuets"), "activities[0].minuets", "Extra"),
        (agenda_file(**{"{subject}": "{subject.__class__}"}), "activities[0].question", ""),
        (b"title: A\nabout: B\nstages: [{key: a, title: X}, {key: a, title: Y}]", "", "same key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_by_file_and_key(raw: bytes, key: str, why: str) -> None:
    """Catalogue item 9: tags, anchor bombs, duplicate keys, size, depth, encodings."""
    with pytest.raises(PromptsInvalid) as error:
        own.read(raw, "../../etc/mine.yaml", prompts=prompts())
    assert (error.value.file, error.value.key) == ("mine.yaml", key)
    assert why in error.value.why
