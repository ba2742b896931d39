"""Everything govperf raises, in one tree.

::

    GovperfError
    ├── ReadError (ValueError)                  bytes that are no table: a picture, an unknown encoding
    ├── LayoutError (ValueError)                no layout, or several, for a table
    │   ├── UnknownLayoutError (LookupError)    no layout knows this table
    │   ├── AmbiguousLayoutError                several know it equally well
    │   └── NotRenderableError                  a form cannot hold this disclosure
    ├── ParseError (ValueError)                 a value that is no value of its kind
    ├── InputError (ValueError)                 the caller's argument
    ├── NotFoundError (KeyError)                a name that nothing has, or several things
    └── MissingExtraError (ImportError)         an optional package is not installed

Each error says what is wrong, where, which text, and what to do; the four parts are attributes for programs.
"""

from __future__ import annotations

__all__ = [
    "AmbiguousLayoutError",
    "GovperfError",
    "InputError",
    "LayoutError",
    "MissingExtraError",
    "NotFoundError",
    "NotRenderableError",
    "ParseError",
    "ReadError",
    "UnknownLayoutError",
]

_SHOWN = 60


class GovperfError(Exception):
    """The root of all errors of govperf.

    Attributes:
        what: the rule that was broken.
        where: the file, and the place in it, for people; None if there is none.
        text: the offending text, whole; None if there is none. The message shows its beginning.
        hint: what to do; None if nothing can be advised.
    """

    def __init__(
        self, what: str, *, where: str | None = None, text: str | None = None, hint: str | None = None
    ) -> None:
        """Keep the four parts; the message is made of them when it is asked for."""
        super().__init__(what)
        self.what, self.where, self.text, self.hint = what, where, text, hint

    def __str__(self) -> str:
        """One line: where, what, which text, what to do."""
        where = f"{self.where}: " if self.where else ""
        text = f": {shorten(self.text)!r}" if self.text is not None else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.what}{text}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process, which keyword arguments alone would not."""
        return _rebuild, (type(self), self.what, self.where, self.text, self.hint)

    def at(self, where: str) -> GovperfError:
        """The same error with `where` put before its own place, so that the path grows as it rises."""
        joined = f"{where}, {self.where}" if self.where else where
        return type(self)(self.what, where=joined, text=self.text, hint=self.hint)


class ReadError(GovperfError, ValueError):
    """The bytes are no table: you gave a picture, an empty file, an encoding that cannot be told."""


class LayoutError(GovperfError, ValueError):
    """Exactly one layout must answer for a table, and none or several did."""


class UnknownLayoutError(LayoutError, LookupError):
    """No layout knows this table, or there is none of the name you gave; the message names the nearest."""


class AmbiguousLayoutError(LayoutError):
    """Several layouts know this table equally well; choose with `layout=`."""


class NotRenderableError(LayoutError):
    """The form has no place for something that the disclosure says; the message names it."""


class ParseError(GovperfError, ValueError):
    """A text is no value of the kind that was asked for, as `1.2.3` is no amount."""


class InputError(GovperfError, ValueError):
    """An argument of yours cannot be used."""


class NotFoundError(GovperfError, KeyError):
    """No one thing has the name you asked for: none has, and the message names the nearest, or several have."""


class MissingExtraError(GovperfError, ImportError):
    """A feature needs a package that is not installed; the message has the command."""


def missing_extra(feature: str, extra: str) -> MissingExtraError:
    """The error for a feature whose optional package is not installed, with the command that installs it."""
    return MissingExtraError(
        f"{feature} needs a package that is not installed", hint=f"pip install 'govperf[{extra}]'"
    )


def shorten(text: str, length: int = _SHOWN) -> str:
    """The text on one line, cut to `length` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _rebuild(
    kind: type[GovperfError], what: str, where: str | None, text: str | None, hint: str | None
) -> GovperfError:
    return kind(what, where=where, text=text, hint=hint)
