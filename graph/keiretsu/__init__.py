"""Who owned what, when, and how do we know: a knowledge graph of corporate structure."""

__version__ = "0.1.0"

__all__ = ["__version__"]
