"""Who may see a version of a record, and records as a reader sees them."""

from knowledge.identity import Places
from knowledge.ledger import Transaction
from knowledge.records import versions
from knowledge.records.errors import NoSuchRecord, NoSuchVersion
from knowledge.records.refs import Ref, VersionRef
from knowledge.records.versions import Version


def visible_to(version: Version, places: Places) -> bool:
    """Say whether a reader who is in *places* may see *version*.

    A version without a place is for the whole workspace.
    """
    return version.visibility is None or version.visibility in places


async def newest_seen(tx: Transaction, ref: Ref, *, places: Places) -> Version:
    """Return a record's newest version.

    Raises:
        NoSuchRecord: It does not exist, or not for those in *places*.
    """
    version = await versions.current(tx, ref)
    if not visible_to(version, places):
        raise NoSuchRecord(ref)
    return version


async def seen(tx: Transaction, text: str, *, places: Places) -> tuple[Version, Version]:
    """Return the version that *text* names, and the newest one, if both may be seen in *places*.

    Raises:
        BadRef, NoSuchRecord, NoSuchVersion: What their names say.
    """
    at = VersionRef.parse(text) if "@" in text else None
    newest = await newest_seen(tx, at.ref if at else Ref.parse(text), places=places)
    if at is None or at == newest.named:
        return newest, newest
    version = await versions.version(tx, at)
    if not visible_to(version, places):
        raise NoSuchVersion(at)
    return version, newest
