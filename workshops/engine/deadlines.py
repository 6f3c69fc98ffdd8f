"""When an activity ends that people take part in at their own pace: a day, in everybody's zone.

A deadline is a time on the wall where somebody lives ("Thursday, 17:00"), so daylight saving
moves the instant and never the promise. The activity ends when that time has passed for all.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from knowledge.identity import PersonId
from knowledge.records.models.terms import Model

WORKDAYS = range(5)
MORNING = time(9)
Zones = Mapping[PersonId, str]
NO_ZONES: Zones = {}


class Pace(Model):
    """Days instead of minutes: how many working days each activity stays open, and until when.

    `zone` is that of whoever began; it stands for people whose own zone nobody knows.
    """

    days: int = Field(ge=1, le=30)
    until: time = time(17)
    zone: str = "UTC"


def last_day(pace: Pace, at: datetime, *, days: int | None = None) -> date:
    """Return the day that is *days* working days after *at*, where the workshop began."""
    day = at.astimezone(_zone(pace.zone)).date()
    for _ in range(pace.days if days is None else days):
        day = _workday(day + timedelta(days=1), step=1)
    return day


def day_before(day: date) -> date:
    """Return the working day before *day*."""
    return _workday(day - timedelta(days=1), step=-1)


def first_day(pace: Pace, at: datetime) -> date:
    """Return the first day whose deadline, where the workshop began, is not before *at*."""
    day = _workday(at.astimezone(_zone(pace.zone)).date(), step=1)
    while instant(pace, day, pace.zone) < at:
        day = _workday(day + timedelta(days=1), step=1)
    return day


def instant(pace: Pace, day: date, zone: str | None) -> datetime:
    """Return when the deadline of *day* is in a zone; UTC.

    An hour that comes twice counts the second time, so nobody is cut short.
    """
    there = datetime.combine(day, pace.until.replace(fold=1), _zone(zone or pace.zone))
    return there.astimezone(UTC)


def next_day(at: datetime, zone: str | None) -> datetime:
    """Return when the next day begins in a zone, in UTC; an unknown zone counts as UTC."""
    day = local_day(at, zone) + timedelta(days=1)
    return datetime.combine(day, time(), _zone(zone or "UTC")).astimezone(UTC)


def local_day(at: datetime, zone: str | None) -> date:
    """Return the day that it is in a zone; an unknown zone counts as UTC."""
    return at.astimezone(_zone(zone or "UTC")).date()


def reminder_at(pace: Pace, day: date, zone: str | None, *, at: datetime) -> datetime | None:
    """Return when to remind somebody of a deadline; None when it is too close for that.

    The working day before, at the deadline's hour; else on its morning.
    """
    morning = pace.model_copy(update={"until": MORNING})
    wanted = instant(pace, day_before(day), zone), instant(morning, day, zone)
    return next((due for due in wanted if due > at), None)


def end_for_all(pace: Pace, day: date, people: Iterable[PersonId], zones: Zones) -> datetime:
    """Return when the deadline has passed for each of the people; UTC."""
    found = {zones.get(person, pace.zone) for person in people} | {pace.zone}
    return max(instant(pace, day, zone) for zone in found)


def _workday(day: date, *, step: int) -> date:
    while day.weekday() not in WORKDAYS:
        day += timedelta(days=step)
    return day


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A zone that this computer does not know must not stop a workshop.
        return ZoneInfo("UTC")
