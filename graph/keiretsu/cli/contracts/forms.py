"""The JSON answers as types: what a program that reads them may rely on.

The JSON Schemas in `data/answers/` are generated from these, and mypy holds the functions that make the answers to
them. Shares are decimal strings in percent, days ISO dates; evidence is dated as written.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypeAlias

from typing_extensions import TypedDict  # pydantic makes schemas of these alone before Python 3.12

__all__ = ["ANSWERS", "FLAT", "Cited"]


class Entity(TypedDict):
    """Somebody or something of the dossier."""

    id: str
    name: str


class Window(TypedDict):
    """A stretch of days (after, by]; null where it is open."""

    after: str | None
    by: str | None


class Share(TypedDict):
    """A percentage, exact where both bounds are equal; `open` names the bounds that it does not reach."""

    min: str
    max: str
    open: NotRequired[list[str]]


class Evidence(TypedDict):
    """The dates of the first and the last evidence, as written."""

    first: str
    last: str


class Said(TypedDict):
    """What one claim of a conflict says: `73.3 %`, `2009-11`, `491 JPY million`."""

    claim: str
    document: str
    value: str


class Conflict(TypedDict):
    """Claims that cannot all be so, which of them the answer follows, and by which step of the policy.

    `kind` is what they conflict about: `stake`, `standing`, `date`, `amount`, `figure` or `name`. `values` has what
    each says, the followed one first; `recorded` are claims by which a reader recorded the same.
    """

    id: str
    kind: str
    claims: list[str]
    why: str
    prefers: str
    policy: str
    values: list[Said]
    recorded: list[str]


_Period = TypedDict(
    "_Period",
    {
        "share": Share | None,
        "from": Window,
        "until": Window | None,
        "state": str,
        "stage": NotRequired[str],
        "since": NotRequired[str | None],
        "jointly_with": NotRequired[list[Entity]],
        "evidence": Evidence,
        "basis": str,
        "claims": list[str],
        "conflicts": NotRequired[list[Conflict]],
    },
)


class StakePeriod(_Period):
    """A stretch of a stake with one share."""


class StandingPeriod(_Period):
    """A stretch of a standing."""

    value: str


class StateOnDay(TypedDict):
    """What is known of a stake on the day that is asked about."""

    share: Share | None
    state: str
    observed: NotRequired[str]
    jointly_with: NotRequired[list[Entity]]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class HistoryRow(_Period):
    """A history, flat: one row for each period of a stake."""

    company: Entity
    holder: Entity
    right: str


class Stake(TypedDict):
    """One holder's stake in the company."""

    holder: Entity
    right: str
    answer: NotRequired[StateOnDay]
    periods: list[StakePeriod]
    conflicts: list[Conflict]


class Standing(TypedDict):
    """How one parent classes the company."""

    parent: Entity
    periods: list[StandingPeriod]
    conflicts: NotRequired[list[Conflict]]


class History(TypedDict):
    """`keiretsu history`; `prefer` is there where conflicts are not decided by the written policy."""

    company: Entity
    at: str | None
    known: str | None
    prefer: NotRequired[str]
    stakes: list[Stake]
    standings: list[Standing]


class StandingOnDay(TypedDict):
    """A standing on a day."""

    value: str
    state: str
    conflicts: NotRequired[list[Conflict]]


class Parent(TypedDict):
    """Who holds a member, and how much on the day."""

    id: str
    share: Share | None
    state: str
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Member(Entity):
    """A company of the group on a day; `effective` is the root's look-through share (S4).

    `if_unchanged` is what it would be if shares that are only last known had not changed since, where that differs.
    """

    standing: StandingOnDay | None
    parents: list[Parent]
    effective: Share | None
    if_unchanged: NotRequired[Share | None]
    claims: list[str]


class Group(TypedDict):
    """`keiretsu group`; `prefer` is there where conflicts are not decided by the written policy."""

    root: Entity
    at: str | None
    known: str | None
    prefer: NotRequired[str]
    members: list[Member]


class GroupRow(TypedDict):
    """A group, flat: one row for each member and parent."""

    id: str
    name: str
    standing: str | None
    standing_state: str | None
    parent: str | None
    share: Share | None
    state: str | None
    effective: Share | None
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Participant(TypedDict):
    """A part in an event; who is not named has no id."""

    role: str
    id: str | None
    name: str
    count: NotRequired[int]
    candidates: NotRequired[list[str]]


