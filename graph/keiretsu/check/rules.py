"""Rules that neither the dossier's models nor the shapes can hold: each a function that yields problems."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from keiretsu.check.events import (
    launches_follow_their_providers,
    mergers_end_what_they_absorb,
    participants_exist,
    plans_are_not_told_as_done,
    tellings_agree,
)
from keiretsu.check.figures import (
    changes_follow_from_values,
    dollars_follow_the_rate,
    margins_are_what_they_are_of,
    misprints_are_on_record,
    printings_agree,
    quarters_make_years,
    shares_of_a_whole_are_so,
    totals_add_up,
)
from keiretsu.claims import HoldingClaim
from keiretsu.direct import LoopError, columns, refuse_closed_loops
from keiretsu.errors import Problem
from keiretsu.model import Period, StakeKey, StandingKey
from keiretsu.network import network_of
from keiretsu.shares import canonical
from keiretsu.states import change_days, state_at
from keiretsu.timeline import derive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from keiretsu.lookup import Source

__all__ = ["CHECKS", "run"]


def shares_within_the_whole(source: Source) -> Iterator[Problem]:
    """S3: known direct holders of one company exceed 100 on no day."""
    companies: dict[tuple[str, str], list[list[Period]]] = defaultdict(list)
    for key, periods in source.periods().items():
        if isinstance(key, StakeKey):
            companies[key.company, key.right].append(periods)
    for (company, _), stakes in sorted(companies.items()):
        for day in change_days(stakes):
            answers = [state_at(periods, day) for periods in stakes]
            total = sum((a.share.min for a in answers if a.share is not None and a.there is not False), Decimal(0))
            if total > 100:
                claims = sorted({claim for answer in answers for claim in answer.claims})
                message = f"on {day} the known holders of {company} have {canonical(total)} %"
                yield Problem("", 0, message, f"see 'keiretsu why' for {', '.join(claims)}", "S3")
                break


def loops_leave_something(source: Source) -> Iterator[Problem]:
    """S4: companies hold all of one another on no day, or their effective shares have no value."""
    stakes: dict[StakeKey | StandingKey, list[Period]] = {
        key: periods for key, periods in source.periods().items() if isinstance(key, StakeKey)
    }
    told: set[str] = set()
    for day in change_days(stakes.values()):
        held = columns(network_of(source, stakes, day), unchanged=True)
        try:
            refuse_closed_loops(held, held)
        except LoopError as error:
            if str(error) not in told:
                told.add(str(error))
                yield Problem("", 0, f"on {day} {error}", "'keiretsu routes A A' shows the loop of A", "S4")


def what_is_held_has_owners(source: Source) -> Iterator[Problem]:
    """A person or a product has no owners, and only one who can own holds a company."""
    for name, claim in source.all_claims("HoldingClaim").items():
        if not isinstance(claim, HoldingClaim):
            continue
        for entity, may in (
            (claim.company, "company organization"),
            (claim.holder, "company organization person public-body"),
        ):
            kind = source.entities[entity].kind
            if kind not in may.split():
                message = f"claim {name}: {entity} is a {kind}, so it cannot be in a holding's place"
                yield Problem("", 0, message, "is it another entity, or of another kind?", "holding")


def labels_are_names(source: Source) -> Iterator[Problem]:
    """C4, C6: what an entity is called is a name that some document prints, unless it is unnamed."""
    names: dict[str, set[str]] = defaultdict(set)
    for _, claim in source.name_claims():
        names[claim.entity].add(claim.name)
    for entity in source.entities.values():
        if entity.named and entity.name not in names[entity.id]:
            hint = "claim the name where a document prints it, or say named: false"
            yield Problem("", 0, f"no document calls {entity.id} {entity.name!r}", hint, "C4")


def inferences_have_reasons(source: Source) -> Iterator[Problem]:
    """C1: a reading says why it is read so."""
    for name, claim in source.all_claims().items():
        if claim.basis == "inferred" and not claim.note:
            yield Problem("", 0, f"claim {name} is inferred and gives no reason", "add a note", "C1")


def entities_are_told_of(source: Source) -> Iterator[Problem]:
    """An entity of which no claim speaks is a slip of the pen."""
    told = source.mentioned() | {getattr(claim, "subject", "") for claim in source.all_claims("FigureClaim").values()}
    for name in source.entities:
        if name not in told:
            yield Problem("", 0, f"no claim speaks of the entity {name}", "remove it, or misspelt?", "unused")


def periods_follow_from_claims(source: Source) -> Iterator[Problem]:
    """What is computed is what the claims give; a dataset that was edited says something else."""
    claims = source.all_claims()
    for name, claim in claims.items():
        if claim.id != name:
            yield Problem("", 0, f"claim {name} was changed", "its name is a hash of what it said", "computed")
    timeline = derive(claims.values(), source.documents.values())
    wanted = {period.id for period in timeline.periods if period.known_until is None}
    found = {period.id for periods in source.periods().values() for period in periods}
    if wanted != found:
        count = len(wanted ^ found)
        yield Problem("", 0, f"{count} periods do not follow from the claims", "build the dataset again", "computed")


CHECKS: Final[tuple[Callable[[Source], Iterator[Problem]], ...]] = (
    shares_within_the_whole,
    loops_leave_something,
    what_is_held_has_owners,
    labels_are_names,
    inferences_have_reasons,
    entities_are_told_of,
    periods_follow_from_claims,
    participants_exist,
    launches_follow_their_providers,
    mergers_end_what_they_absorb,
    plans_are_not_told_as_done,
    tellings_agree,
    printings_agree,
    totals_add_up,
    quarters_make_years,
    changes_follow_from_values,
    margins_are_what_they_are_of,
    shares_of_a_whole_are_so,
    dollars_follow_the_rate,
    misprints_are_on_record,
)


def run(source: Source) -> list[Problem]:
    """All problems that the rules find."""
    return sorted({problem for check in CHECKS for problem in check(source)})
