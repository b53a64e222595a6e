"""The command line end to end: answers worked out from the documents, contracts, exit codes, helpful misses."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rdflib import Dataset

from keiretsu import store
from keiretsu.cli import main

KEIRETSU = Path(sys.executable).with_name("keiretsu")
IIJ = "iij"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


def answer(*args: str) -> Any:
    result = run(*args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def stake(history: Any, holder: str = IIJ) -> Any:
    (found,) = [stake for stake in history["stakes"] if stake["holder"]["id"] == holder]
    return found


def exact(text: str) -> dict[str, str]:
    return {"min": text, "max": text}


# --- history -------------------------------------------------------------------------------------------------------


def test_history_of_trust_networks() -> None:
    """No document dates a change: the windows lie between the reports (T6), the first opens with its establishment."""
    told = answer("history", "Trust Networks")
    assert told["company"] == {"id": "trust-networks", "name": "Trust Networks Inc."}
    periods = stake(told)["periods"]
    assert [(p["share"]["min"], p["from"]["after"], p["from"]["by"], p["state"]) for p in periods] == [
        ("60.2", "2007-06-30", "2008-07-10", "held"),
        ("67.4", "2008-07-10", "2009-02-12", "held"),
        ("73.3", "2009-02-12", "2010-04-30", "held"),
        ("79.5", "2010-04-30", "2013-12-31", "last-known"),
    ]
    assert [p["until"] for p in periods[:-1]] == [p["from"] for p in periods[1:]]
    assert periods[-1]["until"] is None
    assert periods[2]["evidence"] == {"first": "2010-04", "last": "2010-04-30"}
    assert all(p["claims"] for p in periods)


def test_history_as_known_on_a_day() -> None:
    periods = stake(answer("history", "Trust Networks", "--known", "2009-03-01"))["periods"]
    assert [p["share"] for p in periods] == [exact("60.2"), exact("67.4")]
    assert periods[0]["from"] == {"after": "1992-11-30", "by": "2008-07-10"}, "no earlier than its holder (T11)"
    assert periods[1]["state"] == "last-known"


@pytest.mark.parametrize(
    ("day", "known", "state", "share"),
    [
        ("2007-06-30", None, "not-yet", None),
        ("2007-12-31", None, "unknown", None),
        ("2008-07-10", None, "stated", exact("60.2")),
        ("2009-12-31", None, "changing", {"min": "67.4", "max": "73.3"}),
        ("2009-12-31", "2009-03-01", "last-known", exact("67.4")),
        ("2010-04-15", None, "stated", exact("73.3")),
        ("2012-01-01", None, "changing", {"min": "73.3", "max": "79.5"}),
        ("2014-06-30", None, "last-known", exact("79.5")),
    ],
)
def test_history_on_a_day(day: str, known: str | None, state: str, share: Any) -> None:
    options = ["--known", known] if known else []
    told = stake(answer("history", "trust-networks", "--at", day, *options))["answer"]
    assert (told["state"], told["share"]) == (state, share)


def test_iij_innovation_institute_is_planned_in_spite_of_its_row() -> None:
    told = stake(answer("history", "IIJ Innovation Institute"))
    planned, held = told["periods"]
    assert (planned["state"], planned["stage"], planned["since"]) == ("planned", "planned", "2008-07-10")
    assert held["from"] == {"after": "2008-07-10", "by": "2009-02-12"}
    (conflict,) = told["conflicts"]
    assert len(conflict["claims"]) == 2
    assert conflict["policy"] == "qualification"
    row, plan = (answer("why", claim) for claim in sorted(conflict["claims"], key=lambda c: c == conflict["prefers"]))
    assert row["places"][-1]["first"] == 323
    assert plan["says"]["stage"] == "planned"
    at = stake(answer("history", "iij-innovation-institute", "--at", "2008-07-10"))["answer"]
    assert at["state"] == "planned"
    assert "Conflict" in run("history", "IIJ Innovation Institute").output


def test_the_deal_with_att() -> None:
    before = answer("history", "att-new-subsidiary", "--known", "2010-05-31")
    assert before["stakes"] == []
    assert answer("events", "att-new-subsidiary", "--known", "2010-05-31") == []
    told = stake(answer("history", "att-new-subsidiary", "--at", "2010-07-07", "--known", "2010-07-07"))["answer"]
    assert (told["state"], told["share"]) == ("planned", None)
    (deal,) = [e for e in answer("events", "att-new-subsidiary") if e["kind"] == "acquisition"]
    assert (deal["date"], deal["stage"]) == ("2010-09-01", "planned")
    assert {"measure": "acquisition price", "value": "9170", "unit": "JPY million"} in deal["amounts"]
    parties = {(part["role"], part["id"]) for part in deal["participants"]}
    assert {
        ("acquirer", "iij"),
        ("seller", "att"),
        ("seller", "att-japan"),
        ("target", "att-new-subsidiary"),
    } <= parties
    assert answer("history", "att-japan")["stakes"] == [], "AT&T Japan itself is not bought"
    after = stake(answer("history", "att-new-subsidiary", "--at", "2013-12-31"))["answer"]
    assert (after["state"], after["share"]) == ("planned, unconfirmed", None)


def test_shareholders_of_iij() -> None:
    told = answer("history", "iij")
    ntt = stake(told, "ntt")["periods"]
    assert ntt[-2]["share"] == exact("24.5")
    assert ntt[-2]["until"] == {"after": "2010-03-01", "by": "2013-09-30"}
    assert stake(answer("history", "iij", "--at", "2010-03-15"), "ntt")["answer"]["state"] == "stated"
    assert stake(answer("history", "iij", "--at", "2012-03-15"), "ntt")["answer"]["share"] == {
        "min": "21.6",
        "max": "24.5",
    }
    assert [s["holder"]["id"] for s in told["stakes"]].count("koichi-suzuki") == 1
    assert "suzuki-private-company" not in [s["holder"]["id"] for s in told["stakes"]], "one stake, held jointly"
    (joint,) = stake(told, "koichi-suzuki")["periods"][-1]["jointly_with"]
    assert joint["id"] == "suzuki-private-company"
    assert stake(told, "koichi-suzuki")["periods"][-1]["share"] == exact("5.8")


# --- group ----------------------------------------------------------------------------------------------------------

LEFT = {"iij-technology", "iij-financial-systems", "on-demand-solutions"}
TABLE_2010 = {
    "net-care", "net-chart-japan", "iij-america", "hi-ho", "iij-innovation-institute", "trust-networks", "gdx-japan",
    "internet-multifeed", "internet-revolution", "taihei-computer",
}  # fmt: skip


def members(*args: str) -> dict[str, Any]:
    return {member["id"]: member for member in answer("group", "iij", *args)["members"]}


def test_the_group_of_april_2010_is_the_table() -> None:
    found = members("--at", "2010-04-30")
    assert set(found) == TABLE_2010
    assert found["gdx-japan"]["parents"][0]["share"] == exact("62.3")
    assert found["gdx-japan"]["effective"] == exact("62.3")
    assert found["taihei-computer"]["standing"] == {"value": "equity-method-affiliate", "state": "stated"}
    assert all(member["claims"] for member in found.values())


def test_what_left_the_group_is_changing_and_was_last_known() -> None:
    found = members("--at", "2009-06-30")
    assert {found[name]["parents"][0]["state"] for name in LEFT} == {"changing"}
    assert {found[name]["standing"]["state"] for name in LEFT} == {"changing"}
    for day in ("2009-06-30", "2009-12-31"):
        known = members("--at", day, "--known", "2009-12-31")
        assert {known[name]["parents"][0]["state"] for name in LEFT} == {"last-known"}


def test_without_a_day_the_group_is_that_of_the_last_publication_and_says_so() -> None:
    told = answer("group", "--known", "2010-12-31")
    assert told["at"] == "2010-07-07"
    assert "2010-07-07, the last publication" in run("group", "--known", "2010-12-31").output


def test_the_tree_names_percentages_and_partners() -> None:
    output = run("group", "iij", "--at", "2013-12-31").output
    assert "Stratosphere Inc.: 50 %, stated; joint venture, stated; with ACCESS 50 %" in output
    assert "planned, unconfirmed" in output


# --- other lists ------------------------------------------------------------------------------------------------------


def test_three_gone_and_one_event_that_names_none() -> None:
    (merger,) = [event for event in answer("events") if event["kind"] == "merger"]
    (parties,) = [part for part in merger["participants"] if part["role"] == "subject"]
    assert (parties["id"], parties["count"]) == (None, 2)
    assert set(parties["candidates"]) == LEFT
    assert (merger["date"], merger["when"]) == (None, {"after": None, "by": "2010-07-07"})


def test_documents_are_known_from_the_last_day_of_their_date() -> None:
    rows = answer("documents")
    assert [row["id"] for row in rows] == [
        "results-1q2007", "nomura-2008", "results-3q2008", "new-york-2010", "nomura-2013",
    ]  # fmt: skip
    assert rows[-1]["published"] == "2013-12"
    assert rows[-1]["known_from"] == "2013-12-31"
    assert [row["id"] for row in answer("documents", "stratosphere")] == ["nomura-2013"]
    assert len(answer("documents", "--known", "2009-12-31")) == 3


def test_names_are_dated_claims() -> None:
    rows = answer("names", "gdx-japan")
    assert {"GDX Japan K.K.", "GDX Japan, K.K.", "GDx Japan Inc.", "TRUSTICS COMMUNICATIONS"} <= {
        r["name"] for r in rows
    }
    assert {row["entity"]["id"] for row in rows} == {"gdx-japan"}
    misprint = next(row for row in answer("names") if row["name"] == "Net Chat Japan")
    assert (misprint["kind"], misprint["entity"]["id"]) == ("misprint", "net-chart-japan")


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Trust Networks", "trust-networks"),
        ("TN", "trust-networks"),
        ("trust networks inc", "trust-networks"),
        ("Net Chat Japan", "net-chart-japan"),
        ("NTTCom", "ntt-communications"),
        ("taihei", "taihei-computer"),
        ("GDX Japan, K.K.", "gdx-japan"),
    ],
)
def test_a_company_is_named_by_any_of_its_names(text: str, entity: str) -> None:
    assert answer("history", text)["company"]["id"] == entity


@pytest.mark.parametrize("text", ["Trust Netwrk", "Intrnet Multifed"])
def test_a_near_miss_is_told_what_may_be_meant(text: str) -> None:
    result = run("history", text)
    assert result.exit_code == 2
    assert "did you mean" in result.stderr
    assert ("trust-networks" if "Trust" in text else "internet-multifeed") in result.stderr


def test_an_ambiguous_name_lists_the_candidates() -> None:
    result = run("history", "Internet M")
    assert result.exit_code == 0, "one fits"
    result = run("history", "IIJ ")
    assert result.exit_code == 0, "the short name of the group company"
    result = run("history", "Japan Inc")
    assert result.exit_code == 2
    assert "gdx-japan" in result.stderr
    assert "iij" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["history", "zzzzqqq"], "no entity"),
        (["history", ""], "no entity"),
        (["history", "iij", "--at", "2010-02-30"], "write it as 2010-04-30"),
        (["history", "iij", "--at", "2010-04"], "write it as 2010-04-30"),
        (["group", "--known", "1999-01-01"], "no document was published by 1999-01-01"),
        (["why", "zz"], "no claim"),
        (["why", ""], "no claim"),
        (["query", "@nothing"], "@holders"),
        (["query", "SELECT * WHERE { ?s ?p "], "mistake"),
        (["query", "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], "SERVICE"),
        (["query", "INSERT DATA { <urn:x:a> <urn:x:b> <urn:x:c> }"], "only reads"),
        (["query", "@holders"], "--entity"),
        (["history", "iij", "--graph", "/nowhere"], "no such file"),
        (
            ["history", "iij", "--graph", "http://localhost/sparql"],
            "only a dossier folder, an RDF file",
        ),
    ],
)
def test_a_wrong_request_gets_one_clear_message(args: list[str], message: str) -> None:
    result = run(*args)
    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert "Traceback" not in result.output


# --- query and why ---


def test_named_queries_know_at_known_and_entity() -> None:
    result = run("query", "@left", "--entity", "iij", "--json")
    rows = json.loads(result.stdout)["results"]["bindings"]
    gone = {row["company"]["value"] for row in rows}
    assert {"IIJ Technology Inc.", "IIJ Financial Systems Inc.", "On-Demand Solutions Inc."} <= gone
    assert {row["by"]["value"] for row in rows if row["company"]["value"] == "IIJ Technology Inc."} == {"2010-04-30"}
    early = json.loads(run("query", "@left", "-e", "iij", "--known", "2009-12-31", "--json").stdout)
    assert "IIJ Technology Inc." not in {row["company"]["value"] for row in early["results"]["bindings"]}


def test_a_query_prints_csv_turtle_and_yes_or_no(tmp_path: Path) -> None:
    text = "SELECT ?id WHERE { ?e a kei:Person ; kei:id ?id } ORDER BY ?id"
    rows = list(csv.DictReader(io.StringIO(run("query", text, "--csv").stdout)))
    people = ["akihisa-watai", "katsu", "koichi-suzuki", "taisuke-ono", "toshiya-asaba"]
    assert [row["id"] for row in rows] == people
    assert run("query", "ASK { ?e a kei:Person }").stdout == "yes\n"
    assert "kei:Person" in run("query", "CONSTRUCT { ?e a kei:Person } WHERE { ?e a kei:Person }").stdout
    file = tmp_path / "q.rq"
    file.write_text(text)
    assert "koichi-suzuki" in run("query", "-f", str(file)).stdout


def test_a_word_that_only_looks_like_service_is_no_request() -> None:
    assert run("query", 'SELECT ("SERVICE" AS ?service) WHERE { } # SERVICE').exit_code == 0


@pytest.mark.sources
def test_why_shows_the_document_the_place_and_the_lines(sources: Path) -> None:
    (period, *_) = stake(answer("history", "Trust Networks", "--at", "2009-02-12"))["periods"]
    (claim,) = period["claims"]
    told = answer("why", claim[:10], "--sources", str(sources))
    assert told["document"]["id"] == "results-3q2008"
    assert [(place["first"], place["last"]) for place in told["places"]] == [(546, 546)]
    assert "67.4%" in told["lines"][0]["text"]
    assert "line 546" in run("why", claim).output


# --- build, render, check ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.trig", "x.nq"])
def test_what_is_built_answers_the_same(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert run("build", "--to", str(target)).exit_code == 0
    for args in (["history", "iij"], ["group", "--at", "2009-06-30"], ["events"], ["conflicts"], ["names"]):
        assert answer(*args) == answer(*args, "--graph", str(target))
    for day in ("2009-03-01", "2010-07-07"):
        args = ("history", "iij", "--known", day)
        assert answer(*args) == answer(*args, "--graph", str(target))
    loaded = Dataset()
    loaded.parse(target)
    assert len(list(loaded.graphs())) > 5


def test_a_failing_build_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "x.nq"
    target.write_text("before")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "entities.yaml").write_text("dossier: [")
    result = run("build", str(broken), "--to", str(target))
    assert result.exit_code == 1
    assert "entities.yaml:" in result.stderr
    assert target.read_text() == "before"
    assert run("build", "--to", str(tmp_path / "x.doc")).exit_code == 2
    assert run("build", "--to", str(tmp_path / "none" / "x.nq")).exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken", "x.nq"]


def test_an_interrupted_build_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.nq"
    target.write_text("before")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    assert run("build", "--to", str(target)).exit_code == 1
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.nq"]


def test_render_writes_one_page(tmp_path: Path) -> None:
    target = tmp_path / "iij.html"
    assert run("render", "iij", "--at", "2010-04-30", "--to", str(target)).exit_code == 0
    assert (
        target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>") or "<html" in target.read_text()[:300].lower()
    )


def test_the_packaged_dossier_has_no_fault() -> None:
    result = run("check", "--shapes")
    assert (result.exit_code, "no fault" in result.output) == (0, True)


DOSSIER = """
dossier: {id: t, title: "T", base: "https://example.org/t/", root: p}
entities:
  - {id: p, name: P}
  - {id: q, name: "Q\\e[31m[bold]"}
  - {id: c, name: C}