class Amount(TypedDict):
    """A measured value, as printed."""

    measure: str
    value: str
    unit: str


class Event(TypedDict):
    """A happening, put together from all that is told of it.

    `conflicts` are claims that record where the tellings disagree, `disputes` what is computed about its date and
    amounts: those of the followed telling are given, the others stand in `values`.
    """

    id: str
    kind: str
    title: str
    date: str | None
    when: Window
    stage: str
    basis: str
    participants: list[Participant]
    amounts: list[Amount]
    locations: list[str]
    because_of: list[str]
    documents: list[str]
    claims: list[str]
    conflicts: list[str]
    disputes: NotRequired[list[Conflict]]


class Launch(TypedDict):
    """When a product was launched, or is to be; `disputed` where documents cannot both be right about the day."""

    event: str
    date: str | None
    when: Window
    stage: str
    disputed: NotRequired[bool]


class Product(Entity):
    """A product, put together from all that is told of it; `state` on the day that is asked about, as of a standing."""

    names: list[str]
    categories: list[str]
    providers: list[Entity]
    partners: list[Entity]
    technologies: list[str]
    part_of: list[Entity]
    replaces: list[Entity]
    replaced_by: list[Entity]
    renamed_from: list[str]
    purposes: list[str]
    planned: bool
    launches: list[Launch]
    claims: list[str]
    state: NotRequired[str]


class Lines(TypedDict):
    """Lines of a document, 1-based and inclusive."""

    first: int
    last: int
    section: str


Cited = TypedDict(
    "Cited",
    {
        "as_of": str | None,
        "from": str | None,
        "until": str | None,
        "dated": str | None,
        "mode": str,
        "basis": str,
        "note": str | None,
        "document": str,
        "published": str,
        "lines": list[Lines],
        "claim": str,
        "state": NotRequired[str],  # on the day that is asked about
    },
)


class Customer(Cited):
    """Who is a customer of whom, in one document's words."""

    customer: Entity
    supplier: Entity
    kind: str
    products: list[Entity]
    category: str | None
    purpose: str | None


class Relation(Cited):
    """`object` is a `relation` of `subject`, in one document's words."""

    subject: Entity
    relation: str
    object: Entity
    products: list[Entity]
    purpose: str | None


class Role(Cited):
    """A person's post, in one document's words."""

    person: Entity
    organization: Entity
    post: str


class Identifier(TypedDict):
    """By what an entity is known."""

    entity: Entity
    scheme: str
    identifier: str
    document: str
    lines: list[Lines]
    claim: str
    state: NotRequired[str]


class Name(TypedDict):
    """What a document calls an entity (C4); `disputes` where another full name is given on the same day."""

    entity: Entity
    name: str
    kind: str
    document: str
    published: str
    lines: list[Lines]
    basis: str
    note: str | None
    claim: str
    state: NotRequired[str]
    disputes: NotRequired[list[Conflict]]


class Document(TypedDict):
    """A document, and how many claims it makes."""

    id: str
    title: str
    kind: str
    publisher: str
    published: str
    known_from: str | None
    file: str
    sha256: str
    claims: int


class Printing(TypedDict):
    """What stands where."""

    document: str
    lines: list[Lines]
    printed: list[str]


class Disagreement(TypedDict):
    """Where documents, or two pages of one, cannot both be right, or one misprints something.

    `kind` is `stake`, `standing`, `date`, `amount`, `figure` or `name` where it is computed from claims, which say
    `values`, and follows `prefers` by `policy`; it is `misprint` or `contradiction` where a reader recorded it. What is
    both has the recording claims in `recorded`, and there the ids of the conflicts in `computed`.
    """

    kind: str
    about: Entity | None
    holder: Entity | None
    what: str
    why: str
    read: str | None
    places: list[Printing]
    claims: list[str]
    prefers: str | None
    policy: str | None
    id: NotRequired[str]
    values: NotRequired[list[Said]]
    recorded: NotRequired[list[str]]
    computed: NotRequired[list[str]]


