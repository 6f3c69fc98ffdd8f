"""What counts as a text: cleaned of what can't be stored or seen, else as written."""

import re
import unicodedata

from knowledge.records.models.terms import TEXT_LIMIT
from workshops.errors import NoteEmpty, NoteTooLong

NOTE_LIMIT = TEXT_LIMIT
_UNSEEN = "\u2800\u3164\u115f\u1160\uffa0"
_SHORTCODE = re.compile(r":[a-z0-9_+'-]+:")
_RULES = ("---", "===", "───", "━━━")
_RULED = frozenset("|+:-=─━┼├┤ \t")
_TWINS = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтοενρτυικ",
    "aeopcyxijshdqwbkmhtoevptuik",
)


def clean(text: str, *, limit: int = NOTE_LIMIT) -> str:
    """Return a text as it is stored: as written, without what can't be stored.

    NUL, other control characters and lone surrogates go, blanks around it too; everything
    else, including right-to-left marks and joiners, stays and is made harmless on output.

    Raises:
        NoteEmpty: Nothing is left that could be seen.
        NoteTooLong: More than `limit` code points are left.
    """
    kept = storable(text)
    if not visible(kept):
        raise NoteEmpty
    if len(kept) > limit:
        raise NoteTooLong(len(kept), limit=limit)
    return kept


def storable(text: str) -> str:
    """Return the text without characters that no database or page takes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.isprintable():
        return lines.strip()
    return "".join(c for c in lines if c in "\n\t" or not _unstorable(c)).strip()


def visible(text: str) -> bool:
    """Tell whether anything in the text can be seen."""
    return any(not _invisible(character) for character in text)


def written(text: str) -> list[str]:
    """List the lines in which something is said; a pasted table's rules say nothing."""
    return [line for line in text.splitlines() if visible(line) and not _ruled(line)]


def wordless(text: str) -> bool:
    """Tell whether a text has neither letters nor digits; emoji shortcodes are no words."""
    plain = _SHORTCODE.sub("", text)
    return not any(unicodedata.category(character)[0] in "LN" for character in plain)


def twin_key(text: str) -> str:
    """Return what two names that people can't tell apart have in common.

    Case, blanks, invisible characters, ways to compose a letter, and Cyrillic or Greek
    letters that look like Latin ones make no difference.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(c for c in folded if c.isspace() or not _invisible(c))
    return " ".join(seen.split()).translate(_TWINS)


def _ruled(line: str) -> bool:
    return any(rule in line for rule in _RULES) and _RULED.issuperset(line)


def _unstorable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs")


def _invisible(character: str) -> bool:
    return (
        character.isspace()
        or character in _UNSEEN
        or unicodedata.category(character) in ("Cf", "Cc", "Cs", "Mn")
    )
