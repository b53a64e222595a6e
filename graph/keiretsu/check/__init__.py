"""What is wrong with a dataset: CHECKS, one function a rule; SHACL; and the claims against their sources."""

from keiretsu.check.rules import CHECKS, run
from keiretsu.check.shapes import validate
from keiretsu.check.sources import against_sources, lines_of

__all__ = ["CHECKS", "against_sources", "lines_of", "run", "validate"]
