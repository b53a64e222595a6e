"""An answer that rests on a conflict shows a mark and the other value (C2); and the policy can be chosen."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from conftest import write_files
from keiretsu import disputes, paths
from keiretsu.cli import main
from keiretsu.dataset import open_source
from keiretsu.errors import RequestError
from keiretsu.lookup import Source
from keiretsu.model import StakeKey
from keiretsu.sparql import bindings, named
from keiretsu.sparql import run as ask

STAKES = """\
== early 2010-05-31
holdings:
  - {holder: p, company: c, share: 60, as-of: 2010-04-30, lines: 1}
  - {holder: p, company: d, share: 20, as-of: 2010-04-30, lines: 2}
standings:
  - {parent: p, company: c, standing: consolidated-subsidiary, as-of: 2010-04-30, lines: 4}
names:
  - {entity: q, name: Quarry, lines: 3}
events:
  - event: e
    kind: launch
    title: Launch
    date: 2009-11
    stage: completed
    lines: 1
    parties: {product: thing, provider: p}
    amounts: [{measure: cost, value: 10, unit: JPY million}]
== late 2011-05-31
holdings:
  - {holder: p, company: c, share: 70, as-of: 2010-04-30, lines: 1}
  - {holder: p, company: c, share: 80, as-of: 2011-04-30, lines: 1}
standings:
  - {parent: p, company: c, standing: equity-method-affiliate, as-of: 2010-04-30, lines: 4}
names:
  - {entity: q, name: Quagmire, lines: 1}
  - {entity: q, name: Quarry, lines: 2}
events:
  - event: e
    date: 2009-12
    stage: completed
    lines: 2
    amounts: [{measure: cost, value: 12, unit: JPY million}]
discrepancies:
  - about: c
    kind: contradiction
    what: the share
    lines: 1
    printed: 70
    read: both are kept
    note: they differ
    against: [{document: early, lines: "1", printed: 60}]
== entities.yaml
dossier: {id: test, title: A test, base: "https://example.org/test/", root: p}
entities:
  - {id: p, name: Parent}
  - {id: q, name: Quarry}
  - {id: c, name: Company}
  - {id: d, name: Daughter}
  - {id: thing, name: Thing, kind: product}
"""
FIGURES = """\
line,headings,subject,measure,segment,period,aspect,against,kind,consolidation,value,bound,unit,printed,basis,note
%s,,p,total-revenues,,2009,value,,actual,,%s,,JPY million,%s,stated,
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_files(STAKES, tmp_path_factory.mktemp("disputes") / "dossier")
    (folder / "early.figures.csv").write_text(FIGURES % ("5", "1234", "1234"), encoding="utf-8")
    (folder / "late.figures.csv").write_text(FIGURES % ("6", "1243", "1243"), encoding="utf-8")
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def told(folder: Path, *args: str) -> str:
    result = run(*args, "-g", str(folder))
    assert result.exit_code == 0, result.output
    return result.stdout


def answer(folder: Path, *args: str) -> Any:
    return json.loads(told(folder, *args, "--json"))


PREFERENCES = [([], "70", "60"), (["--prefer", "later"], "70", "60"), (["--prefer", "earlier"], "60", "70")]
PREFERENCES += [(["--prefer", "early"], "60", "70"), (["--prefer", "late"], "70", "60")]


@pytest.mark.parametrize(("prefer", "share", "other"), PREFERENCES, ids=lambda p: " ".join(p))
def test_a_history_shows_what_is_followed_and_what_else_is_said(
    prefer: list[str], share: str, other: str, made: Path
) -> None:
    text = told(made, "history", "c", "--at", "2010-04-30", *prefer)
    assert f"Parent: {share} %, stated, as of 2010-04-30 * ({other} % as of 2010-04-30) (claims " in text
    rows = [line for line in text.splitlines() if line.startswith("Parent")]
    assert f"{share} % * ({other} % as of 2010-04-30)" in rows[0]
    assert ("Where claims conflict" in text) is bool(prefer)
    stake = answer(made, "history", "c", *prefer)["stakes"][0]
    assert [bool(period.get("conflicts")) for period in stake["periods"]] == [True, False], "80 is in no doubt"
    (conflict,) = stake["conflicts"]
    assert stake["periods"][0]["conflicts"] == [conflict]
    assert conflict["kind"] == "stake"
    assert [said["value"].split()[0] for said in conflict["values"]] == [share, other], "the followed one first"
    assert {said["document"] for said in conflict["values"]} == {"early", "late"}
    assert conflict["values"][0]["claim"] == conflict["prefers"]
    assert len(conflict["recorded"]) == 1


