"""Who owned what, when, and how do we know: a knowledge graph of corporate structure.

`open_graph` opens one, and its methods answer; what they answer is described where it is made (see `library`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keiretsu.library import Graph, open_graph

__version__ = "0.1.0"

__all__ = ["Graph", "__version__", "open_graph"]


def __getattr__(name: str) -> Any:
    """The library is loaded when it is first used: a look-up on the command line does not pay for all of it."""
    if name in ("Graph", "open_graph"):
        from keiretsu import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