"""
DOCUMENT = """
document: {id: d, title: T, kind: k, publisher: p, published: 2010, lines: 1, file: d.txt, sha256: "%s"}
names:
  - {entity: p, name: P, lines: 1}
  - {entity: q, name: "Q\\e[31m[bold]", lines: 1}
  - {entity: c, name: C, lines: 1}
holdings:
  - {holder: p, company: c, share: 60, as-of: 2009-03-31, lines: 1}
  - {holder: q, company: c, share: 50, as-of: 2009-03-31, lines: 1}
"""


@pytest.fixture
def oversubscribed(tmp_path: Path) -> Path:
    (tmp_path / "entities.yaml").write_text(DOSSIER)
    (tmp_path / "d.yaml").write_text(DOCUMENT % ("0" * 64))
    return tmp_path


def test_more_than_the_whole_is_a_fault_and_never_rescaled(oversubscribed: Path) -> None:
    """S3."""
    result = run("check", "--graph", str(oversubscribed))
    assert result.exit_code == 1
    assert "the known holders of c have 110 %" in result.output
    told = answer("history", "c", "--graph", str(oversubscribed))
    assert stake(told, "p")["periods"][0]["share"] == exact("60")


def test_names_cannot_command_the_terminal(oversubscribed: Path) -> None:
    output = run("history", "c", "--graph", str(oversubscribed)).output
    assert "\x1b" not in output
    assert "[bold]" in output, "shown as it is, not as mark-up"


def test_every_command_says_what_it_does_and_runs_as_a_program(tmp_path: Path) -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert run(name, "--help").exit_code == 0
    done = subprocess.run([KEIRETSU, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("0.1.0")
    wrong = subprocess.run(
        [KEIRETSU, "history", "nobody at all"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (wrong.returncode, wrong.stdout) == (2, "")


# --- beginnings: new, completion, a store folder ----------------------------------------------------------------------


def test_a_new_dossier_builds_and_holds_to_its_text(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    told = run("new", str(folder))
    assert told.exit_code == 0
    assert f"keiretsu group --graph {folder}" in told.output
    checked = run("check", "--graph", str(folder), "--sources", str(folder / "sources"), "--shapes")
    assert (checked.exit_code, "each stands on its lines" in checked.output) == (0, True)
    assert [m["id"] for m in answer("group", "--graph", str(folder))["members"]] == ["coyote", "roadrunner"]
    (event, _) = answer("events", "--graph", str(folder))
    assert event["amounts"] == [{"measure": "price", "value": "12", "unit": "USD million"}]
    assert (folder / "dossier.schema.json").exists(), "what the first line of each file points to"


def test_new_loses_nothing_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    told = run("new", str(tmp_path))
    assert (told.exit_code, "there is something already" in told.output) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]
    assert run("new", str(tmp_path / "precious.txt")).exit_code == 2
    (tmp_path / "empty").mkdir()
    assert run("new", str(tmp_path / "empty")).exit_code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_what_a_shell_evaluates(shell: str) -> None:
    assert "_KEIRETSU_COMPLETE" in run("completion", shell).output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("keiretsu history trust", ["trust-networks"]),
        ("keiretsu history mfeed", ["internet-multifeed"]),
        ("keiretsu show koi", ["koichi-suzuki"]),
        ("keiretsu query @holders --entity hi-", ["hi-ho"]),
        ("keiretsu hist", ["history"]),
        ("keiretsu history --graph /nowhere trust", []),
    ],
)
def test_a_shell_completes_commands_and_entities(words: str, expected: list[str]) -> None:
    parts = words.split()
    env = {"COMP_WORDS": words, "COMP_CWORD": str(len(parts) - 1), "_KEIRETSU_COMPLETE": "bash_complete"}
    done = CliRunner(env=env).invoke(main, [], prog_name="keiretsu")
    found = [line.partition(",")[2] for line in done.stdout.split()]
    assert set(expected) <= set(found)
    assert bool(expected) == bool(found)


def test_a_store_folder_answers_the_same_and_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert run("build", "--to", str(folder)).exit_code == 0
    assert answer("history", "hi-ho", "--graph", str(folder)) == answer("history", "hi-ho")
    assert answer("events", "--graph", str(folder)) == answer("events")
    assert run("build", "--to", str(folder)).exit_code == 0, "one's own store may be built again"
    assert answer("group", "--graph", str(folder)) == answer("group")
    assert [path.name for path in tmp_path.iterdir()] == ["store"], "nothing is left beside it"


def test_build_touches_no_folder_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    told = run("build", "--to", str(tmp_path))
    assert (told.exit_code, "there is something else" in told.output) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_a_broken_store_is_one_message(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    run("build", "--to", str(folder))
    for path in folder.glob("*.sst"):
        path.unlink()
    told = run("history", "hi-ho", "--graph", str(folder))
    assert told.exit_code in (1, 2)
    assert "Traceback" not in told.output
    assert len(told.output.strip().splitlines()) == 1


def test_json_ld_is_the_same_dataset_and_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonld", tmp_path / "b.jsonld"
    run("build", "--to", str(first))
    run("build", "--to", str(second))
    assert first.read_bytes() == second.read_bytes()
    run("build", "--to", str(tmp_path / "c.nq"))
    read = store.read_file(first)
    assert set(read) == set(store.read_file(tmp_path / "c.nq"))
    assert json.loads(first.read_text())["@context"]["kei"].startswith("https://"), "names that nobody must fetch"
    assert answer("history", "hi-ho", "--graph", str(first)) == answer("history", "hi-ho")


# --- what a stranger stumbled over --------------------------------------------------------------------------------


def test_an_event_that_documents_date_differently_says_so() -> None:
    assert "in dispute" in run("events", "iij-gio-launch").stdout
    assert "Dec. 2009" in run("conflicts", "iij-gio-launch").stdout


def test_a_series_keeps_subjects_apart() -> None:
    told = run(
        "figures", "--series", "-m", "operating-income", "-s", "none", "--since", "2009-04", "--until", "2010-03"
    )
    assert any(
        "Seven Bank" in line and "30 JPY billion" in line and "3.4" not in line for line in told.stdout.splitlines()
    )


def test_owners_are_asked_of_companies() -> None:
    """A technology is called so, too; only a company has owners."""
    assert run("history", "multifeed").stdout.startswith("Internet Multifeed Co.")


def test_a_stretch_that_ends_before_it_begins_is_refused() -> None:
    told = run("events", "--since", "2010", "--until", "2009")
    assert told.exit_code == 2
    assert "swap them" in told.output
