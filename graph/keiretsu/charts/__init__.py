"""Histories, figures and groups as pictures: SVG or PNG, drawn with matplotlib, which is an extra.

The bytes of a picture depend on the data alone; nothing is asked of the network, and text stays text.
"""

from __future__ import annotations

from keiretsu.errors import RequestError

try:
    import matplotlib as _matplotlib  # noqa: F401  # here, so that whoever wants a chart is told the same
except ImportError as error:
    raise RequestError(f"charts need matplotlib ({error}): pip install matplotlib") from None

__all__: list[str] = []
