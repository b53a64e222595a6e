"""Answers about stakes and standings: a history, a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.cli.contracts.parts import (
    conflict_,
    conflicting,
    day,
    entities,
    entity,
    if_unchanged,
    interest,
    preference,
    share,
    window,
)
from keiretsu.cli.words import state
from keiretsu.disputes import of_stake, of_standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.disputes import Dispute
    from keiretsu.library import Group
    from keiretsu.lookup import Source
    from keiretsu.model import Period, StakeKey
    from keiretsu.profile import Stakes
    from keiretsu.states import Answer

__all__ = ["group_", "group_rows", "history_", "history_rows", "stake_", "standings_"]


def _jointly(source: Source, names: Sequence[str]) -> dict[str, Any]:
    return {"jointly_with": entities(source, names)} if names else {}


def _period(source: Source, period: Period, disputed: Sequence[Dispute]) -> Any:
    planned = {"stage": "planned", "since": day(period.since)} if period.state == "planned" else {}
    return {
        "share": share(period.share),
        "from": window(period.began),
        "until": window(period.ended) if period.ended is not None else None,
        "state": period.state,
        **planned,
        **_jointly(source, period.jointly_with),
        "evidence": {"first": period.first_evidence, "last": period.last_evidence},
        "basis": period.basis,
        "claims": list(period.claims),
        **conflicting(disputed),
    }


def _answer(source: Source, answer: Answer, disputed: Sequence[Dispute]) -> Any:
    return {
        "share": share(answer.share),
        "state": state(answer),
        **({"observed": answer.written} if answer.written else {}),
        **_jointly(source, answer.jointly_with),
        "claims": list(answer.claims),
        **conflicting(disputed),
    }


def stake_(source: Source, key: StakeKey, found: Stakes, at: date | None) -> dict[str, Any]:
    """A stake's periods, and what is known of it on the day that is asked about."""
    held = found.stakes[key]
    answer = held.answer
    told = {}
    if answer is not None and at is not None:
        disputed = [d for d in found.disputes if d.bears_on_day(key, answer, at)]
        told = {"answer": _answer(source, answer, disputed)}
    return {
        "right": key.right,
        **told,
        "periods": [_period(source, period, found.disputed(period)) for period in held.periods],
    }


def standings_(source: Source, found: Stakes) -> list[forms.Standing]:
    """How each parent classes a company."""
    rows: list[Any] = [
        {
            "parent": entity(source, key.parent),
            "periods": [{"value": p.standing, **_period(source, p, found.disputed(p))} for p in periods],
            **conflicting([dispute for dispute in found.disputes if dispute.conflict.key == key]),
        }
        for key, periods in found.standings.items()
    ]
    return rows


def history_(source: Source, company: str, at: date | None, known: date, found: Stakes) -> forms.History:
    """`keiretsu history`: every stake in a company and its standings; with a day, what is known of each on it."""
    told: Any = {
        "company": entity(source, company),
        "at": day(at),
        "known": day(known),
        **preference(source),
        "stakes": owners_(source, found, at),
        "standings": standings_(source, found),
    }
    history: forms.History = told
    return history


def owners_(source: Source, found: Stakes, at: date | None) -> list[forms.Stake]:
    """Every holder's stake in a company."""
    rows: list[Any] = [
        {
            "holder": entity(source, key.holder),
            **stake_(source, key, found, at),
            "conflicts": [conflict_(dispute) for dispute in found.disputes if dispute.conflict.key == key],
        }
        for key in found.stakes
    ]
    return rows


def group_(source: Source, found: Group, disputed: Sequence[Dispute] = ()) -> forms.Group:
    """`keiretsu group`; `if_unchanged` where shares are only last known: what would be so had nothing changed."""
    at = found.at
    rows: list[Any] = [
        {
            **entity(source, member.id),
            "standing": {
                "value": member.standing.standing,
                "state": state(member.standing),
                **conflicting(of_standing(disputed, member.id, member.standing, at)),
            }
            if member.standing
            else None,
            "parents": [
                {
                    "id": parent.id,
                    "share": share(parent.answer.share),
                    "state": state(parent.answer),
                    "claims": list(parent.answer.claims),
                    **conflicting(of_stake(disputed, parent.key(member.id), parent.answer, at)),
                }
                for parent in member.parents
            ],
            "effective": interest(found.effective.get(member.id)),
            **if_unchanged(found.effective.get(member.id), found.if_unchanged.get(member.id)),
            "claims": list(member.claims),
        }
        for member in found.members
    ]
    told: Any = {
        "root": entity(source, found.root.id),
        "at": day(at),
        "known": day(found.known),
        **preference(source),
        "members": rows,
    }
    group: forms.Group = told
    return group


def history_rows(told: forms.History) -> list[Any]:
    """A history as flat rows: one for each period of a stake."""
    head = {"company": told["company"]}
    return [
        {**head, "holder": stake["holder"], "right": stake["right"], **period}
        for stake in told["stakes"]
        for period in stake["periods"]
    ]


def group_rows(told: forms.Group) -> list[Any]:
    """A group as flat rows: one for each member and parent, or for a member whose parents are not said."""
    rows: list[Any] = []
    for member in told["members"]:
        standing = member["standing"]
        head = {
            "id": member["id"],
            "name": member["name"],
            "standing": standing["value"] if standing else None,
            "standing_state": standing["state"] if standing else None,
            "effective": member["effective"],
        }
        alone = {"parent": None, "share": None, "state": None, "claims": member["claims"]}
        rows += [{**parent, "parent": parent["id"], **head} for parent in member["parents"]] or [{**alone, **head}]
    return rows
