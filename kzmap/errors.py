"""Errors of kzmap: one root, each also the built-in a caller would expect.

Every text says what was found, what was expected and what to do next.
"""


class KzmapError(Exception):
    """Root of all errors that kzmap raises on purpose."""


class TableError(KzmapError, ValueError):
    """A table as a whole cannot be read: no rows, a missing column, an unreadable file.

    Single rows that cannot be used do not raise; they are set aside with a reason.
    """


class FormatError(TableError):
    """A declaration of a format, or a mapping, cannot be used; the text names file and key."""


class PlaceError(KzmapError, LookupError):
    """A place, area or boundary that was named is not known."""


class ArgumentError(KzmapError, ValueError):
    """An argument cannot be used as it is; the text says what was expected."""


class EngineError(KzmapError, RuntimeError):
    """What was to count a table is not there, cannot be reached, or gave up."""


class ExportError(KzmapError, OSError):
    """A file could not be written; what stood there before is untouched."""


class TargetExistsError(ExportError, FileExistsError):
    """The target is there already and replacing it was not asked for."""


class StillError(KzmapError, RuntimeError):
    """No picture could be made: no browser is there, it did not answer, the words lack room."""
