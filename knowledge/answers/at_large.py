"""At large: questions about nobody in particular, answered from all that is on record."""

from knowledge.answers import across, customers, group, nothing, segments
from knowledge.answers.citing import Citations
from knowledge.answers.evidence import Evidence
from knowledge.answers.facts import journey_fact
from knowledge.answers.founded import founded
from knowledge.answers.lines import of_voice
from knowledge.answers.models import Answer, LineKind, Reply, StageFact
from knowledge.answers.resolve import Asked
from knowledge.answers.scope import Scope
from prompts.models import Part


def group_of(asked: Asked, parts: tuple[Part, ...], scope: Scope) -> Answer | None:
    """Answer a question about the buying group as a whole, where one is on record."""
    citations = Citations(scope.slice.library)
    meant = group.journeys(asked)
    said = {one: group.lines(asked, one, parts, citations) for one in meant}
    telling = [one for one in meant if any(line.involved for line in said[one])]
    if not telling:
        return None
    if len(telling) > 1:
        # Who decides on both says once what speaks against it.
        lines = dict.fromkeys(group.on(one, line) for one in telling for line in said[one])
        return founded(asked, citations, tuple(lines))
    answer = founded(asked, citations, tuple(line for one in meant for line in said[one]))
    stage = group.stage_named(asked, telling[0])
    named = StageFact(id=stage.id, title=stage.title, why="asked") if stage else None
    return answer.model_copy(update={"journey": journey_fact(telling[0]), "stage": named})


def listed(asked: Asked, scope: Scope) -> Reply | None:
    """Answer a question that names a segment or a sentence, or asks for all of one kind."""
    citations = Citations(scope.slice.library)
    segment = segments.meant(asked.reading, asked.seen)
    if segment:
        lines = segments.lines(segment, citations)
        return founded(asked, citations, lines) if lines else nothing.matches(asked.reading.text)
    named = [one for one in map(asked.seen.one_liner, asked.reading.refs) if one]
    if named and not asked.reading.without_refs().matter:
        said = tuple(of_voice(LineKind.QUOTE, one, citations) for one in named)
        return founded(asked, citations, said)
    lane = across.asked(asked.reading)
    lines = across.lines(lane, asked.seen, citations) if lane else ()
    if not lines:
        return None
    return founded(asked, citations, lines).model_copy(update={"across": lane})


def nearest(asked: Asked, scope: Scope) -> Reply:
    """Answer with the evidence nearest to a question, or with what a customer in it said."""
    citations = Citations(scope.slice.library)
    lines = Evidence(asked, citations, about_persona=False).lines()
    lines = lines or customers.lines(asked.reading, asked.seen, citations)
    return founded(asked, citations, lines) if lines else nothing.matches(asked.reading.text)
