"""A dossier's folder: whether it is one, which files it has, and a fingerprint of what they say."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ENTITIES", "FIGURES", "figure_files", "files", "fingerprint", "is_dossier"]

ENTITIES: Final = "entities.yaml"
FIGURES: Final = ".figures.csv"


def is_dossier(folder: Path) -> bool:
    """Whether a folder looks like a dossier."""
    return (folder / ENTITIES).is_file()


def files(folder: Path) -> list[Path]:
    """The dossier's files, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.is_file())


def figure_files(folder: Path) -> list[Path]:
    """The files of figures, by name: `report.figures.csv` belongs to `report.yaml`."""
    return sorted(path for path in folder.glob(f"*{FIGURES}") if path.is_file())


def fingerprint(folder: Path, *, figures: bool = False) -> str:
    """A SHA-256 over the names and bytes of the dossier's files: what the text says, not when it was saved.

    The files of figures count where they are asked for.
    """
    digest = hashlib.sha256()
    for path in [*files(folder), *(figure_files(folder) if figures else ())]:
        data = path.read_bytes()
        digest.update(f"{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
