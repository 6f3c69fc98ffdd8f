"""Mara, Jonas and Ines: what they do in a workshop, in the words of the page."""

import json
import re
from dataclasses import dataclass
from typing import Any, Protocol

from tests.slack_workspace import Json, Person, Refused, Workspace

CHANNEL = "workwear"


class Running(Protocol):
    """A bot in a workspace."""

    workspace: Workspace


@dataclass
class Team:
    """Three colleagues; Mara leads, in #workwear if nothing else is said."""

    bot: Running
    mara: Person
    jonas: Person
    ines: Person
    boards: int = 0
    channel: str = CHANNEL

    @classmethod
    async def meet(cls, bot: Running) -> "Team":
        """Bring the three together."""
        mara, jonas, ines = (bot.workspace.person(name) for name in ("mara", "jonas", "ines"))
        return cls(bot, mara, jonas, ines)

    @property
    def workspace(self) -> Workspace:
        """Where they are."""
        return self.bot.workspace

    async def start(self, **wish: Any) -> None:
        """Mara starts a workshop with all three, as `begin` says, and waits for its board."""
        await self.begin(**wish)
        self.boards += 1
        await self.board()

    async def begin(
        self,
        *,
        agenda: str = "journey-quick",
        typed: str = "Olga",
        choice: str = "New persona",
        goal: str = "friction",
        **more: Any,
    ) -> None:
        """Mara fills in the window and sends it; its board is still to come.

        Args:
            agenda: Its key.
            typed: What she types into "Whose path?".
            choice: What the choice that she then takes says.
            goal: The goal's key.
            more: What else she fills in.
        """
        view = await self.window(agenda)
        offered = await self.mara.options("start.subject", typed)
        subject = next(one["value"] for one in offered if choice in one["text"]["text"])
        people = [self.mara.id, self.jonas.id, self.ines.id]
        for named in more.get("start.departments", ()):
            await self.mara.options("start.departments", named)
        asked = {block["block_id"] for block in view["blocks"]}
        filled: Json = {
            "start.subject": [subject] if "subject" in asked else subject,
            "people": people,
        }
        filled = filled | more | ({"goal": goal} if "goal" in asked else {})
        result = await self.mara.submit(filled)
        assert result["result"] == "cleared", result

    async def window(self, agenda: str) -> Json:
        """Mara opens the start window and chooses the agenda; returns the view that asks for it."""
        await self.mara.command("/journey start", self.channel)
        view = (await self.modal(self.mara))["view"]
        key = next(key for key in _choices(view, "start.agenda") if key.startswith(agenda))
        await self.mara.select(view, "start.agenda", key)

        async def chosen() -> Json | None:
            view = dict((await self.modal(self.mara))["view"])
            return view if f'"agenda":"{key}"' in view["private_metadata"] else None

        return await self.workspace.eventually(chosen)

    async def board(self) -> Json:
        """Return the board of the workshop that goes on; waits until it is posted."""

        async def found() -> Json | None:
            boards = [m for m in await self.workspace.messages(self.channel) if is_board(m)]
            return boards[-1] if len(boards) >= max(1, self.boards) else None

        return await self.workspace.eventually(found)

    async def eventually_board(self, text: str) -> Json:
        """Return the board once it says *text*."""

        async def found() -> Json | None:
            board = await self.board()
            return board if text in text_of(board) else None

        return await self.workspace.eventually(found)

    async def eventually_message(self, text: str) -> str:
        """Return a message in the channel that says *text*."""

        async def found() -> str:
            texts = [text_of(m) for m in await self.workspace.messages(self.channel)]
            return next((said for said in texts if text in said), "")

        return await self.workspace.eventually(found)

    async def press(self, person: Person, action: str) -> None:
        """Press one of the board's buttons; when it is redrawn in that moment, look again."""

        async def pressed() -> bool:
            try:
                await person.click(await self.board(), action)
            except Refused as refused:
                if refused.code != "stale":
                    raise
                return False
            return True

        await self.workspace.eventually(pressed)

    async def reply(self, person: Person, text: str) -> str:
        """Reply below the board."""
        return await person.say(self.channel, text, thread_ts=(await self.board())["ts"])

    async def modal(self, person: Person) -> Json:
        """Return the person's modal once one is open."""
        return await self.workspace.eventually(person.modal)

    async def open_notes(self, person: Person) -> Json:
        """Open "Add notes" and return the view."""
        await self.press(person, "board.add_notes")
        return dict((await self.modal(person))["view"])

    async def add_notes(self, person: Person, values: dict[str, Any]) -> None:
        """Write into the form of the current activity and close it."""
        view = await self.open_notes(person)
        filled = {_block(view, label): value for label, value in values.items()}
        result = await person.submit(filled)
        assert result["result"] == "updated", result
        await person.close(everything=True)

    async def wrap_up(self) -> None:
        """Mara goes straight to the review."""
        await self.leave_out("facilitate.wrap_up", "Enough for today")
        await self.eventually_board("Review the notes")

    async def walk(self) -> int:
        """Mara moves on step by step to the review; returns how many steps that took."""
        await self.press(self.mara, "board.facilitate")
        steps = 0
        view: Json = (await self.modal(self.mara))["view"]

        async def moved() -> bool:
            return bool((await self.modal(self.mara))["view"]["hash"] != view["hash"])

        while "facilitate.next" in text_of(view):
            await self.mara.click(view, "facilitate.next")
            await self.workspace.eventually(moved)
            view = (await self.modal(self.mara))["view"]
            steps += 1
        await self.mara.close(everything=True)
        await self.eventually_board("Review the notes")
        return steps

    async def rename_first_stage(self, title: str) -> None:
        """Mara gives the first stage another name."""
        await self.press(self.mara, "board.facilitate")
        await self.mara.click(await self.modal(self.mara), "facilitate.stages")
        view = (await self.modal(self.mara))["view"]
        entry = next(block["element"] for block in view["blocks"] if block["type"] == "input")
        _, *others = entry["initial_value"].splitlines()
        await self.mara.submit({"stages": "\n".join([title, *others])})
        await self.mara.close(everything=True)

    async def review(self) -> Json:
        """Mara keeps everything; returns the window that follows the last page."""
        await self.press(self.mara, "board.review")
        for _ in range(30):
            view = (await self.modal(self.mara))["view"]
            if view["callback_id"] != "review":
                break
            await self.mara.submit()
        return dict(view)

    async def move(self, action: str) -> None:
        """Mara presses something in the facilitator's view."""
        await self.press(self.mara, "board.facilitate")
        modal = await self.modal(self.mara)
        await self.mara.click(modal, action)
        await self.mara.close(everything=True)

    async def go_on(self, *positions: int) -> None:
        """Mara moves on, and waits until the board of five activities is at each of these."""
        for position in positions:
            await self.move("facilitate.next")
            await self.eventually_board(f"{position} of 5")

    async def leave_out(self, action: str, reason: str) -> None:
        """Mara skips the activity, or all of them up to the review, with a reason."""
        await self.press(self.mara, "board.facilitate")
        await self.mara.click(await self.modal(self.mara), action)
        await self.mara.submit({"reason": reason})
        await self.mara.close(everything=True)

    async def review_and_publish(self) -> list[str]:
        """Mara keeps everything and publishes; returns the versions that the board names."""
        await self.review()
        await self.mara.submit()
        view = (await self.modal(self.mara))["view"]
        await self.mara.close(everything=True)
        said = text_of(view).partition("Published: ")[2].partition(". The")[0]
        main, *others = re.findall(r"[A-Z]\d+@\d+", said) or [""]
        return [*others, main]

    async def ask(self, person: Person, question: str) -> Json:
        """Ask with the command and return the private answer."""
        return await person.told(f"/journey ask {question}", self.channel)


async def last_told(person: Person) -> Json:
    """Return what *person* alone was told last, or nothing."""
    return next(iter(reversed(await person.ephemerals())), {})


def field_of(view: Json) -> str:
    """Return the first field of a form."""
    return next(str(block["block_id"]) for block in view["blocks"] if block["type"] == "input")


def text_of(shown: Json) -> str:
    """Return all texts of a message or view, one after another."""
    return json.dumps(shown.get("blocks", []), ensure_ascii=False)


def _block(view: Json, label: str) -> str:
    for block in view["blocks"]:
        if block["type"] == "input" and label.casefold() in json.dumps(block).casefold():
            return str(block["block_id"])
    raise AssertionError(f"no field {label!r}")


def _choices(view: Json, action: str) -> list[str]:
    """Return the values of a menu's choices, the shortest first."""
    elements = (block.get("element", {}) for block in view["blocks"])
    menu = next(one for one in elements if one.get("action_id") == action)
    return sorted((str(one["value"]) for one in menu["options"]), key=len)


def is_board(message: Json) -> bool:
    """Say whether a message is a workshop's board."""
    actions = json.dumps(message.get("blocks", []))
    return any(sign in actions for sign in ("board.", "facilitate.reopen", "Published as"))
