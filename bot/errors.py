"""Errors that we know, in words for people: what happened, and what to do next.

The words of an error stand in `prompts/<language>/words/errors.yaml` under its class's name, or
under that of a class above it; the facts that it carries fill the placeholders. A test goes
through all of them.
"""

import re
from collections.abc import Mapping

from bot.views import guard
from bot.views.mrkdwn import inline
from knowledge.errors import KnowledgeError
from knowledge.identity import PersonId
from prompts.words import Words
from workshops.errors import WorkshopError
from workshops.errors.error import TooLong


class Refusal(Exception):
    """Something that a person asked of the bot and that can't be done."""


class NotAllowedHere(Refusal):
    """People from outside the company can read along here, so records stay closed."""


class AccessUnknown(Refusal):
    """Slack did not say who somebody is, so nothing is shown."""


class PlaceUnknown(Refusal):
    """Slack did not say what a channel is, and it could be private by now."""


class NotInPlace(Refusal):
    """A form or a button names a channel in which the person is not, or not any more."""


class MembersUnknown(Refusal):
    """Slack did not say who is in a private channel, so it stays closed."""


class CantLead(Refusal):
    """Who was picked to lead is no colleague, or can't open the workshop's channel."""


class QuestionTooLong(TooLong, Refusal):
    """A question has more characters than one may have."""


class SentenceTooLong(TooLong, Refusal):
    """A one-liner has more characters than one may have."""


class NothingSaid(Refusal):
    """A message without text was to be kept."""


class SaidByApp(Refusal):
    """What an app posted was to be kept as a one-liner."""


class FormTampered(Refusal):
    """A form came back with parts that we did not put into it."""


EXPECTED = (WorkshopError, KnowledgeError, Refusal)
PERSONS = ("facilitator", "person")
"""Facts of errors that are person ids."""

LONGEST_FACT = 160
"""What was typed may have 4,000 characters; what to do next must still be seen."""

NOBODY: Mapping[PersonId, str] = {}


def sentence(words: Words, error: Exception, *, names: Mapping[PersonId, str] = NOBODY) -> str:
    """Return what to tell the person about *error*, escaped for mrkdwn.

    Args:
        words: Texts.
        error: One of EXPECTED.
        names: Mentions by person id, for errors that name somebody.
    """
    key = key_of(type(error), words)
    facts = {
        name: names.get(PersonId(str(value))) or fact(value) if name in PERSONS else fact(value)
        for name, value in vars(error).items()
    }
    return words(key, **{name: facts[name] for name in words.inputs(key)})


def persons_in(error: Exception) -> tuple[PersonId, ...]:
    """Return the people whom an error names."""
    return tuple(PersonId(vars(error)[name]) for name in PERSONS if name in vars(error))


def key_of(error: type[Exception], words: Words) -> str:
    """Return where the words of an error stand: its own, or those of the nearest class above."""
    keys = (f"errors.{name_of(kind)}" for kind in error.__mro__)
    return next((key for key in keys if key in words), "errors.unknown_refusal")


def name_of(error: type) -> str:
    """Return an error class's key: `NoSuchRecord` is `no_such_record`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", error.__name__).lower()


def fact(value: object) -> object:
    """Return a fact of an error as it may stand in a message."""
    return value if isinstance(value, int) else guard.cut(inline(str(value)), LONGEST_FACT)
