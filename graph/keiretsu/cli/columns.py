"""How the rows of answers are shown to people: the columns of their tables, and paragraphs for what is wide."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from keiretsu.cli.output import print_answer, print_table, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from keiretsu.cli.contracts import forms

__all__ = [
    "CUSTOMER_COLUMNS",
    "DOCUMENT_COLUMNS",
    "EVENT_COLUMNS",
    "FIGURE_COLUMNS",
    "FOUND_COLUMNS",
    "IDENTIFIER_COLUMNS",
    "NAME_COLUMNS",
    "PRODUCT_COLUMNS",
    "RELATION_COLUMNS",
    "ROLE_COLUMNS",
    "event_paragraph",
    "figure_value",
    "lines",
    "mark",
    "on_day",
    "series_table",
    "show_rows",
]

Columns = dict[str, "Callable[[Any], object]"]


def show_rows(command: str, rows: Sequence[Any], columns: Columns, json_: bool, csv_: bool, nothing: str) -> None:
    """Rows of an answer as JSON, as CSV with all their fields, or as a table of some."""
    if json_ or csv_:
        print_answer(command, rows, rows, json_=json_, csv_=csv_)
    elif rows:
        print_table(list(columns), [[cell(row) for cell in columns.values()] for row in rows])
    else:
        say(nothing)


def on_day(columns: Columns, at: date | None) -> Columns:
    """The columns, and where a day is asked about what is known of each row on it."""
    return columns if at is None else {**columns, "STATE": lambda row: row.get("state", "")}


def lines(places: Sequence[forms.Lines]) -> str:
    """Lines, short: 67, 63-66."""
    return ", ".join(str(p["first"]) if p["first"] == p["last"] else f"{p['first']}-{p['last']}" for p in places)


def _named(found: Sequence[forms.Entity]) -> str:
    return ", ".join(entity["name"] for entity in found)


def _when(row: Any) -> str:
    """When a statement says that it is so."""
    planned = "planned " if row["mode"] == "planned" else ""
    if row["as_of"]:
        return f"{planned}{row['as_of']}"
    began, ended = f"from {row['from']}" if row["from"] else "", f"until {row['until']}" if row["until"] else ""
    return planned + " ".join(part for part in (began, ended) if part)


def event_paragraph(row: forms.Event) -> None:
    """An event with its parties, amounts and claims."""
    place = f", {', '.join(row['locations'])}" if row["locations"] else ""
    say(f"{_marked_date(row)}  {row['stage']}: {row['title']}{place} ({row['id']})")
    for part in row["participants"]:
        count = f", {part['count']}" if "count" in part else ""
        perhaps = f"; perhaps {', '.join(part['candidates'])}" if "candidates" in part else ""
        say(f"    {part['role']}: {part['name']}{count}{perhaps}")
    for amount in row["amounts"]:
        other = "".join(mark([d]) for d in row.get("disputes", ()) if _is_of(d, amount))
        say(f"    {amount['measure']}: {amount['value']} {amount['unit']}{other}")
    if row["because_of"]:
        say(f"    because of: {', '.join(row['because_of'])}")
    say(f"    claims: {' '.join(claim[:8] for claim in row['claims'])}")
    disputing = [*row["conflicts"], *(claim for d in row.get("disputes", ()) for claim in d["claims"])]
    if disputing:
        say(f"    in dispute: {' '.join(claim[:8] for claim in disputing)} ('keiretsu conflicts {row['id']}')")


def mark(found: Sequence[forms.Conflict], claim: str = "") -> str:
    """The mark of what documents differ about, and what else is said than by a claim, or by the followed ones (C2)."""
    others: dict[str, None] = {}
    for conflict in found:
        values = {said["claim"]: said["value"] for said in conflict["values"]}
        own = values.get(claim or conflict["prefers"], "")
        others |= {value: None for value in values.values() if value != own}
    return (f" * ({'; '.join(others)})" if others else " *") if found else ""


def _is_of(conflict: forms.Conflict, amount: forms.Amount) -> bool:
    """Whether a conflict is about an amount that is followed in it."""
    value = f"{amount['value']} {amount['unit']}"
    return conflict["kind"] == "amount" and any(value == said["value"] for said in conflict["values"])


def _date(row: forms.Event) -> str:
    return row["date"] or (f"by {row['when']['by']}" if row["when"]["by"] else "undated")


def _marked_date(row: forms.Event) -> str:
    """A date with its star, and the other dates where tellings of what is done share no day."""
    days = [conflict for conflict in row.get("disputes", ()) if conflict["kind"] == "date"]
    star = " *" if row["conflicts"] or row.get("disputes") else ""
    return _date(row) + (mark(days) or star)


EVENT_COLUMNS: Columns = {
    "DATE": lambda r: _marked_date(r),
    "STAGE": lambda r: r["stage"],
    "KIND": lambda r: r["kind"],
    "WHAT": lambda r: r["title"],
    "ID": lambda r: r["id"],
    "CLAIMS": lambda r: len(r["claims"]),
}

PRODUCT_COLUMNS: Columns = {
    "PRODUCT": lambda r: r["name"],
    "PROVIDER": lambda r: _named(r["providers"]),
    "PART OF": lambda r: _named(r["part_of"]),
    "LAUNCH": lambda r: ", ".join(
        (launch["date"] or f"by {launch['when']['by']}") + (" *" if launch.get("disputed") else "")
        if launch["stage"] == "completed"
        else launch["stage"]
        for launch in r["launches"]
    ),
    "CATEGORY": lambda r: "; ".join(r["categories"]),
    "ID": lambda r: r["id"],
    "CLAIMS": lambda r: len(r["claims"]),
}

CUSTOMER_COLUMNS: Columns = {
    "CUSTOMER": lambda r: r["customer"]["name"],
    "OF": lambda r: r["supplier"]["name"],
    "KIND": lambda r: r["kind"],
    "AS OF": lambda r: _when(r),
    "PRODUCT": lambda r: _named(r["products"]),
    "FOR": lambda r: r["purpose"],
    "DOCUMENT": lambda r: r["document"],
    "LINES": lambda r: lines(r["lines"]),
}

RELATION_COLUMNS: Columns = {
    "WHO": lambda r: r["object"]["name"],
    "IS": lambda r: r["relation"],
    "OF": lambda r: r["subject"]["name"],
    "AS OF": lambda r: _when(r),
    "PRODUCT": lambda r: _named(r["products"]),
    "FOR": lambda r: r["purpose"],
    "DOCUMENT": lambda r: r["document"],
    "LINES": lambda r: lines(r["lines"]),
}

ROLE_COLUMNS: Columns = {
    "PERSON": lambda r: r["person"]["name"],
    "POST": lambda r: r["post"],
    "OF": lambda r: r["organization"]["name"],
    "AS OF": lambda r: _when(r),
    "DOCUMENT": lambda r: r["document"],
    "LINES": lambda r: lines(r["lines"]),
}

NAME_COLUMNS: Columns = {
    "ID": lambda r: r["entity"]["id"],
    "NAME": lambda r: r["name"] + mark(r.get("disputes", ()), r["claim"]),
    "KIND": lambda r: r["kind"],
    "DOCUMENT": lambda r: r["document"],
    "LINES": lambda r: lines(r["lines"]),
    "BASIS": lambda r: r["basis"],
}

IDENTIFIER_COLUMNS: Columns = {
    "WHO": lambda r: r["entity"]["name"],
    "SCHEME": lambda r: r["scheme"],
    "IDENTIFIER": lambda r: r["identifier"],
    "DOCUMENT": lambda r: r["document"],
    "LINES": lambda r: lines(r["lines"]),
}

DOCUMENT_COLUMNS: Columns = {
    "ID": lambda r: r["id"],
    "PUBLISHED": lambda r: r["published"],
    "KNOWN FROM": lambda r: r["known_from"],
    "CLAIMS": lambda r: r["claims"],
    "KIND": lambda r: r["kind"],
    "TITLE": lambda r: r["title"],
}

FOUND_COLUMNS: Columns = {
    "KIND": lambda r: r["kind"],
    "NAME": lambda r: r["name"],
    "ID": lambda r: r["id"],
    "FOUND AS": lambda r: r["matched"] if r["matched"] not in (r["name"], r["id"]) else "",
}

FIGURE_COLUMNS: Columns = {
    "OF": lambda r: r["subject"]["name"],
    "MEASURE": lambda r: r["measure"] + (f" ({r['segment']})" if r["segment"] else ""),
    "PERIOD": lambda r: r["period"],
    "VALUE": lambda r: figure_value(r, others=True),
    "UNIT": lambda r: r["unit"],
    "ASPECT": lambda r: r["aspect"] + (f" against {r['against']}" if r["against"] else ""),
    "KIND": lambda r: r["kind"],
    "DOCUMENT": lambda r: r["document"],
    "LINE": lambda r: r["line"],
    "CLAIM": lambda r: r["id"][:8],
}


def figure_value(row: forms.Figure, *, others: bool = False) -> str:
    """A value with what qualifies it: `about 200,000`, and a star where its line is disputed.

    With `others`, what else is printed of the same stands in brackets.
    """
    number = f"{Decimal(row['value']):,f}"
    bound = f"{row['bound'].replace('-', ' ')} " if row["bound"] else ""
    star = " *" if row["conflicts"] or row.get("disputes") else ""
    return f"{bound}{number}{(mark(row.get('disputes', ()), row['id']) if others else '') or star}"


def series_table(rows: Sequence[forms.Figure]) -> None:
    """Values lined up by period, a column a document; where printings differ beyond their rounding, the row says so."""
    from keiretsu.units import rounded_from

    published = {row["document"]: row["published"] for row in rows}
    documents = sorted(published, key=lambda document: (published[document], document))
    lined: dict[tuple[str, ...], dict[str, list[forms.Figure]]] = {}
    for row in rows:
        key = (
            row["measure"],
            row["segment"] or "",
            row["subject"]["name"],
            row["period"],
            row["kind"],
            row["base_unit"],
        )
        lined.setdefault(key, {}).setdefault(row["document"], []).append(row)
    table = []
    subjects = {subject for _, _, subject, *_ in lined}
    for (measure, segment, subject, period, kind, unit), told in sorted(lined.items()):
        cells = [
            "; ".join(dict.fromkeys(f"{figure_value(row)} {row['unit']}" for row in told.get(document, ())))
            for document in documents
        ]
        told_by = [documents for documents in told.values() if documents]
        ranges = [
            rounded_from(Decimal(row["value"]), row["printed"], row["unit"])
            for found in told_by
            for row in found
            if not row["bound"]
        ]
        apart = bool(ranges) and max(low for low, _ in ranges) > min(high for _, high in ranges)
        remark = "differs" if apart else "agrees" if len(told_by) > 1 else ""
        name = f"{measure} ({segment})" if segment else measure
        whose = (subject,) if len(subjects) > 1 else ()
        table.append((name, *whose, period, kind, unit, *cells, remark))
    whose = ("OF",) if len(subjects) > 1 else ()
    print_table(("MEASURE", *whose, "PERIOD", "KIND", "IN", *documents, "ACROSS"), table)
