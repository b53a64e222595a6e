"""The JSON answers as types: what a program that reads them may rely on.

The JSON Schemas in `data/answers/` are generated from these, and mypy holds the functions that make the answers to
them. Shares are decimal strings in percent, days ISO dates; evidence is dated as written.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from keiretsu.cli.contracts.forms.changes import (
    Change,
    ChangeRow,
    Chronicle,
    Diff,
    EventStage,
    Membership,
    Party,
    TimelineEntry,
)
from keiretsu.cli.contracts.forms.claims import Claim, Fault, Reason
from keiretsu.cli.contracts.forms.lists import (
    Cited,
    Customer,
    Disagreement,
    Document,
    Event,
    Figure,
    Found,
    Identifier,
    Launch,
    Name,
    Printing,
    Product,
    Relation,
    Role,
)
from keiretsu.cli.contracts.forms.owners import (
    Controlling,
    Controls,
    Effective,
    Owner,
    OwnerRow,
    Owners,
    Reached,
    Route,
    Routes,
    Standings,
    Step,
    StepRow,
    Tenure,
    Undisclosed,
    Verdict,
)
from keiretsu.cli.contracts.forms.parts import (
    Amount,
    CitedLine,
    Conflict,
    DocumentHead,
    Entity,
    Evidence,
    Interest,
    Lines,
    Participant,
    Said,
    Share,
    Window,
)
from keiretsu.cli.contracts.forms.profile import Profile
from keiretsu.cli.contracts.forms.stakes import (
    Group,
    GroupRow,
    History,
    HistoryRow,
    Holding,
    Member,
    Parent,
    Stake,
    StakePeriod,
    Standing,
    StandingOnDay,
    StandingPeriod,
    StateOnDay,
)

__all__ = [
    "ANSWERS",
    "FLAT",
    "Amount",
    "Change",
    "ChangeRow",
    "Chronicle",
    "Cited",
    "CitedLine",
    "Claim",
    "Conflict",
    "Controlling",
    "Controls",
    "Customer",
    "Diff",
    "Disagreement",
    "Document",
    "DocumentHead",
    "Effective",
    "Entity",
    "Event",
    "EventStage",
    "Evidence",
    "Fault",
    "Figure",
    "Found",
    "Group",
    "GroupRow",
    "History",
    "HistoryRow",
    "Holding",
    "Identifier",
    "Interest",
    "Launch",
    "Lines",
    "Member",
    "Membership",
    "Name",
    "Owner",
    "OwnerRow",
    "Owners",
    "Parent",
    "Participant",
    "Party",
    "Printing",
    "Product",
    "Profile",
    "Reached",
    "Reason",
    "Relation",
    "Role",
    "Route",
    "Routes",
    "Said",
    "Share",
    "Stake",
    "StakePeriod",
    "Standing",
    "StandingOnDay",
    "StandingPeriod",
    "Standings",
    "StateOnDay",
    "Step",
    "StepRow",
    "Tenure",
    "TimelineEntry",
    "Undisclosed",
    "Verdict",
    "Window",
]

Answer: TypeAlias = Any  # a TypedDict, or a list of one
ANSWERS: dict[str, Answer] = {
    "history": History,
    "group": Group,
    "owners": Owners,
    "effective": Effective,
    "control": Controls,
    "routes": Routes,
    "diff": Diff,
    "timeline": Chronicle,
    "show": Profile,
    "search": list[Found],
    "events": list[Event],
    "products": list[Product],
    "customers": list[Customer],
    "relations": list[Relation],
    "people": list[Role],
    "names": list[Name],
    "identifiers": list[Identifier],
    "figures": list[Figure],
    "documents": list[Document],
    "conflicts": list[Disagreement],
    "why": Claim | Reason,
    "check": list[Fault],
}
"""The answer of each command that takes `--json`, except `query`: its JSON is that of SPARQL 1.1 results."""

_ROWS: dict[str, Answer] = {
    "history": HistoryRow,
    "group": GroupRow,
    "owners": OwnerRow,
    "effective": Reached,
    "control": Controlling,
    "routes": StepRow,
    "diff": ChangeRow,
    "timeline": TimelineEntry,
}
FLAT: dict[str, Answer] = {
    name: _ROWS.get(name) or answer.__args__[0]
    for name, answer in ANSWERS.items()
    if name in _ROWS or (hasattr(answer, "__args__") and name not in ("check", "why"))
}
"""What one row of CSV is, for each command that takes `--csv`, except `query`."""
