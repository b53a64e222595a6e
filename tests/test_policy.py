"""The policy is a table that anybody can go through again (C2), as written and as chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keiretsu.clashes import Said, said
from keiretsu.model import Conflict, Dossier, StakeKey, StandingKey
from keiretsu.policy import ORDERS, STEPS, UNDECIDED, Candidate, candidate, decide, steps
from keiretsu.timeline import derive
from keiretsu.vocab import CONCEPTS
from strategies import document, dossiers

EARLY, LATE = document("early", "2010-01-31"), document("late", "2010-06-30")


def weighed(conflict: Conflict, dossier: Dossier) -> list[Candidate]:
    """The claims of a conflict as the policy sees them, from the dossier alone."""
    documents = {one.id: one for one in dossier.documents}
    claims = [claim for claim in dossier.claims if claim.id in conflict.claims]
    if isinstance(conflict.key, StakeKey | StandingKey):
        return [candidate(claim.id, claim, documents[claim.document]) for claim in claims]
    told = [said(conflict.key, claim.id, claim, documents[claim.document]) for claim in claims]
    return [one.candidate for one in told if isinstance(one, Said)]


def test_every_step_has_its_word() -> None:
    assert {*STEPS, "preferred-document", UNDECIDED} == set(CONCEPTS["policy"])
    assert {name for order in ORDERS.values() for name in order} == set(STEPS)
    assert [name for name, _ in steps("late")] == ["preferred-document", *ORDERS[""]]


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        # early's claim a against late's claim b: who is followed, under each preference, and by which step
        ({}, {}, "b later-publication, b later-publication, a earlier-publication, a preferred-document"),
        (
            {},
            {"basis": "inferred"},
            "a stated-over-inferred, b later-publication, a earlier-publication, a preferred-document",
        ),
        ({"corrects": "late"}, {}, "a correction, a correction, a correction, a preferred-document"),
        ({}, {"corrects": "early"}, "b correction, b correction, b correction, a preferred-document"),
        (
            {"establishes": ("c",)},
            {"shows": ("c",)},
            "a qualification, a qualification, a qualification, a preferred-document",
        ),
        (
            {"shows": ("c",)},
            {"establishes": ("c",)},
            "b qualification, b qualification, b qualification, a preferred-document",
        ),
        (
            {"shows": ("d",)},
            {"establishes": ("c",)},
            "b later-publication, b later-publication, a earlier-publication, a preferred-document",
        ),
    ],
)
def test_the_policy_can_be_chosen(one: dict[str, object], other: dict[str, object], decided: str) -> None:
    first = Candidate("a", EARLY, **{"basis": "stated", "says": "a", **one})  # type: ignore[arg-type]
    second = Candidate("b", LATE, **{"basis": "stated", "says": "b", **other})  # type: ignore[arg-type]
    told = []
    for prefer in ("", "later", "earlier", "early"):
        step, winner = decide([first, second], prefer)
        assert decide([second, first], prefer) == (step, winner)
        told.append(f"{winner.id} {step}")
    assert ", ".join(told) == decided


def test_what_one_document_says_twice_is_decided_by_precision_or_not_at_all() -> None:
    fine, coarse = (Candidate(name, EARLY, "stated", says=name, leaves_open=n) for name, n in (("x", 1), ("w", 30)))
    assert decide([coarse, fine]) == ("more-precise", fine)
    same = Candidate("v", EARLY, "stated", says="v", leaves_open=1)
    assert decide([fine, same]) == (UNDECIDED, same), "the choice is only stable"


def test_several_that_say_the_same_are_decided_together() -> None:
    """Two later printings of one value against an earlier one: the step decides, whichever of the two is named."""
    one, two = (Candidate(name, LATE, "stated", says="60") for name in "ab")
    assert decide([two, Candidate("c", EARLY, "stated", says="70"), one]) == ("later-publication", one)


def test_corrections_of_each_other_decide_nothing() -> None:
    first, second = Candidate("a", EARLY, "stated", "late", says="a"), Candidate("b", LATE, "stated", "early", says="b")
    assert decide([first, second]) == decide([second, first]) == ("later-publication", second)


@pytest.mark.parametrize("prefer", ["", "later", "earlier", "nomura-2008", "nomura-2013", "results-1q2007"])
def test_every_conflict_of_the_packaged_dossier_replays(packaged: Dossier, prefer: str) -> None:
    """C2: from the claims of a conflict and the table of steps, the same winner by the same step."""
    conflicts = derive(packaged.claims, packaged.documents, prefer).conflicts
    assert {conflict.kind for conflict in conflicts} == {"stake", "standing", "date", "figure"}
    for conflict in conflicts:
        step, winner = decide(weighed(conflict, packaged), prefer)
        assert (step, winner.id) == (conflict.policy, conflict.prefers), conflict


@given(dossiers(most=12), st.sampled_from(["", "later", "earlier", "d1", "d2"]))
def test_every_conflict_replays(dossier: Dossier, prefer: str) -> None:
    for conflict in derive(dossier.claims, dossier.documents, prefer).conflicts:
        step, winner = decide(weighed(conflict, dossier), prefer)
        assert (step, winner.id) == (conflict.policy, conflict.prefers)


@given(dossiers(most=12))
def test_a_preferred_document_wins_wherever_it_is_involved(dossier: Dossier) -> None:
    of = {claim.id: claim.document for claim in dossier.claims}
    for conflict in derive(dossier.claims, dossier.documents, "d2").conflicts:
        if "d2" in {of[name] for name in conflict.claims}:
            assert of[conflict.prefers] == "d2"


@given(dossiers(most=12), st.data())
def test_the_order_of_claims_changes_nothing_under_any_preference(dossier: Dossier, data: st.DataObject) -> None:
    prefer = data.draw(st.sampled_from(["later", "earlier", "d1"]))
    claims = data.draw(st.permutations(dossier.claims))
    assert derive(claims, dossier.documents, prefer) == derive(dossier.claims, dossier.documents, prefer)


def test_a_preference_finds_the_same_conflicts(packaged: Dossier) -> None:
    """What conflicts does not depend on what is followed."""
    preferences = ("", "later", "earlier", "nomura-2013")
    told = [derive(packaged.claims, packaged.documents, prefer).conflicts for prefer in preferences]
    found = [{(conflict.key, conflict.claims, conflict.why) for conflict in conflicts} for conflicts in told]
    assert found[0] == found[1] == found[2] == found[3]
