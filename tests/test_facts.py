"""What the page tells beyond stakes: it agrees with the commands' sources, and nothing is known before its time."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from keiretsu import catalogue, reasoning
from keiretsu.dataset import open_source
from keiretsu.happenings import happenings
from keiretsu.lookup import EVER, Source
from keiretsu.network import network_of
from keiretsu.owners import cap_table
from keiretsu.page import reckoned
from keiretsu.page.data import Story, gather
from keiretsu.page.embed import embed
from keiretsu.page.facts import tell
from keiretsu.page.parts import parts
from keiretsu.page.pool import Pool
from keiretsu.statements import offered
from keiretsu.units import UNITS


@pytest.fixture(scope="module")
def story(source: Source) -> Story:
    last = source.last_publication()
    assert last is not None
    return gather(source, source.root, last, EVER)


@pytest.fixture(scope="module")
def data(story: Story) -> dict[str, Any]:
    """All that is embedded but the chart."""
    return embed(story, sorted({pair for day in story.days for pair in day.links}))


@pytest.fixture(scope="module")
def facts(data: dict[str, Any]) -> Any:
    return data["facts"]


def test_each_world_tells_the_events_that_are_known_in_it(story: Story, data: dict[str, Any], facts: Any) -> None:
    for world, told in zip(story.worlds, facts["worlds"], strict=True):
        expected = {
            name: happening
            for name, happening in happenings(story.source, world.known).items()
            if any(happening.involves(entity) for entity in story.entities)
        }
        events = {event["id"]: event for event in (facts["events"][place] for place in told["events"])}
        assert list(events) == list(expected)
        for name, event in events.items():
            assert event["stage"] == expected[name].stage
            assert [data["claims"][place]["id"] for place in event["claims"]] == list(expected[name].claims)
            assert len(event["parts"]) == len(expected[name].participants)
            assert len(event.get("amounts", ())) == len(expected[name].amounts)
            assert len(event.get("conflicts", ())) == len(expected[name].conflicts)


def test_the_deal_with_att_is_not_known_before_it_is_told(story: Story, facts: Any) -> None:
    ids = [[facts["events"][place]["id"] for place in told["events"]] for told in facts["worlds"]]
    known = [world.known >= date(2010, 7, 7) for world in story.worlds]
    assert ["att-outsourcing-acquisition" in found for found in ids] == known


def test_nothing_rests_on_a_document_that_is_not_known(story: Story, data: dict[str, Any], facts: Any) -> None:
    documents = story.source.documents
    for world, told in zip(story.worlds, facts["worlds"], strict=True):
        places = {place for number in told["events"] for place in facts["events"][number]["claims"]}
        for pool, pairs in (("offers", told["offers"]), ("told", told["told"])):
            for thing, stretches in pairs:
                places |= set(facts[pool][thing].get("claims", ()))
                places |= {place for stretch in facts["stretches"][stretches] for place in stretch[-1]}
        cited = {data["claims"][place]["document"] for place in places}
        assert cited
        assert all(documents[name].known_from <= world.known for name in cited)


def test_every_claim_and_entity_that_is_named_is_embedded(data: dict[str, Any], facts: Any) -> None:
    ids = [claim["id"] for claim in data["claims"]]
    assert len(ids) == len(set(ids))
    parties = [part for event in facts["events"] for part in event["parts"]]
    named = {part[1] for part in parties if part[1]} | {name for part in parties for name in (part[4:] or [[]])[0]}
    named |= {fact[end] for fact in facts["told"] for end in ("who", "of")}
    named |= {offer["id"] for offer in facts["offers"]} | set(facts["nodes"])
    named |= {name for offer in facts["offers"] for name in offer.get("part_of", ())}
    assert named <= set(data["entities"])


def test_products_customers_and_posts_are_those_of_the_catalogue(story: Story, facts: Any) -> None:
    source, drawn = story.source, set(story.entities)
    for world, told in zip(story.worlds, facts["worlds"], strict=True):
        offers = catalogue.offers(source, world.known)
        assert [facts["offers"][place]["id"] for place, _ in told["offers"]] == [
            name for name, offer in offers.items() if any(offer.concerns(entity) for entity in drawn)
        ]
        said = {(claim.customer, claim.supplier) for _, claim in catalogue.customers(source, "", world.known)}
        found = [facts["told"][place] for place, _ in told["told"]]
        assert {(f["who"], f["of"]) for f in found if f["kind"] == "customer"} == {
            pair for pair in said if not drawn.isdisjoint(pair)
        }
        posts = {
            (claim.person, claim.organization, claim.post) for _, claim in catalogue.roles(source, "", world.known)
        }
        assert {(f["who"], f["of"], f["words"][0]) for f in found if f["kind"] == "post"} == {
            post for post in posts if not drawn.isdisjoint(post)
        }


def test_names_and_misprints_stand_with_their_documents(story: Story, data: dict[str, Any], facts: Any) -> None:
    said = [claim for _, claim in story.source.name_claims() if claim.entity in story.entities]
    told = [(entity, name, kind) for entity, found in facts["names"].items() for name, kind, _ in found]
    assert set(told) == {(claim.entity, claim.name, claim.kind) for claim in said}
    assert sum(len(cited) for found in facts["names"].values() for _, _, cited in found) == len(said)
    recorded = dict(catalogue.discrepancies(story.source))
    assert facts["discrepancies"]
    for about, found in facts["discrepancies"].items():
        for place, known in found:
            claim = recorded[data["claims"][place]["id"]]
            assert about == (claim.entity or claim.about_event)
            cited = (claim.document, *(other.document for other in claim.against))
            assert known == max(story.source.documents[name].known_from for name in cited).isoformat()


# --- figures ---------------------------------------------------------------------------------------------------------


def test_every_figure_is_told_as_it_is_printed(story: Story, facts: Any) -> None:
    figures = facts["figures"]
    expected = {
        (c.subject, c.measure, c.segment, c.consolidation, c.aspect, c.document, c.period.written, str(c.value), c.unit,
         c.kind, c.against.written if c.against else "", c.bound, c.note, c.printed[0], c.basis)
        for _, c in catalogue.figures(story.source) if c.subject in story.entities
    }  # fmt: skip
    found = set()
    for subject, series in figures["series"].items():
        for measure, segment, consolidation, base, aspect, rows in series:
            for row in rows:
                period, document, _, lines, unit, printed, value, kind, against, bound, note, inferred = (
                    *row,
                    *[""] * (12 - len(row)),
                )
                text = value or printed.replace(",", "")
                name = figures["unitNames"][unit]
                assert UNITS[name][1] == base
                assert lines
                found.add(
                    (subject, measure, segment, consolidation, aspect, figures["documents"][document],
                     figures["periods"][period][0], str(Decimal(text)), name, kind or "actual",
                     "" if against == "" else figures["periods"][against][0], bound,
                     "" if note == "" else figures["notes"][note], printed, "inferred" if inferred else "stated")
                )  # fmt: skip
    assert found == expected


def test_figures_that_differ_are_told_in_the_worlds_that_know_both(story: Story, facts: Any) -> None:
    conflicts = [c for c in story.source.conflicts() if c.kind == "figure"]
    disputed = facts["figures"]["disputed"]
    assert {found["why"] for found in disputed} == {conflict.why for conflict in conflicts}
    for found in disputed:
        documents = {
            facts["figures"]["documents"][facts["figures"]["series"][entity][series][-1][row][1]]
            for entity, series, row in found["values"]
        }
        known = max(story.source.documents[name].known_from for name in documents)
        assert found["worlds"] == [n for n, world in enumerate(story.worlds) if world.known >= known]


# --- effective shares and control ------------------------------------------------------------------------------------


def reckoning(facts: Any, kind: str, company: str, holder: str, day: str, world: int) -> dict[int, str]:
    """What is told of a holder in a company on a day: the bounds at 0, and at 1 what is so if nothing has changed."""
    told = facts["reckoned"]
    return {
        last: what
        for what, last, _, first, until, since, gone in told[kind][company].get(holder, ())
        if since <= world
        and (gone is None or world < gone)
        and (told["days"][first] or "") <= day
        and (told["days"][until] is None or day < told["days"][until])
    }


def test_what_is_written_of_reckoned_shares_is_what_is_reckoned(source: Source) -> None:
    assert set(source.findings()) == set(reasoning.findings(source))


def test_without_written_ones_they_are_reckoned(story: Story, facts: Any) -> None:
    bare = open_source()
    assert bare.findings() == []
    ids = Pool()
    told = reckoned.reckoned(gather(bare, story.root, story.at, EVER), ids)
    for kind in ("effective", "undisclosed", "control"):
        for company, holders in told[kind].items():
            counts = {holder: len(rows) for holder, rows in holders.items()}
            assert counts == {holder: len(rows) for holder, rows in facts["reckoned"][kind][company].items()}


@pytest.mark.parametrize("day", [date(2008, 7, 10), date(2010, 3, 31), date(2013, 12, 31)])
def test_effective_shares_and_control_are_those_of_the_cap_table(story: Story, facts: Any, day: date) -> None:
    graph = network_of(story.source, story.worlds[-1].periods, day)
    last = len(story.worlds) - 1
    for company in ("trust-networks", "gdx-japan", "iij"):
        table = cap_table(graph, company)
        for owner in table.owners:
            found = reckoning(facts, "effective", company, owner.id, day.isoformat(), last)
            told = owner.effective
            assert (0 in found) == (told is not None and bool(told.max or told.min_open))
            if told is not None and told.is_exact and 0 in found:
                assert Decimal(found[0].rstrip(" %")) == round(told.min, 4)
            verdict = reckoning(facts, "control", company, owner.id, day.isoformat(), last)
            assert set(verdict.values()) - {"no"} == {owner.control.verdict} - {"no"}


def test_ntt_in_trust_networks_is_as_the_readme_says(story: Story, facts: Any) -> None:
    last = len(story.worlds) - 1
    found = reckoning(facts, "effective", "trust-networks", "ntt", "2010-03-31", last)
    assert found[0] == "16.513–17.9585 %"
    assert reckoning(facts, "control", "trust-networks", "iij", "2010-03-31", last) == {0: "yes"}


@pytest.mark.parametrize(
    ("limit", "most", "why"),
    [("MOST", 3, "there are more than 3 stakes"), ("MOST_IN_A_LOOP", 0, "more than 0 companies hold one another")],
)
def test_what_would_take_too_long_is_not_reckoned_and_the_page_says_so(
    story: Story, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, why: str
) -> None:
    monkeypatch.setattr(reasoning, limit, most)
    told = reckoned.reckoned(story, Pool())
    assert list(told) == ["skipped"]
    assert why in told["skipped"]


# --- products and customers in the drawing ---------------------------------------------------------------------------


def test_each_product_and_customer_has_one_place_beside_a_group_company(story: Story, facts: Any) -> None:
    chosen = parts(story)
    members = [name for part in chosen for name in part.members]
    assert len(members) == len(set(members)) == len(facts["nodes"])
    assert set(members).isdisjoint(story.entities)
    inside = {story.root, *(name for day in story.days for name in day.members)}
    assert {part.owner for part in chosen} <= inside
    offers = catalogue.offers(story.source)
    for part in chosen:
        for name in part.members:
            assert facts["nodes"][name] == {"owner": part.owner, "kind": part.kind}
            if part.kind == "products":
                assert part.owner in offers[name].providers
                assert offers[name].part_of == ()


def test_a_product_is_there_on_the_days_on_which_it_is_offered(story: Story, facts: Any) -> None:
    for number, world in enumerate(story.worlds):
        spans = {name: facts["spans"][place] for name, place in facts["worlds"][number]["there"].items()}
        for day in (date(2007, 8, 13), date(2009, 6, 30), date(2013, 12, 31)):
            answers = offered(story.source, day, world.known)
            for name, node in facts["nodes"].items():
                if node["kind"] != "products":
                    continue
                state = next(
                    (
                        state
                        for first, until, state in spans.get(name, ())
                        if (first or "") <= day.isoformat() and (until is None or day.isoformat() < until)
                    ),
                    "",
                )
                drawn = answers[name].state if name in answers else ""
                assert state == ("" if drawn in ("unknown", "ended", "not-yet") else drawn)


def test_a_small_dossier_tells_its_few_facts(folder: Path) -> None:
    """A company without products and figures, and an event of which no day is told.

    == entities.yaml
    dossier: {id: test, title: Test, base: "https://example.org/t/", root: p}
    entities:
      - {id: p, name: P, kind: company}
      - {id: q, name: Q, kind: company}
    == a.yaml
    document:
      {id: a, title: A, kind: report, publisher: p, published: 2010-04-30, file: a.txt,
       sha256: "0000000000000000000000000000000000000000000000000000000000000000", lines: 9}
    sections:
      - {line: 1, title: One}
    holdings:
      - {holder: p, company: q, share: 60, as-of: 2010-03, lines: 2}
    events:
      - {event: sale, kind: acquisition, title: Sale of Q, stage: planned, parties: {acquirer: p, target: q}, lines: 3}
    """
    source = open_source(str(folder), figures=True)
    data = embed(gather(source, "p", date(2010, 4, 30), EVER), [("p", "q")])
    facts = data["facts"]
    assert facts["figures"]["series"] == {}
    assert facts["nodes"] == {}
    (event,) = facts["events"]
    assert (event["stage"], event["date"], event["since"]) == ("planned", None, "2010-04-30")
    assert event["when"] == ["2010-04-29", None]
    assert reckoning(facts, "effective", "q", "p", "2010-03-15", 0) == {0: "60 %"}
    assert reckoning(facts, "effective", "q", "p", "2010-04-30", 0)[1] == "60 %"


def test_the_data_stay_small(data: dict[str, Any], facts: Any) -> None:
    def size(value: Any) -> int:
        return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    assert size(facts["figures"]) < 350_000
    assert size(facts) < 650_000
    assert size(data) < 1_400_000


def test_two_tellings_are_the_same(story: Story) -> None:
    assert tell(story, Pool()) == tell(story, Pool())
