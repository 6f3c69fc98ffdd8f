"""A founded answer: lines with their sources, checked before anybody reads them."""

from knowledge.answers import citing
from knowledge.answers.checking import check
from knowledge.answers.citing import Citations
from knowledge.answers.facts import journey_fact, option, persona_fact, stage_fact
from knowledge.answers.models import Answer, AnswerLine
from knowledge.answers.resolve import Asked
from knowledge.answers.where import Where
from knowledge.answers.whom import PersonaHeld


def founded(
    asked: Asked,
    citations: Citations,
    lines: tuple[AnswerLine, ...],
    *,
    persona: PersonaHeld | None = None,
    where: Where | None = None,
) -> Answer:
    """Return the answer that *lines* make.

    Raises:
        UntrueCitation: A defect: a line would not have been covered by its source.
    """
    answer = Answer(
        question=asked.reading.text,
        persona=persona_fact(persona) if persona else None,
        journey=journey_fact(where.place.journey) if where else None,
        stage=stage_fact(where) if where and persona else None,
        alternatives=tuple(option(place) for place in where.others) if where else (),
        lines=lines,
        citations=citations.made,
        footer=citing.footer(citations.made),
    )
    return check(answer, asked.seen)
