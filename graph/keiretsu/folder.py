"""A dossier's folder: whether it is one, which files it has, and a fingerprint of what they say."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ENTITIES", "files", "fingerprint", "is_dossier"]

ENTITIES: Final = "entities.yaml"


def is_dossier(folder: Path) -> bool:
    """Whether a folder looks like a dossier."""
    return (folder / ENTITIES).is_file()


def files(folder: Path) -> list[Path]:
    """The dossier's files, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.is_file())


def fingerprint(folder: Path) -> str:
    """A SHA-256 over the names and bytes of the dossier's files: what the text says, not when it was saved."""
    digest = hashlib.sha256()
    for path in files(folder):
        data = path.read_bytes()
        digest.update(f"{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
