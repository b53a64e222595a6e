"""One file of a dossier against the models of its format: faults in a reader's words, with line and hint."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from keiretsu.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keiretsu.yamltree import Tree, TreePath

__all__ = ["near", "validated"]

_Model = TypeVar("_Model", bound=BaseModel)


def near(word: str, known: Iterable[str]) -> str:
    """The known words that a misspelt one may stand for, as a hint; empty where none is near."""
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else ""


def validated(tree: Tree, model: type[_Model]) -> _Model | None:
    """The file as a model; list items that do not fit are reported and left out, so that the rest is still read."""
    data = tree.data
    if not isinstance(data, dict):
        what = "is empty" if data is None else "is not a mapping of keys to values"
        tree.problems.append(
            Problem(tree.file, 1, what, f"it starts with '{next(iter(model.model_fields))}:'", "shape")
        )
        return None
    for _ in range(2):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            bad: dict[str, set[int]] = {}
            whole = False
            for fault in error.errors(include_url=False):
                path = tuple(part for part in fault["loc"] if isinstance(part, str | int))
                tree.problems.append(_problem(tree, path, fault, model))
                key = str(path[0]) if path else ""
                if len(path) > 1 and isinstance(path[1], int) and isinstance(data.get(key), list):
                    bad.setdefault(key, set()).add(path[1])
                elif fault["type"] == "extra_forbidden" and len(path) == 1:
                    bad.setdefault(key, set())
                else:
                    whole = True
            if whole:
                return None
            data = dict(data)
            for key, numbers in bad.items():
                if not numbers:
                    del data[key]
                    continue
                kept = [number for number in range(len(data[key])) if number not in numbers]
                data[key] = [data[key][number] for number in kept]
                tree.keep(key, kept)
    return None


_MAPPING = "is not a mapping of keys to values", "write key: value, one a line, or { } around them"
_LIST = "is not a list", "each item starts with '- '"
_PLAIN_WORDS: Final = {
    "missing": ("is missing", ""),
    "string_type": ("is empty or not a text", "write a text"),
    "string_too_short": ("is empty", "write a text, or leave the key out"),
    "string_too_long": ("is too long", "names and notes are short"),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "too_short": ("is an empty list", "give at least one item"),
    "int_parsing": ("is not a whole number", "write 3"),
    "int_type": ("is not a whole number", "write 3"),
    "greater_than_equal": ("is too small", "it starts at 1"),
    "less_than_equal": ("is too large", "a month goes to 12"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
    "bool_type": ("is neither true nor false", "write true or false"),
}


def _problem(tree: Tree, path: TreePath, fault: Any, model: type[BaseModel]) -> Problem:
    """One fault of the format in a reader's words, with the place and how to mend it."""
    shown = next((str(part) for part in reversed(path) if isinstance(part, str) and part != "[key]"), "")
    kind, hint = fault["type"], ""
    if kind == "extra_forbidden":
        message = f"unknown key {shown!r}"
        hint = near(shown, _keys(model, path[:-1])) or f"keys here: {', '.join(_keys(model, path[:-1]))}"
        if " " in shown:
            hint = "a text with a comma wants quotes inside { }"
    elif kind == "value_error":
        message = str(fault["ctx"]["error"])
        message = f"{shown}: {message}" if shown and isinstance(path[-1], str) else message
    elif kind == "literal_error":
        expected = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        message = f"{shown}: {fault['input']!r} is none of its words"
        hint = near(str(fault["input"]), expected) or f"one of {', '.join(expected)}"
    elif kind == "string_pattern_mismatch":
        message = f"{shown}: {fault['input']!r} does not have the right form"
        hint = f"it matches {fault['ctx']['pattern']}"
    else:
        words, hint = _PLAIN_WORDS.get(kind, (fault["msg"][0].lower() + fault["msg"][1:], "see the dossier's README"))
        message = f"{shown} {words}"
        if kind == "missing":
            hint = f"add '{shown}:'"
    return Problem(tree.file, tree.line(path), message, hint, kind)


def _keys(model: type[BaseModel], path: TreePath) -> list[str]:
    """The keys that may stand at a path of the format, found by walking the models."""
    current: Any = model
    for part in path:
        if isinstance(part, int) or not (isinstance(current, type) and issubclass(current, BaseModel)):
            continue
        info = next((f for f in current.model_fields.values() if f.alias == part), None)
        current = _model_within(info.annotation) if info is not None else None
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [f.alias or name for name, f in current.model_fields.items()]
    return []


def _model_within(annotation: Any) -> Any:
    """The model class inside an annotation such as tuple[Row, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _model_within(arg))), None)
