"""Progress, on standard error: standard output is for the figures."""

import click


def say(what: str) -> None:
    """Tell the person who waits what is being measured."""
    click.echo(what, err=True)
