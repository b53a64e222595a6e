"""Values that stand in many places of the embedded story, each kept once and named by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Pool"]


class Pool:
    """What is kept once: `place` says where, `values` is what is embedded."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, value: Any) -> int:
        """Where a value stands; it is added if it is new."""
        key = repr(value)
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(value)
        return self._places[key]

    def all(self, values: Iterable[Any]) -> list[int]:
        """Where each of some values stands."""
        return [self.place(value) for value in values]
