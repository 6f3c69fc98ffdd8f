"""Canvases: pages of Markdown in sections, changed one operation at a time.

Source: https://docs.slack.dev/reference/methods/canvases.edit
"""

import re
from collections.abc import Callable, Sequence

from bot.standin import ids
from bot.standin.shape import Json
from bot.standin.site import Site
from bot.standin.world import App, Canvas, Channel, Section

_GAP = re.compile(r"\n\s*\n")
_FENCE = "```"


class EditFailed(Exception):
    """A change can't be applied; says why."""


def sections_of(markdown: str) -> list[Section]:
    """Return *markdown* in pieces that can be addressed: paragraphs, headings, fences."""
    return [Section(id=f"temp:C:{ids.fresh('')}", markdown=piece) for piece in _pieces(markdown)]


def _pieces(markdown: str) -> list[str]:
    pieces: list[str] = []
    for part in _GAP.split(markdown.strip()):
        if pieces and pieces[-1].count(_FENCE) % 2:
            pieces[-1] += f"\n\n{part}"
        elif part.startswith("#") and "\n" in part:
            pieces += part.split("\n", 1)
        elif part:
            pieces.append(part)
    return pieces


def create(
    site: Site, app: App, title: str, markdown: str, *, channel: Channel | None, own: bool = False
) -> Canvas:
    """Make a canvas and show it to whoever sees its channel.

    Args:
        site: The workspace.
        app: Whose canvas it is.
        title: Its name.
        markdown: What is on it.
        channel: Where it is a tab, if anywhere.
        own: Whether it is the channel's own canvas.
    """
    canvas = Canvas(
        id=ids.fresh("F"),
        title=title,
        app_id=app.app_id,
        created=int(site.clock.now()),
        channel=channel.id if channel else None,
        is_channels_own=own,
        sections=sections_of(markdown),
    )
    site.world.canvases[canvas.id] = canvas
    tell(site, canvas)
    return canvas


def shown(canvas: Canvas) -> Json:
    """Return a canvas as the page shows it."""
    return {
        "id": canvas.id,
        "title": canvas.title,
        "channel": canvas.channel,
        "markdown": canvas.markdown,
        "sections": [section.model_dump() for section in canvas.sections],
    }


def tell(site: Site, canvas: Canvas, *, deleted: bool = False) -> None:
    """Send everybody who sees the canvas's channel what it is now."""
    channel = site.world.channels.get(canvas.channel or "")
    if channel is not None:
        people = [p.id for p in site.world.humans() if site.world.sees(p.id, channel)]
        site.live.push(people, "canvas", canvas=shown(canvas), deleted=deleted)
    site.changed()


def delete(site: Site, canvas: Canvas) -> None:
    """Delete a canvas for good."""
    del site.world.canvases[canvas.id]
    tell(site, canvas, deleted=True)


def edit(site: Site, canvas: Canvas, change: Json, content: str) -> None:
    """Apply one change.

    Args:
        site: The workspace.
        canvas: What is changed.
        change: `operation`, and `section_id` where it needs one.
        content: The Markdown or the title that the operation brings.

    Raises:
        EditFailed: There is no such operation or section.
    """
    operation = str(change.get("operation"))
    if operation == "rename":
        canvas.title = content
    elif operation in _EDITS:
        where = _place(canvas, change, needed=operation not in _WHOLE)
        canvas.sections = _EDITS[operation](canvas.sections, where, sections_of(content))
    else:
        raise EditFailed(f"unknown operation: {operation}")
    tell(site, canvas)


def _place(canvas: Canvas, change: Json, *, needed: bool) -> int | None:
    wanted = change.get("section_id")
    if wanted is None and not needed:
        return None
    for place, section in enumerate(canvas.sections):
        if section.id == wanted:
            return place
    raise EditFailed(f"section not found: {wanted}" if wanted else "missing section_id")


Sections = list[Section]
_WHOLE = ("insert_at_start", "insert_at_end", "replace")


def _at(old: Sections, where: int | None, new: Sections) -> Sections:
    place = len(old) if where is None else where
    return [*old[:place], *new, *old[place:]]


def _after(old: Sections, where: int | None, new: Sections) -> Sections:
    return _at(old, where + 1 if where is not None else None, new)


def _replaced(old: Sections, where: int | None, new: Sections) -> Sections:
    return new if where is None else [*old[:where], *new, *old[where + 1 :]]


_EDITS: dict[str, Callable[[Sections, int | None, Sections], Sections]] = {
    "insert_before": _at,
    "insert_after": _after,
    "insert_at_start": lambda old, _, new: [*new, *old],
    "insert_at_end": lambda old, _, new: [*old, *new],
    "replace": _replaced,
    "delete": lambda old, where, _: _replaced(old, where, []),
}


def lookup(canvas: Canvas, types: Sequence[str], text: str | None) -> list[Section]:
    """Return the sections that have one of the types (all without) and hold the text."""
    wanted = {"any_header": (1, 2, 3), "h1": (1,), "h2": (2,), "h3": (3,)}
    levels = [level for kind in types for level in wanted[kind]]
    return [
        section
        for section in canvas.sections
        if (not types or section.level in levels) and (text is None or text in section.markdown)
    ]
