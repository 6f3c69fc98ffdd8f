"""Who takes part in a journey's decision, in words."""

from collections.abc import Mapping, Sequence

from bot.views.mrkdwn import inline
from knowledge.records.models.journeys import Involvement, Journey
from prompts.words import Words

ORDER = ("decides", "blocks", "influences", "uses")


def parts(
    body: Journey,
    stage: str | None,
    personas: Mapping[str, str],
    *,
    words: Words,
    only: Sequence[str] = ORDER,
) -> str:
    """Return who does what in a stage, who decides or blocks first; "" when nobody is known.

    Args:
        body: The journey.
        stage: A stage's id.
        personas: The personas' names by ref.
        words: Texts.
        only: The parts to name.
    """
    here = [one for one in body.involvement if one.stage == stage]
    said = [
        words(f"record.part_{part}", names=_names(found, personas, words))
        for part in only
        if (found := [one for one in here if one.part == part])
    ]
    return words("record.separator").join(said)


def _names(found: list[Involvement], personas: Mapping[str, str], words: Words) -> str:
    names = (inline(personas.get(one.persona, one.persona)) for one in found)
    return ", ".join(map(words.amid, names))