@pytest.mark.parametrize(
    ("prefer", "policy"),
    [("later", "later-publication"), ("earlier", "earlier-publication"), ("early", "preferred-document")],
)
def test_json_says_what_is_preferred_and_by_which_step(prefer: str, policy: str, made: Path) -> None:
    history = answer(made, "history", "c", "--prefer", prefer)
    assert history["prefer"] == prefer
    assert history["stakes"][0]["conflicts"][0]["policy"] == policy
    assert history["standings"][0]["conflicts"][0]["policy"] == policy
    assert answer(made, "group", "--prefer", prefer)["prefer"] == prefer
    assert answer(made, "show", "c", "--prefer", prefer)["prefer"] == prefer
    assert "prefer" not in answer(made, "history", "c")
    assert "prefer" not in answer(made, "group")


@pytest.mark.parametrize(
    "args",
    [
        ["history", "c", "--at", "2010-04-30"],
        ["group", "--at", "2010-04-30"],
        ["show", "c"],
        ["events"],
        ["products"],
        ["figures"],
        ["names"],
        ["conflicts"],
    ],
    ids=lambda args: args[0],
)
@pytest.mark.parametrize("prefer", [[], ["--prefer", "earlier"]], ids=["", "earlier"])
def test_answers_with_conflicts_are_as_their_schemas_say(args: list[str], prefer: list[str], made: Path) -> None:
    prefer = [] if args[0] == "products" else prefer
    schema = json.loads((paths.share() / "data" / "answers" / f"{args[0]}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(answer(made, *args, *prefer))
    if args[0] in ("history", "group"):
        first = "60 % as of 2010-04-30 (early) / 70 %" if prefer else "70 % as of 2010-04-30 (late) / 60 %"
        assert first in told(made, *args, *prefer, "--csv")


def test_a_group_marks_its_line_and_its_parents(made: Path) -> None:
    text = told(made, "group", "--at", "2010-04-30")
    assert "Company: 70 % * (60 % as of 2010-04-30), stated; equity-method affiliate * (consolidated as of 2" in text
    assert "Daughter: 20 %, stated" in text
    company, daughter = answer(made, "group", "--at", "2010-04-30", "--prefer", "earlier")["members"]
    (conflict,) = company["parents"][0]["conflicts"]
    assert [said["value"] for said in conflict["values"]] == ["60 % as of 2010-04-30", "70 % as of 2010-04-30"]
    assert company["standing"]["conflicts"][0]["kind"] == "standing"
    assert "conflicts" not in daughter["parents"][0]
    later = told(made, "group", "--at", "2011-04-30")
    assert "Company: 80 %, stated" in later, "what is stated on other grounds is in no doubt"


def test_an_event_shows_the_other_day_and_the_other_amount(made: Path) -> None:
    assert "2009-12 * (2009-11)  completed" in told(made, "events")
    text = told(made, "events", "e", "--prefer", "earlier")
    assert "2009-11 * (2009-12)" in text
    assert "cost: 10 JPY million * (12 JPY million)" in text
    (event,) = answer(made, "events")
    assert (event["date"], event["when"]) == ("2009-12", {"after": "2009-11-30", "by": "2009-12-31"})
    assert event["amounts"] == [{"measure": "cost", "value": "12", "unit": "JPY million"}]
    assert sorted(dispute["kind"] for dispute in event["disputes"]) == ["amount", "date"]
    assert event["conflicts"] == [], "nobody recorded it"
    assert "2009-12 *" in told(made, "products")
    assert answer(made, "events", "--known", "2010-12-31")[0].get("disputes") is None


def test_a_figure_and_a_name_show_the_other(made: Path) -> None:
    text = told(made, "figures", "p")
    assert "1,234 * (1243 JPY million)" in text
    assert "1,243 * (1234 JPY million)" in text
    for figure in answer(made, "figures", "p"):
        (dispute,) = figure["disputes"]
        assert (dispute["kind"], len(dispute["values"])) == ("figure", 2)
    assert "1,234 *" in told(made, "figures", "p", "--series")
    text = told(made, "names", "q")
    assert "Quagmire * (Quarry)" in text
    assert "Quarry * (Quagmire)" in text
    rows = answer(made, "names", "q")
    assert [bool(row.get("disputes")) for row in rows] == [False, True, True], "that of 2010 is in no doubt"
    shown = told(made, "show", "c")
    assert "70 % * (60 % as of 2010-04-30)" in shown


def test_all_that_documents_differ_about_is_listed_once(made: Path) -> None:
    rows = answer(made, "conflicts")
    assert [row["kind"] for row in rows] == ["stake", "standing", "date", "amount", "figure", "name", "contradiction"]
    stake, record = rows[0], rows[-1]
    assert record["computed"] == [stake["id"]]
    assert stake["recorded"] == record["claims"]
    assert all(len(row["values"]) >= 2 for row in rows[:-1])
    text = told(made, "conflicts")
    assert text.count("both are kept") == 1, "what is computed and on record stands once"
    assert f"on record, too ({record['claims'][0][:8]})" in text
    assert "computed from claims, too" in told(made, "conflicts", "--kind", "contradiction")
    assert "late, line 1: 70 % as of 2010-04-30" in text
    for kind in ("stake", "standing", "date", "amount", "figure", "name"):
        assert [row["kind"] for row in answer(made, "conflicts", "--kind", kind)] == [kind]
    assert {row["kind"] for row in answer(made, "conflicts", "e")} == {"date", "amount"}
    assert {row["kind"] for row in answer(made, "conflicts", "p")} == {"date", "amount", "figure"}
    assert {row["kind"] for row in answer(made, "conflicts", "q")} == {"name"}


@pytest.mark.parametrize(("word", "hint"), [("nobody", "early, late"), ("", "leave it out"), ("Later", "early, late")])
@pytest.mark.parametrize("command", [["history", "c"], ["conflicts"], ["figures"], ["query", "@disputed"]])
def test_a_document_that_is_not_there_cannot_be_preferred(word: str, hint: str, command: list[str], made: Path) -> None:
    result = run(*command, "-g", str(made), "--prefer", word)
    assert result.exit_code == 2
    assert hint in result.output
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_what_a_preference_finds_is_kept_apart_in_the_cache(made: Path) -> None:
    for prefer, share in (("earlier", "60"), ("", "70"), ("earlier", "60"), ("late", "70")):
        found = open_source(str(made), prefer=prefer)
        first = [str(p[0].share) for key, p in found.periods(company="c").items() if isinstance(key, StakeKey)]
        assert first == [f"{share} %"]
        assert found.prefer == prefer


@pytest.mark.parametrize("name", ["out.nq", "out.trig", "out.jsonld", "store"])
def test_rdf_is_decided_again_from_its_claims(name: str, made: Path, tmp_path: Path) -> None:
    """A file or a store keeps its claims; periods, conflicts and snapshots are computed anew, in memory."""
    out = tmp_path / name
    assert run("build", str(made), "--to", str(out)).exit_code == 0
    for prefer in ("", "later", "earlier", "early"):
        here, there = (open_source(str(place), figures=True, prefer=prefer) for place in (made, out))
        assert there.periods() == here.periods()
        assert there.conflicts() == here.conflicts()
        assert len(there.conflicts()) == 6
        assert {c.id for c in there.all_claims().values()} == {c.id for c in here.all_claims().values()}
        assert _snapshots(there) == _snapshots(here)
    with pytest.raises(RequestError, match="no document 'x'; prefer later, earlier, or one of early, late"):
        open_source(str(out), prefer="x")


def _snapshots(source: Source) -> list[tuple[str | None, ...]]:
    return sorted(source.select("SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } ?g a kei:Snapshot }"))  # type: ignore[type-var]


@pytest.mark.parametrize(("prefer", "followed", "other"), [("", "70 %", "60 %"), ("earlier", "60 %", "70 %")])
def test_a_query_lists_conflicts_with_both_values(prefer: str, followed: str, other: str, made: Path) -> None:
    source = open_source(str(made), figures=True, prefer=prefer)
    found = ask(source, named("disputed").text, bindings(source, None, None))
    rows = [tuple(str(term) for term in row) for row in found]  # type: ignore[union-attr]
    assert len(rows) == 6
    step = "earlier-publication" if prefer else "later-publication"
    documents = ("early", "late") if prefer else ("late", "early")
    assert ("stake", "Company", "Parent", followed, documents[0], other, documents[1], step) in rows
    values = {row[0]: {row[3], row[5]} for row in rows}
    assert values["standing"] == {"consolidated-subsidiary", "equity-method-affiliate"}
    assert values["date"] == {"2009-11", "2009-12"}
    assert values["amount"] == {"10 JPY million", "12 JPY million"}
    assert values["figure"] == {"1234 JPY million", "1243 JPY million"}
    assert values["name"] == {"Quarry", "Quagmire"}


def test_a_query_says_what_is_preferred(made: Path) -> None:
    assert "late is followed first" in told(made, "query", "@disputed", "--prefer", "late")
    assert "followed" in json.loads(told(made, "query", "@disputed", "--prefer", "late", "--json"))["head"]["vars"]


def test_a_page_follows_a_preference(made: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("render", "-g", str(made), "--to", str(page), "--prefer", "earlier").exit_code == 0
    assert "where claims conflict, earlier first" in page.read_text(encoding="utf-8")


LOST = """\
== early 2010-05-31
holdings:
  - {holder: p, company: c, share: 60, as-of: 2010-05-31, lines: 1}
events:
  - {event: e, kind: establishment, title: E, stage: planned, lines: 2, parties: {established: c}}
== other 2010-05-31
names:
  - {entity: p, name: Parent, lines: 1}
"""


def test_a_stake_of_which_all_that_is_said_has_lost_is_still_shown(tmp_path: Path) -> None:
    """C2: the row is overruled by the plan, so that no period is left; the conflict is."""
    folder = write_files(LOST, tmp_path / "dossier")
    (stake,) = answer(folder, "history", "c", "--at", "2010-05-31")["stakes"]
    assert (stake["periods"], stake["answer"]["state"]) == ([], "unknown")
    values = [said["value"] for said in stake["conflicts"][0]["values"]]
    assert values == ["not yet established", "60 % as of 2010-05-31"]
    assert stake["answer"]["conflicts"] == stake["conflicts"]
    assert "* (60 % as of 2010-05-31)" in told(folder, "history", "c", "--at", "2010-05-31")
    kept = answer(folder, "history", "c", "--prefer", "other")["stakes"][0]
    assert kept["periods"] == [], "a document that says nothing of it changes nothing"


def test_every_conflict_of_the_packaged_figures_is_on_record(source: Source) -> None:
    """What is computed and what readers saw are one thing: each is tied to a record, none is seen twice."""
    found = disputes.about(source)
    assert len(found) == 13
    assert all(dispute.recorded for dispute in found)
    assert all(dispute.others for dispute in found)


def test_a_conflict_whose_claim_is_gone_is_one_message(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.nq"
    assert run("build", str(made), "--to", str(out)).exit_code == 0
    (stake,) = (row for row in answer(made, "conflicts", "--kind", "stake"))
    gone = f"<https://example.org/test/claim/{stake['claims'][0]}> "
    out.write_text("".join(line for line in out.read_text().splitlines(True) if not line.startswith(gone)))
    result = run("conflicts", "-g", str(out))
    assert result.exit_code == 1
    assert "which the dataset does not hold" in result.output
    assert len(result.output.strip().splitlines()) == 1
