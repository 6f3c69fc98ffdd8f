"""The root of everything that a workshop refuses."""


class WorkshopError(Exception):
    """Something that was asked of a workshop can't be done."""
