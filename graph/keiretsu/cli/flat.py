"""Answers as flat rows for CSV: one column for each plain field, two for a window or an entity.

The columns follow from the types of the answers, so that they are the same whatever the answer holds.
"""

from __future__ import annotations

import csv
import io
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from keiretsu.cli.contracts import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["table"]

_PARTS = {
    forms.Entity: ("", "_name"),
    forms.Window: ("_after", "_by"),
    forms.Share: ("_min", "_max", "_open"),
    forms.Interest: ("_min", "_max", "_open"),
    forms.Evidence: ("_first", "_last"),
}
_KEYS = {
    forms.Entity: ("id", "name"),
    forms.Window: ("after", "by"),
    forms.Share: ("min", "max", "open"),
    forms.Interest: ("min", "max", "open"),
    forms.Evidence: ("first", "last"),
}

_LAST = set(get_type_hints(forms.Cited))  # what is said stands before when and where it is


def table(form: Any, rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows of one form as CSV with a head; what a spreadsheet would take for a formula is quoted by an apostrophe."""
    hints = get_type_hints(form)
    columns = {key: _plain(hints[key]) for key in sorted(hints, key=lambda key: key in _LAST)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f"{key}{part}" for key, hint in columns.items() for part in _PARTS.get(hint, ("",))])
    for row in rows:
        cells = [cell for key, hint in columns.items() for cell in _cells(hint, row.get(key))]
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _plain(hint: Any) -> Any:
    """A type without its null and without NotRequired."""
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    if get_origin(hint) in (Union, UnionType) and len(inner) == 1:
        return _plain(inner[0])
    return _plain(inner[0]) if getattr(get_origin(hint), "_name", "") == "NotRequired" else hint


def _cells(hint: Any, value: Any) -> list[str]:
    keys = _KEYS.get(hint)
    if keys is not None:
        return [_text((value or {}).get(key)) for key in keys]
    return [_text(value)]


def _text(value: Any) -> str:
    """One cell: lists joined by semicolons, what has parts by its parts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    if isinstance(value, dict):
        if {"first", "last", "section"} <= set(value):
            return f"{value['first']}-{value['last']}" if value["first"] != value["last"] else str(value["first"])
        if {"role", "name"} <= set(value):
            return f"{value['role']}: {value['id'] or value['name']}"
        if {"measure", "value", "unit"} <= set(value):
            return f"{value['measure']}: {value['value']} {value['unit']}"
        if {"prefers", "values"} <= set(value):  # a conflict: what each side says, the followed one first
            return " / ".join(dict.fromkeys(f"{said['value']} ({said['document']})" for said in value["values"]))
        if "id" in value:
            return str(value["id"])
        return " ".join(_text(item) for item in value.values() if item not in (None, [], ""))
    return str(value)


def _harmless(cell: str) -> str:
    """Text that begins like a formula is not run by who opens the file; a number may be negative."""
    number = cell.lstrip("+-").replace(".", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not number else cell
