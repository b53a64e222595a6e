"""Spellings of names: which of them are one name, and which cannot both be an entity's name at one time (C4)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["apart", "core"]

# The form of a company is rendered in many ways (K.K. is Inc. is Co., Ltd.), and says nothing about its name.
_FORMS: Final = frozenset(
    (
        "ag", "as", "bv", "co", "company", "corp", "corporation", "gk", "gmbh", "inc", "incorporated", "kabushiki",
        "kaisha", "kk", "limited", "llc", "llp", "lp", "ltd", "nv", "oy", "plc", "pte", "pty", "sa", "sarl", "se",
        "spa", "srl", "the",
    )
)  # fmt: skip
_FORMS_IN_KANJI: Final = re.compile(r"株式会社|有限会社|合同会社|\(株\)|\(有\)")


@lru_cache(maxsize=1 << 14)
def core(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, punctuation, the form of the company and the mark of a plural."""
    text = _FORMS_IN_KANJI.sub(" ", unicodedata.normalize("NFKC", name))
    text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    text = re.sub(r"[.'’]", "", text.replace("&", " and "))
    words = re.findall(r"[^\W_]+", text)
    return tuple(_singular(word) for word in words if word not in _FORMS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _scripts(words: tuple[str, ...]) -> set[str]:
    return {unicodedata.name(letter, "UNNAMED").split()[0] for word in words for letter in word if letter.isalpha()}


def apart(one: str, other: str) -> bool:
    """Whether two full names are different names: not two spellings or renderings, and neither short for the other."""
    first, second = core(one), core(other)
    if not first or not second or "".join(first) == "".join(second):
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return False
    return _scripts(first) == _scripts(second)
