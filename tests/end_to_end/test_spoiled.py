"""Every form and button that we draw, sent back with what we did not put into it."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from tests.bot.naughty import NAUGHTY
from tests.end_to_end.forging import press, send, submission
from tests.end_to_end.scene import Open, Scene
from tests.slack_workspace import Json

GOLDEN = Path(__file__).parents[1] / "bot" / "golden"
DRAWN = "w-0123456789"
"""The workshop that all was drawn for."""

SEEDS = (3,)
"""One that found something; dozens were tried by hand."""

SURPRISES = {"listener.failed", "event.failed", "search.failed", "request.failed"}
ODD: list[Any] = [None, True, 0, -1, 10**30, 1.5, "", [], {}, ["x"], {"x": 1}, [[]], "9" * 400]


@pytest.mark.parametrize("seed", SEEDS)
async def test_what_comes_back_spoiled_surprises_nobody(scene: Open, seed: int) -> None:
    """Each is refused in words, or does what it says; our code never fails at it."""
    chance = random.Random(seed)
    async with scene("http", furnished=True) as opened:
        await opened.start()
        place = await opened.workspace.channel_id("workwear")
        spoil = Spoil(chance, await _known(opened))
        with capture_logs(processors=[structlog.processors.format_exc_info]) as logs:
            for number, (view, button) in enumerate(_drawn()):
                person = chance.choice([opened.team.mara, opened.team.jonas])
                back = spoil.view(view) | {"id": f"V{number}"}
                if button is None:
                    act = submission(opened, person, back, state=back["state"])
                else:
                    action, value = button["action_id"], spoil.value(button.get("value", ""))
                    act = press(
                        opened,
                        person,
                        action,
                        value=value,
                        place=place,
                        view=back if view else None,
                    )
                    act["actions"][0]["action_ts"] = f"1.{number}"
                status, body = await send(opened, act)
                assert [one for one in logs if one["event"] in SURPRISES] == [], act
                assert status in (200, 400), act
                assert "Something broke" not in json.dumps(body), act


async def _known(scene: Scene) -> list[str]:
    """Return ids and refs of things that are there, the workshop and its activity first."""
    kept = await scene.memory.workshop()
    return [str(kept.id), str(kept.drawn), "P1", "J1", "J1@1", "L1", "I1", "s1", "1", "0", "n1"]


def _drawn() -> Iterator[tuple[Json, Json | None]]:
    """Give each form as it is sent, and each button with the view that it stands in."""
    for file in sorted(GOLDEN.glob("*.json")):
        drawn = json.loads(file.read_text())
        view = drawn if drawn.get("type") in ("modal", "home") else {}
        if drawn.get("callback_id"):
            yield view, None
        for element in _elements(drawn.get("blocks") or []):
            if element.get("action_id"):
                yield view, element


def _elements(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        yield from block.get("elements") or []
        yield from filter(None, [block.get("accessory")])


@dataclass(frozen=True)
class Spoil:
    """Makes of what we drew what might come back: mostly right, with parts that are not."""

    chance: random.Random
    known: list[str]

    def view(self, view: Json) -> Json:
        """Return a view whose metadata and fields are spoiled."""
        carried = json.loads(view.get("private_metadata") or "{}")
        metadata = json.dumps({key: self.value(value) for key, value in carried.items()})
        if self.chance.random() < 0.1:
            metadata = self.chance.choice(["", "null", "[]", "{", "x", '{"x":1}', "[" * 5000])
        inputs = [block for block in view.get("blocks") or [] if block.get("type") == "input"]
        values = {
            str(block.get("block_id", "b")): {"field": self.field(block["element"])}
            for block in inputs
            if self.chance.random() < 0.8
        }
        return view | {"private_metadata": metadata, "state": {"values": values}, "hash": "1"}

    def field(self, element: Mapping[str, Any]) -> Json:
        """Return a field as Slack sends one of its kind, whatever is in it."""
        words = str(self.value(""))
        option = self.chance.choice([None, {"value": words, "text": {"text": words}}])
        several = [option] * 3 if option else []
        kinds: dict[str, Json] = {
            "plain_text_input": {"value": self.chance.choice([None, words])},
            "datepicker": {"selected_date": self.chance.choice([None, "2026-11-31", "", words])},
            "multi_users_select": {"selected_users": self.chance.choice([[], [words] * 60])},
            "users_select": {"selected_user": self.chance.choice([None, words])},
            "conversations_select": {"selected_conversation": self.chance.choice([None, words])},
            "checkboxes": {"selected_options": several},
            "multi_static_select": {"selected_options": several},
            "multi_external_select": {"selected_options": several},
        }
        kind = str(element.get("type"))
        return {"type": kind, **kinds.get(kind, {"selected_option": option})}

    def value(self, value: Any) -> Any:
        """Return the same, of the workshop that there is; or with other parts; or another thing."""
        kept = self.chance.random() < 0.6
        if not isinstance(value, str):
            return value if kept else self.chance.choice(ODD)
        here = re.sub(r"[a-z]+@\d+$", self.known[1], value.replace(DRAWN, self.known[0]))
        if kept and value:
            return here
        if self.chance.random() < 0.5:
            return self.chance.choice(NAUGHTY)
        spare = [*self.known, *here.split(" "), self.chance.choice(NAUGHTY)]
        return " ".join(self.chance.choices(spare, k=self.chance.randint(1, 3)))
