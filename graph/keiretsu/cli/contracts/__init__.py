"""Answers as the JSON contracts of DESIGN: `forms` says what they are, the rest makes them."""

from keiretsu.cli.contracts.changes import diff_, diff_rows
from keiretsu.cli.contracts.chronicle import chronicle_
from keiretsu.cli.contracts.claims import claim_
from keiretsu.cli.contracts.disagreements import conflicts_, discrepancies_
from keiretsu.cli.contracts.lists import (
    customers_,
    document_,
    event_,
    figures_,
    found_,
    identifiers_,
    names_,
    product_,
    relations_,
    roles_,
)
from keiretsu.cli.contracts.owners import controls_, effective_, owners_, owners_rows, routes_, routes_rows
from keiretsu.cli.contracts.profile import profile_
from keiretsu.cli.contracts.stakes import group_, group_rows, history_, history_rows

__all__ = [
    "chronicle_",
    "claim_",
    "conflicts_",
    "controls_",
    "customers_",
    "diff_",
    "diff_rows",
    "discrepancies_",
    "document_",
    "effective_",
    "event_",
    "figures_",
    "found_",
    "group_",
    "group_rows",
    "history_",
    "history_rows",
    "identifiers_",
    "names_",
    "owners_",
    "owners_rows",
    "product_",
    "profile_",
    "relations_",
    "roles_",
    "routes_",
    "routes_rows",
]