class Profile(TypedDict):
    """`keiretsu show`: what is known of one entity."""

    entity: Entity
    kind: str
    named: bool
    note: str | None
    at: str | None
    known: str | None
    prefer: NotRequired[str]
    names: list[Name]
    identifiers: list[Identifier]
    standings: list[Standing]
    owners: list[Stake]
    holdings: list[Holding]
    events: list[Event]
    products: list[Product]
    customers: list[Customer]
    relations: list[Relation]
    people: list[Role]
    conflicts: list[Disagreement]
    documents: list[Document]


class Holding(TypedDict):
    """What the entity holds of one company."""

    company: Entity
    right: str
    answer: NotRequired[StateOnDay]
    periods: list[StakePeriod]


class Figure(TypedDict):
    """A printed number: `value` as read, in `unit`; `normalised` is the same in `base_unit`, so that figures compare.

    `conflicts` are the claims that record a misprint or a contradiction on its line, `disputes` what is computed: where
    the same is printed otherwise, with the other values.
    """

    id: str
    subject: Entity
    measure: str
    segment: str | None
    period: str
    aspect: str
    against: str | None
    kind: str
    consolidation: str | None
    value: str
    bound: str | None
    unit: str
    normalised: str
    base_unit: str
    printed: str
    line: int
    basis: str
    note: str | None
    document: str
    published: str
    lines: list[Lines]
    conflicts: list[str]
    disputes: NotRequired[list[Conflict]]


class Party(Participant):
    """Who has a part in an entry of a timeline: in an event, or as a holder, a company, a customer."""


class TimelineEntry(TypedDict):
    """Something dated: it happened, was seen or was planned on one day of `when`.

    `certain` says that the window is one day and no plan; `open` that the day asked about lies in the window before its
    end. `date` is as a document writes it, null where the window is computed. `before` and `after` are the shares of a
    stake; `detail` is its right, an event's kind, or the words of a post, a relation, a name. `since` is the day on
    which a plan was published, `absent_from` the claims of listings that leave the company out. `conflicts` record
    where tellings of the event disagree.
    """

    when: Window
    date: str | None
    certain: bool
    open: NotRequired[bool]
    kind: str
    step: str
    says: str
    parties: list[Party]
    detail: str | None
    event: str | None
    before: Share | None
    after: Share | None
    standing_before: str | None
    standing_after: str | None
    since: str | None
    absent_from: list[str]
    basis: str
    documents: list[str]
    claims: list[str]
    conflicts: list[str]


class Chronicle(TypedDict):
    """`keiretsu timeline`."""

    entity: Entity
    at: str | None
    known: str | None
    entries: list[TimelineEntry]


class Found(TypedDict):
    """Something that a search found, and by which of its names."""

    kind: str
    id: str
    name: str
    matched: str


class CitedLine(TypedDict):
    """A line of a document."""

    line: int
    text: str


class DocumentHead(TypedDict):
    """Which document makes a claim."""

    id: str
    title: str
    published: str


class Claim(TypedDict):
    """`keiretsu why`: what a claim says, in a sentence and field by field, and where."""

    id: str
    type: str
    sentence: str
    says: dict[str, Any]
    basis: str
    note: str | None
    printed: list[str]
    document: DocumentHead
    places: list[Lines]
    lines: NotRequired[list[CitedLine]]


class Reason(TypedDict):
    """A node of `keiretsu why`: what is so, and the reasons that it rests on, down to claims with their places.

    `id` names a claim, a period, a conflict or a finding, where it is one; only claims have a document and lines.
    """

    says: str
    id: str | None
    basis: str | None
    document: DocumentHead | None
    places: list[Lines]
    lines: NotRequired[list[CitedLine]]
    rests_on: list[Reason]


class Fault(TypedDict):
    """A fault in a dossier, with its place and how to mend it."""

    file: str
    line: int
    message: str
    hint: str


class Interest(TypedDict):
    """A computed percentage; `max` is null where loops leave no bound, and under *total* it may pass 100."""

    min: str
    max: str | None
    open: NotRequired[list[str]]


class Verdict(TypedDict):
    """Whether `holder` controls `company` on the day: yes, no, possible or joint (S5).

    `through` are those of its group that hold the votes; `last_known` says that it rests on a share of an earlier day.
    """

    holder: Entity
    company: Entity
    verdict: str
    through: list[str]
    last_known: bool
    claims: list[str]


