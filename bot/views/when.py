"""How long ago something was, in words."""

from datetime import date

from prompts.words import Words
from workshops.engine.deadlines import Pace


def day_of(day: date) -> str:
    """Write a day: "2 Nov 2026"."""
    return f"{day:%d %b %Y}".lstrip("0")


def ago(words: Words, day: date, *, today: date) -> str:
    """Say how long ago *day* was, roughly."""
    days = (today - day).days
    if days <= 0:
        return words("answer.today")
    if days < 7:
        return words("answer.days", n=days)
    if days < 60:
        return words("answer.weeks", n=days // 7)
    return words("answer.months", n=days // 30)


def latest(day: date | None, words: Words, *, today: date) -> str:
    """Say when something was heard last, to end a sentence; "" when nobody knows."""
    return words("answer.latest", ago=ago(words, day, today=today)) if day else ""


def deadline(words: Words, day: date, pace: Pace | None) -> str:
    """Say until when an activity is open: a time on the wall, wherever one lives."""
    until = f"{pace.until:%H:%M}" if pace is not None else ""
    return words("notices.deadline", day=f"{day:%a} {day.day} {day:%b}", time=until)
