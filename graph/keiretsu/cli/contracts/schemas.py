"""JSON Schemas of the answers, generated from their types."""

from __future__ import annotations

from typing import Any, Final

from keiretsu.changes import KINDS as CHANGES
from keiretsu.cli.contracts.forms import ANSWERS
from keiretsu.entries import KINDS, STEPS
from keiretsu.vocab import CONCEPTS

__all__ = ["answer_schema"]

_DAY: Final = {"format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DATE: Final = {"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"}
_DECIMAL: Final = {"pattern": r"^-?\d+(\.\d+)?$"}
_ID: Final = {"pattern": "^[0-9a-f]{16}$"}


def _words(scheme: str) -> dict[str, Any]:
    return {"enum": list(CONCEPTS[scheme])}


_STAGE: Final = {"enum": [*CONCEPTS["stage"], "planned, unconfirmed"]}
_STATE: Final = {"enum": [*CONCEPTS["state"], "planned, unconfirmed"]}
_VERDICT: Final = {"enum": ["yes", "no", "possible", "joint"]}
# What a text is more than a text, by the type that it stands in and its key.
_MORE: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "": {
        "at": _DAY, "known": _DAY, "known_from": _DAY, "after": _DAY, "by": _DAY, "since": _DAY,
        "date": _DATE, "published": _DATE, "as_of": _DATE, "from": _DATE, "until": _DATE, "observed": _DATE,
        "basis": _words("basis"), "mode": _words("mode"), "dated": _words("dated"), "right": _words("right"),
        "state": _STATE, "stage": _STAGE, "claim": _ID, "policy": _words("policy"), "role": _words("role"),
        "scheme": _words("identifier"), "relation": _words("relation"),
    },
    "Share": {"min": _DECIMAL, "max": _DECIMAL, "open": {"enum": ["min", "max"]}},
    "Interest": {"min": _DECIMAL, "max": _DECIMAL, "open": {"enum": ["min"]}},
    "Owner": {"controls": _VERDICT},
    "Effective": {"definition": _words("definition")},
    "Verdict": {"verdict": _VERDICT},
    "Controlling": {"verdict": _VERDICT},
    "Tenure": {"verdict": _VERDICT, "last_known_from": _DAY},
    "Standings": {"standing": _words("standing")},
    "Change": {"before": {}, "after": {}, "kind": {"enum": list(CHANGES)}},
    "Membership": {"presence": {"enum": ["there", "perhaps", "planned"]}, "standing": _words("standing")},
    "Amount": {"value": _DECIMAL},
    "Figure": {
        "kind": _words("figure"), "aspect": _words("aspect"), "bound": _words("bound"), "period": _DATE,
        "against": _DATE, "value": _DECIMAL, "normalised": _DECIMAL, "consolidation": _words("consolidation"),
    },
    "Event": {"kind": _words("kind")},
    "Customer": {"kind": _words("customer")},
    "Name": {"kind": _words("name")},
    "StandingPeriod": {"value": _words("standing")},
    "StandingOnDay": {"value": _words("standing")},
    "TimelineEntry": {
        "kind": {"enum": list(KINDS)}, "step": {"enum": [*STEPS, "planned, unconfirmed"]},
        "standing_before": _words("standing"), "standing_after": _words("standing"),
    },
    "Party": {"role": {"enum": [*CONCEPTS["role"], "company", "joint-holder", "object", "organization", "parent"]}},
    "Conflict": {"id": _ID, "kind": _words("conflict"), "claims": _ID, "prefers": _ID, "recorded": _ID},
    "Disagreement": {"kind": {"enum": [*CONCEPTS["conflict"], *CONCEPTS["discrepancy"]]}, "id": _ID, "computed": _ID},
    "Document": {"sha256": {"pattern": "^[0-9a-f]{64}$"}},
}  # fmt: skip


def answer_schema(command: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a command prints with `--json`; unknown keys are not allowed."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(ANSWERS[command]).json_schema()
    for name, form in {**schema.get("$defs", {}), "": schema}.items():
        title = name or str(schema.get("title", ""))
        if form.get("type") == "object" and "properties" in form:
            form["additionalProperties"] = False
            for key, field in form["properties"].items():
                field.pop("title", None)
                more = _MORE.get(title, {}).get(key, _MORE[""].get(key))
                for text in _texts(field):
                    text.update(more or {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"keiretsu {command} --json",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _texts(field: dict[str, Any]) -> list[dict[str, Any]]:
    """The places in a field's schema where a text stands."""
    if field.get("type") == "string":
        return [field]
    inner = [*field.get("anyOf", ()), *([field["items"]] if "items" in field else [])]
    return [text for part in inner for text in _texts(part)]
