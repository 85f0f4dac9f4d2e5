"""The errors that a user may meet, as one small tree; what is expected to go wrong in a round is a value, not an error.

SamarkandError
├── UsageError        the command or a setting is wrong               exit code 2
├── DoorUnusable      what says who may enter cannot be read          exit code 2
├── BadQuery          a search that cannot be understood              exit code 2
├── BadCursor         a place in a list that was altered            exit code 2
├── NotFound          no such article, version, outlet or archive     exit code 1
├── BadRecord         a file that cannot be read as a record          reported, the import goes on
├── BadOutlet         an outlet's file or an archive's settings       exit code 2
├── CannotWrite       the disk does not take what is to be kept       exit code 1
├── CatalogUnusable   the derived index cannot be read or written     exit code 1
├── ArchiveBusy       another process is writing to the archive       exit code 1
├── CopiesDiffer      two copies of an archive contradict each other  exit code 1
├── BadPlugin         an installed plugin raises, or is none          exit code 1
├── CannotSend        a mail server does not take a message           exit code 1
├── CannotSign        a seal cannot be signed with the key            exit code 1
├── BadReceipt        a receipt that does not prove what it says      exit code 3
└── ArchiveDamaged    what is on disk contradicts the ledger          exit code 3
"""

from enum import Enum
from unicodedata import east_asian_width


class SamarkandError(Exception):
    """Something that is not our bug; its text says what happened, to what, and what to do."""

    exit_code = 1


class UsageError(SamarkandError):
    """The command, an option or a setting cannot be carried out as given."""

    exit_code = 2


class DoorUnusable(SamarkandError):  # noqa: N818
    """What says who may enter cannot be read, so that nobody is let in by it; the text names a file, and is none for strangers."""

    exit_code = 2


class QueryFault(Enum):
    """What can be wrong with a query; the value says it in English, the reader has words for each name."""

    TOO_LONG = "the query is too long: {length} characters, where {most} may stand"
    TOO_MANY = "the query has too many parts; {most} may stand in one"
    TOO_DEEP = "more than {most} parentheses and exclusions within one another"
    NOTHING = "there is nothing to look for: letters or digits are needed"
    STRAY_QUOTE = "nothing opens this quote {quote}"
    OPEN_QUOTE = "this quote {quote} is not closed"
    STRAY_PARENTHESIS = "nothing opens this parenthesis"
    OPEN_PARENTHESIS = "this parenthesis is not closed"
    LONELY_OR = "something to look for must stand on both sides of this OR"
    NOTHING_EXCLUDED = "nothing follows that could be excluded"
    EXCLUDED_SORT = "`sort:` cannot be excluded"
    SECOND_SORT = "the query already asks for another order"
    UNKNOWN_FIELD = "no field is called `{field}:`; known are {known}. Put words in quotes"
    NO_VALUE = "`{field}:` needs its value right behind the colon, in quotes if there are blanks"
    EMPTY_FIELD = "`{field}:` needs letters or digits"
    UNKNOWN_VALUE = "`{field}:{text}` is not known; known are {known}"
    UNKNOWN_OUTLET = "no outlet is called `{text}`"
    NO_DATE = "`{text}` is no date; such are {known}"
    NO_LANGUAGE = "`{text}` is no language; such are zh, zh-Hans, zh-Hant, en"


class BadQuery(SamarkandError):  # noqa: N818
    """A query that cannot be understood; the text shows the place."""

    exit_code = 2

    def __init__(self, fault: QueryFault, query: str, place: int, **values: str) -> None:
        """`place`: the character of the query at which the problem stands, from 0; `values`: what the fault names."""
        problem = fault.value.format(**values)
        shown = "".join(character if character.isprintable() else " " for character in query[: place + 30])
        before, after = shown[max(0, place - 30) : place], shown[place:]
        indent = sum(2 if east_asian_width(character) in "WF" else 1 for character in before)
        super().__init__(f"{problem}\n  {before}{after}\n  {' ' * indent}^")
        self.fault, self.values = fault, values
        self.problem, self.query, self.place = problem, query, place


class BadCursor(SamarkandError):  # noqa: N818
    """A cursor that was altered, belongs to another list or another question, or is another archive's."""

    exit_code = 2


class NotFound(SamarkandError):  # noqa: N818  (a state of affairs, named as one)
    """What was asked for does not exist in this archive."""


class BadRecord(SamarkandError):  # noqa: N818
    """Bytes that cannot be read as a record."""


class BadOutlet(SamarkandError):  # noqa: N818
    """An outlet's file, or the settings of an archive, that cannot be understood."""

    exit_code = 2


class CannotWrite(SamarkandError):  # noqa: N818
    """The disk is full, read-only or failing; what was reported before is kept."""


class CatalogUnusable(SamarkandError):  # noqa: N818
    """The derived index is damaged, or its file cannot be used; nothing that is not in the archive is lost."""


class ArchiveBusy(SamarkandError):  # noqa: N818
    """Another process holds the archive for writing."""


class CopiesDiffer(SamarkandError):  # noqa: N818
    """Two copies of an archive have each something that contradicts the other; neither was changed."""


class BadPlugin(SamarkandError):  # noqa: N818
    """Something that another package adds raises, or is not what it says; the program works without it."""


class CannotSend(SamarkandError):  # noqa: N818
    """A mail server cannot be reached, or does not take a message; it can be sent again as it was."""


class CannotSign(SamarkandError):  # noqa: N818
    """A seal cannot be signed: no `ssh-keygen`, a key it does not take, a passphrase nobody is there to type."""


class BadReceipt(SamarkandError):  # noqa: N818
    """A receipt that is damaged, was altered, or is signed by another key than it must be."""

    exit_code = 3


class ArchiveDamaged(SamarkandError):  # noqa: N818
    """The files on disk and the ledger contradict each other."""

    exit_code = 3
