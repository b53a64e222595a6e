"""The answer about everything dated of one entity, each entry with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from keiretsu.cli import words
from keiretsu.cli.contracts.lists import participant_
from keiretsu.cli.contracts.parts import day, entity, share, window
from keiretsu.happenings import Happening
from keiretsu.model import StakeKey, StandingKey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.entries import Entry
    from keiretsu.lookup import Source
    from keiretsu.model import Period
    from keiretsu.statements import Fact

__all__ = ["chronicle_"]

_VERBS: Final = {"began": "becomes", "ended": "is no longer", "planned": "is to be"}


def chronicle_(
    source: Source,
    name: str,
    entries: Sequence[Entry],
    disputes: Mapping[str, Sequence[str]],
    at: date | None,
    known: date,
) -> forms.Chronicle:
    """`keiretsu timeline`; a plan is unconfirmed when its day has passed on the day asked about (T9).

    Without one that day is the last publication that is known.
    """
    today = at or source.last_publication(known)
    return {
        "entity": entity(source, name),
        "at": day(at),
        "known": day(known),
        "entries": [_entry(source, entry, disputes, at, today) for entry in entries],
    }


def _entry(
    source: Source, entry: Entry, disputes: Mapping[str, Sequence[str]], at: date | None, today: date | None
) -> Any:
    what = entry.what
    event = what.event.id if isinstance(what, Happening) else None
    late = today is not None and entry.unconfirmed(today)
    before, after = entry.before, entry.after
    standing = isinstance(what, StandingKey)
    return {
        "when": window(entry.when),
        "date": entry.written.written if entry.written else None,
        "certain": entry.certain,
        **({"open": entry.open_on(at)} if at is not None else {}),
        "kind": entry.kind,
        "step": f"{entry.step}, unconfirmed" if late else entry.step,
        "says": _says(source, entry),
        "parties": _parties(source, entry),
        "detail": _detail(entry),
        "event": event,
        "before": share(before.share) if before else None,
        "after": share(after.share) if after else None,
        "standing_before": before.standing if standing and before else None,
        "standing_after": after.standing if standing and after else None,
        "since": day(entry.since),
        "absent_from": list(entry.absent_from),
        "basis": entry.basis,
        "documents": list(entry.documents),
        "claims": list(entry.claims),
        "conflicts": list(disputes.get(event or "", ())),
    }


def _roles(entry: Entry) -> list[tuple[str, str]]:
    """Who is what in a stake, a standing or a fact, by id."""
    what = entry.what
    period = entry.after or entry.before
    if isinstance(what, StakeKey):
        joint = period.jointly_with if period else ()
        return [("holder", what.holder), *(("joint-holder", one) for one in joint), ("company", what.company)]
    if isinstance(what, StandingKey):
        return [("parent", what.parent), ("company", what.company)]
    if isinstance(what, Happening):
        return []
    ends = {
        "customer": ("customer", "supplier"),
        "relation": ("object", "subject"),
        "post": ("person", "organization"),
        "product": ("product", ""),
    }
    who, of = ends.get(what.kind, ("subject", ""))
    return [(who, what.who), *([(of, what.of)] if of else []), *(("product", one) for one in what.products)]


def _parties(source: Source, entry: Entry) -> list[Any]:
    if isinstance(entry.what, Happening):
        return [participant_(source, part) for part in entry.what.participants]
    return [{"role": role, **entity(source, one)} for role, one in _roles(entry)]


def _detail(entry: Entry) -> str | None:
    """The right of a stake, the kind of an event, the words of a fact."""
    what = entry.what
    if isinstance(what, StakeKey):
        return what.right
    if isinstance(what, Happening):
        return what.event.kind
    return None if isinstance(what, StandingKey) else " ".join(what.words) or None


# --- in words --------------------------------------------------------------------------------------------------------


def _says(source: Source, entry: Entry) -> str:
    """What an entry tells, in a sentence without its date."""
    what = entry.what
    if isinstance(what, Happening):
        told = what.event.title
    elif isinstance(what, StakeKey):
        told = _stake(source, entry, what)
    elif isinstance(what, StandingKey):
        told = _standing(source, entry, what)
    else:
        told = _fact(source, entry, what)
    if entry.step == "last-seen":
        told += "; nothing later is said"
    if entry.absent_from:
        told += "; absent from a list of all of them"
    if entry.step == "planned" and entry.since is not None:
        told += f"; a plan published on {entry.since}"
    return f"{told} (inferred)" if entry.basis == "inferred" else told


def _share(period: Period | None, right: str) -> str:
    value = period.share if period is not None else None
    said = words.share(value) if value is not None else "a share that is not said"
    return f"{said} of the {right}" if right != "unspecified" else said


def _stake(source: Source, entry: Entry, key: StakeKey) -> str:
    period = entry.after or entry.before
    joint = [source.entities[other].name for other in period.jointly_with] if period else []
    holder = source.entities[key.holder].name + (f" jointly with {' and '.join(joint)}" if joint else "")
    company = source.entities[key.company].name
    before, after = _share(entry.before, key.right), _share(entry.after, key.right)
    if entry.step == "changed":
        return f"{holder} goes from {before} to {after} of {company}"
    if entry.step == "ended":
        return f"{holder} no longer holds {company}, {before} before"
    if entry.step == "specified":
        first = "for the first time" if entry.before is None or entry.before.share is None else f"more than {before}"
        return f"{holder} holds {after} of {company}, said {first}"
    verb = {"began": "comes to hold", "planned": "is to hold"}.get(entry.step, "holds")
    return f"{holder} {verb} {after} of {company}"


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def _standing(source: Source, entry: Entry, key: StandingKey) -> str:
    company, parent = source.entities[key.company].name, source.entities[key.parent].name
    before = words.standing(entry.before.standing) if entry.before else ""
    after = words.standing(entry.after.standing) if entry.after else before
    if entry.step == "changed":
        return f"{company} goes from {before} to {after} of {parent}"
    if entry.step == "specified":
        return f"{company} is {_a(after)} of {parent}, said more closely than {before}"
    verb = _VERBS.get(entry.step, "is")
    return f"{company} {verb} {_a(after)} of {parent}"


def _fact(source: Source, entry: Entry, fact: Fact) -> str:
    who = source.entities[fact.who].name
    verb = _VERBS.get(entry.step, "is")
    if fact.kind == "name":
        kind, name = fact.words
        return f"{who} is first called {name}" + ("" if kind == "full" else f" ({kind})")
    if fact.kind == "identifier":
        return f"{who} has the {fact.words[0]} {fact.words[1]}"
    if fact.kind == "product":
        return f"{who} {verb} offered" if entry.step != "began" else f"{who} begins to be offered"
    of = source.entities[fact.of].name
    products = ", ".join(source.entities[product].name for product in fact.products)
    word = fact.words[0] if fact.kind == "post" else _a(fact.words[0].replace("-", " "))
    noun = f"{word} customer" if fact.kind == "customer" else word
    return f"{who} {verb} {noun} of {of}" + (f", for {products}" if products else "")
