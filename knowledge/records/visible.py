"""Who may see a version of a record."""

from knowledge.identity import Places
from knowledge.records.versions import Version


def visible_to(version: Version, places: Places) -> bool:
    """Say whether a reader who is in *places* may see *version*.

    A version without a place is for the whole workspace.
    """
    return version.visibility is None or version.visibility in places
