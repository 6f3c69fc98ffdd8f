"""A question about a segment as such: what its record says, row by row."""

from collections.abc import Iterator
from itertools import islice

from knowledge.answers.citing import Citations
from knowledge.answers.models import AnswerLine, Citation, LineKind
from knowledge.answers.reading import Reading
from knowledge.index.library import Held, Library
from knowledge.records.models.segments import Segment

SegmentHeld = Held[Segment]
ROWS = ("needs", "size", "attractiveness", "probability", "priority", "boundaries")
MOST_A_ROW = 2


def meant(reading: Reading, seen: Library) -> SegmentHeld | None:
    """Return the segment that is named by its ref, or by words of its name and nothing else.

    With more than its name, a question asks for something that the index finds.
    """
    found = [held for held in map(seen.segment, reading.refs) if held]
    found = found or [held for held in seen.segments if reading.is_within(held.body.name)]
    return found[0] if len(found) == 1 else None


def lines(segment: SegmentHeld, citations: Citations) -> tuple[AnswerLine, ...]:
    """Say who they are, what they need, how they are rated, and who is not among them."""
    cited = [citations.portrait(segment)] if segment.body.portrait else []
    for row in ROWS:
        cited += islice(_row(segment, row, citations), MOST_A_ROW)
    return tuple(_line(segment, one) for one in cited)


def _row(segment: SegmentHeld, row: str, citations: Citations) -> Iterator[Citation]:
    for insight in segment.body.insights:
        if insight.lane == row:
            yield citations.insight(segment, insight)
    for reason in segment.body.criteria:
        if reason.about == row:
            yield citations.criterion(segment, reason.text, reason.id, row)


def _line(segment: SegmentHeld, cited: Citation) -> AnswerLine:
    return AnswerLine(
        kind=LineKind.EVIDENCE,
        text=cited.quote or "",
        citations=(cited.number,),
        belief=cited.support.belief,
        segment=segment.body.name,
        lane=cited.lane,
    )