class Owner(Entity):
    """Who has a part in the company; `direct` is null where it is undisclosed, 0 where it is held through others.

    `effective` is the look-through share, null for the company itself; `if_unchanged` what it would be if shares that
    are only last known had not changed since, where that differs. `ultimate`: nobody is known above.
    """

    direct: Share | None
    state: str | None
    jointly_with: NotRequired[list[Entity]]
    effective: Interest | None
    if_unchanged: NotRequired[Interest | None]
    ultimate: bool
    controls: str
    last_known: bool
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Undisclosed(TypedDict):
    """What nobody is named for."""

    direct: Share
    effective: Interest
    if_unchanged: NotRequired[Interest]


class Owners(TypedDict):
    """`keiretsu owners`: the direct shares and what is undisclosed are 100, and so are the ultimate owners' effective.

    `controlled_by` are those who control the company and whom nobody else controls.
    """

    company: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    right: str
    owners: list[Owner]
    undisclosed: Undisclosed
    controlled_by: list[Verdict]


class OwnerRow(Owner):
    """An owner, flat."""

    company: Entity


class Reached(Entity):
    """What the holder has in one company; `if_unchanged` where what is only last known makes a difference."""

    share: Interest
    if_unchanged: NotRequired[Interest]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Effective(TypedDict):
    """`keiretsu effective`: a holder's shares in every company that it reaches, by a definition of S4."""

    holder: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    definition: str
    right: str
    companies: list[Reached]


class Tenure(TypedDict):
    """A stretch of days with one verdict; `last_known_from` is the first day from which it rests on earlier shares.

    `moved_by` are the claims behind the change that began it.
    """

    verdict: str
    since: Window
    until: Window | None
    last_known_from: str | None
    claims: list[str]
    moved_by: list[str]


class Controlling(Verdict):
    """A verdict of the day, and all stretches in which the holder controls the company or may."""

    ultimate: bool
    spans: list[Tenure]
    conflicts: NotRequired[list[Conflict]]


class Standings(TypedDict):
    """A stated standing that does not fit the computed control."""

    parent: Entity
    company: Entity
    standing: str
    why: str
    claims: list[str]


class Controls(TypedDict):
    """`keiretsu control`: who controls the entity, and what it controls."""

    entity: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    controlled_by: list[Controlling]
    controls: list[Controlling]
    disagreements: list[Standings]


class Step(TypedDict):
    """One stake of a chain."""

    holder: Entity
    company: Entity
    share: Interest
    undisclosed: bool
    last_known: bool
    jointly_with: list[Entity]
    claims: list[str]


class Route(TypedDict):
    """A chain of stakes; `product` is what comes down it alone."""

    steps: list[Step]
    product: Interest
    if_unchanged: NotRequired[Interest]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Routes(TypedDict):
    """`keiretsu routes`; `more` says that only the first ones are listed."""

    holder: Entity
    company: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    right: str
    effective: Interest | None
    routes: list[Route]
    more: bool


class StepRow(Step):
    """A route, flat: one row for each stake, with the number of its route and the product of that."""

    route: int
    product: Interest


class Membership(TypedDict):
    """A company under a holder: there, perhaps or planned, with what is said of its share and its standing."""

    presence: str
    share: Share | None
    standing: str | None


class EventStage(TypedDict):
    """How far an event has come, its date as written, and its amounts as printed."""

    stage: str
    date: str | None
    amounts: list[str]


class Change(TypedDict):
    """One change; `before` and `after` are what its kind is about, null where it is not there or nothing is said.

    A share for `share`; a membership for `joined`, `left` and `plan`; a word for `standing`; names for `name`; a stage
    for events; `there`, `perhaps` or `planned` for the rest. `reasons` are what it may come of: the events by title, a
    complete listing that no longer has the company.
    """

    kind: str
    entity: Entity
    holder: Entity | None
    right: str | None
    before: Share | Membership | EventStage | list[str] | str | None
    after: Share | Membership | EventStage | list[str] | str | None
    when: Window
    events: list[str]
    reasons: list[str]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


_Diff = TypedDict(
    "_Diff",
    {"clock": str, "from": str, "to": str, "at": str | None, "known": str | None, "prefer": NotRequired[str]},
)


class Diff(_Diff):
    """`keiretsu diff`; `clock` says which: `at`, the world from one day to another, or `known`, what is known of `at`.

    `corrections` are records that were corrected, apart from changes (T10).
    """

    changes: list[Change]
    corrections: list[Change]


class ChangeRow(Change):
    """A change, flat."""

    correction: bool


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
