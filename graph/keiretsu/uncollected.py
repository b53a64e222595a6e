"""Work without looking for garbage."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["uncollected"]


@contextlib.contextmanager
def uncollected(*, for_good: bool = True) -> Iterator[None]:
    """For what makes many things that live to its end: to look for garbage among them takes a quarter of the time.

    What loses its last reference goes all the same; only what refers to itself in a circle stays, `for_good` even
    afterwards.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()  # nor is it looked at afterwards, nor when the program ends
        if collecting:
            gc.enable()
