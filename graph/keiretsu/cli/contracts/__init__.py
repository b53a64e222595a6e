"""Answers as the JSON contracts of DESIGN: `forms` says what they are, the rest makes them."""

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
from keiretsu.cli.contracts.profile import profile_
from keiretsu.cli.contracts.stakes import group_, group_rows, history_, history_rows

__all__ = [
    "claim_",
    "conflicts_",
    "customers_",
    "discrepancies_",
    "document_",
    "event_",
    "figures_",
    "found_",
    "group_",
    "group_rows",
    "history_",
    "history_rows",
    "identifiers_",
    "names_",
    "product_",
    "profile_",
    "relations_",
    "roles_",
]
