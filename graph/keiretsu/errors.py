"""The exception tree, and the record of a fault in the data.

    KeiretsuError
      RequestError            the request is wrong: an unknown name, a bad date (exit code 2)
        AmbiguousName         several entities fit the name
      DataError              the data has faults: it carries the problems (exit code 1)

A fault in the data is a record (`Problem`) and reading goes on to find the others; a misuse is an exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["AmbiguousName", "DataError", "KeiretsuError", "Problem", "RequestError"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the data: where it is, what is wrong, how to mend it.

    `line` is 1-based, 0 where the fault concerns the whole file; `rule` is the short name of the rule that it breaks.
    """

    file: str
    line: int
    message: str
    hint: str = ""
    rule: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        text = f"{self.message} ({self.hint})" if self.hint else self.message
        return f"{place}: {text}" if self.file else text


class KeiretsuError(Exception):
    """The root of everything that this package raises on purpose."""


class RequestError(KeiretsuError):
    """The request cannot be answered as it was put; the message says how to put it."""


class AmbiguousName(RequestError):  # noqa: N818  # reads as what it is
    """Several entities fit a name; `candidates` are their ids."""

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class DataError(KeiretsuError):
    """The data has faults; `problems` lists all of them."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
