"""Answers about stakes and standings: a history, a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.cli.contracts.parts import day, entities, entity, share, window
from keiretsu.cli.words import state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Period, StakeKey, StandingKey
    from keiretsu.network import Member
    from keiretsu.profile import Held, Stakes
    from keiretsu.shares import Share
    from keiretsu.states import Answer

__all__ = ["conflict_", "group_", "group_rows", "history_", "history_rows", "stake_", "standings_"]


def _jointly(source: Source, names: Sequence[str]) -> dict[str, Any]:
    return {"jointly_with": entities(source, names)} if names else {}


def _period(source: Source, period: Period) -> Any:
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
    }


def _answer(source: Source, answer: Answer) -> Any:
    return {
        "share": share(answer.share),
        "state": state(answer),
        **({"observed": answer.written} if answer.written else {}),
        **_jointly(source, answer.jointly_with),
        "claims": list(answer.claims),
    }


def conflict_(conflict: Conflict) -> forms.Conflict:
    """A conflict, and which claim is followed."""
    return {
        "claims": list(conflict.claims),
        "why": conflict.why,
        "prefers": conflict.prefers,
        "policy": conflict.policy,
    }


def stake_(source: Source, right: str, periods: Sequence[Period], answer: Answer | None) -> dict[str, Any]:
    """A stake's periods, and what is known of it on the day that is asked about."""
    return {
        "right": right,
        **({"answer": _answer(source, answer)} if answer is not None else {}),
        "periods": [_period(source, period) for period in periods],
    }


def standings_(source: Source, standings: Mapping[StandingKey, Sequence[Period]]) -> list[forms.Standing]:
    """How each parent classes a company."""
    rows: list[Any] = [
        {
            "parent": entity(source, key.parent),
            "periods": [{"value": period.standing, **_period(source, period)} for period in periods],
        }
        for key, periods in standings.items()
    ]
    return rows


def history_(source: Source, company: str, at: date | None, known: date, found: Stakes) -> forms.History:
    """`keiretsu history`: every stake in a company and its standings; with a day, what is known of each on it."""
    return {
        "company": entity(source, company),
        "at": day(at),
        "known": day(known),
        "stakes": owners_(source, found.stakes),
        "standings": standings_(source, found.standings),
    }


def owners_(source: Source, stakes: Mapping[StakeKey, Held]) -> list[forms.Stake]:
    """Every holder's stake in a company."""
    rows: list[Any] = [
        {
            "holder": entity(source, key.holder),
            **stake_(source, key.right, held.periods, held.answer),
            "conflicts": [conflict_(conflict) for conflict in held.conflicts],
        }
        for key, held in stakes.items()
    ]
    return rows


def group_(
    source: Source,
    root: str,
    at: date,
    known: date,
    members: Sequence[Member],
    effective: Mapping[str, Share],
    unchanged: Mapping[str, Share],
) -> forms.Group:
    """`keiretsu group`; `if_unchanged` where shares are only last known: what would be so had nothing changed."""
    rows: list[Any] = [
        {
            **entity(source, member.id),
            "standing": {"value": member.standing.standing, "state": state(member.standing)}
            if member.standing
            else None,
            "parents": [
                {
                    "id": parent.id,
                    "share": share(parent.answer.share),
                    "state": state(parent.answer),
                    "claims": list(parent.answer.claims),
                }
                for parent in member.parents
            ],
            "effective": share(effective.get(member.id)),
            **(
                {"if_unchanged": share(unchanged.get(member.id))}
                if unchanged.get(member.id) != effective.get(member.id)
                else {}
            ),
            "claims": list(member.claims),
        }
        for member in members
    ]
    return {"root": entity(source, root), "at": day(at), "known": day(known), "members": rows}


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
