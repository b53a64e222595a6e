"""Why: every computed result can be walked down to claims, documents and lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from keiretsu.cli import main
from keiretsu.lookup import Source


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(args), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def nodes(reason: Any) -> Iterator[Any]:
    yield reason
    for inner in reason["rests_on"]:
        yield from nodes(inner)


def walk(*args: str) -> list[Any]:
    return list(nodes(json.loads(run("why", *args, "--json"))))


def test_a_part_is_explained_by_routes_stakes_claims_and_places() -> None:
    found = walk("ntt", "Trust Networks", "--at", "2010-03-31")
    assert found[0]["says"].endswith("16.513–17.9585 % looked through")
    claims = {node["id"]: node for node in found if node["document"]}
    assert {node["document"]["id"] for node in claims.values()} == {"nomura-2008", "results-3q2008", "new-york-2010"}
    assert any(place["first"] == 546 for node in claims.values() for place in node["places"])
    assert any(node["says"] == "control: no" for node in found)


def test_every_leaf_is_a_claim_with_a_place_or_its_note() -> None:
    for args in (["ntt", "gdx-japan", "--at", "2010-04-30"], ["iij", "--at", "2013-09-30"], ["stratosphere"]):
        (root, *_) = walk(*args)

        def grounded(node: Any) -> bool:
            return bool(node["places"]) or (bool(node["rests_on"]) and all(map(grounded, node["rests_on"])))

        assert grounded(root)


def test_what_is_last_known_is_explained_both_ways() -> None:
    (root, *_) = walk("ntt", "iij")
    assert "0–100 %" in root["says"]
    assert "21.6 % if nothing changed since" in root["says"]


def test_results_that_a_query_names_are_explained(source: Source) -> None:
    (period, *_) = (p for stretch in source.periods(company="trust-networks").values() for p in stretch)
    conflict = source.conflicts()[0]
    for name, says in ((period.id, "Trust Networks Inc."), (conflict.id, "the answer follows")):
        found = walk(name)
        assert says in found[0]["says"]
        assert found[0]["id"] == name
        assert all(node["places"] for node in found[0]["rests_on"])
    iri = source.names.iri("period", period.id)
    assert walk(f"<{iri}>") == walk(period.id)


def test_events_and_who_is_held_by_nobody() -> None:
    assert walk("gdx-japan-establishment")[0]["says"].startswith("Establishment of GDX Japan")
    assert "no known document says who holds" in run("why", "a-bone")
    assert "what" in run("why", "gdx-network").splitlines()[0]
    assert "no known chain of stakes" in run("why", "gdx-japan", "ntt")


@pytest.mark.sources
def test_lines_stand_under_their_claims(sources: Path) -> None:
    text = run("why", "iij", "trust-networks", "--at", "2010-04-30", "--sources", str(sources))
    assert "Ownership: 73.3% (as of Apr. 2010)" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["zzzz"], "no claim, event or result 'zzzz'"),
        (["trst netwrks"], "did you mean"),
        (["ntt", "zzzz"], "no entity"),
        (["0"], "give more of it"),
        (["ntt", "iij", "--at", "2010"], "is not a day"),
    ],
)
def test_what_cannot_be_explained(args: list[str], message: str) -> None:
    assert message in run("why", *args, code=2)
