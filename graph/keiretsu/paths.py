"""Where the ontology and the packaged dossiers lie, in a checkout or in a wheel."""

from __future__ import annotations

from pathlib import Path

__all__ = ["default_dossier", "dossier_schema", "ontology", "package", "share", "starter"]


def package() -> Path:
    """The folder of the package's own modules."""
    return Path(__file__).resolve().parent


def share() -> Path:
    """The folder that holds `ontology/` and `data/`: beside the package in a wheel, else the checkout's root."""
    installed = package() / "_share"
    return installed if installed.is_dir() else package().parents[1]


def ontology() -> Path:
    """The folder of the ontology's Turtle files."""
    return share() / "ontology"


def default_dossier() -> Path:
    """The packaged IIJ dossier, the default of `--graph`."""
    return share() / "data" / "iij"


def starter() -> Path:
    """The dossier that `keiretsu new` starts from, with the text that it cites in `sources/`."""
    return share() / "data" / "starter"


def dossier_schema() -> Path:
    """The JSON Schema of a dossier's files, for editors."""
    return share() / "data" / "dossier.schema.json"
