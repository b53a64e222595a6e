"""What programs get: every JSON answer is as its schema says, and every CSV has the columns of its form."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from conftest import write_files
from keiretsu import paths
from keiretsu.cli import main
from keiretsu.cli.contracts import forms
from keiretsu.cli.flat import table

ANSWERS = paths.share() / "data" / "answers"
ASKED: dict[str, list[list[str]]] = {
    "history": [
        ["Trust Networks"],
        ["iij", "--at", "2013-09-30"],
        ["gdx-japan", "--known", "2008-12-31"],
        ["att-new-subsidiary", "--at", "2010-12-31"],
        ["a-bone"],
    ],
    "group": [[], ["iij", "--at", "2010-04-30"], ["iij", "--known", "2009-01-01"], ["a-bone"]],
    "owners": [
        ["trust-networks", "--at", "2010-03-31"],
        ["iij", "--at", "2013-09-30"],
        ["iij", "--right", "votes"],
        ["gdx-japan", "--known", "2008-12-31"],
        ["a-bone"],
    ],
    "effective": [
        ["ntt", "--at", "2010-03-31"],
        ["ntt", "--definition", "total"],
        ["iij", "--definition", "first-arrival", "--right", "votes"],
        ["a-bone"],
    ],
    "control": [["iij"], ["stratosphere"], ["gdx-japan", "--known", "2008-12-31"], ["a-bone"]],
    "routes": [["ntt", "trust-networks"], ["koichi-suzuki", "iij", "--at", "2013-09-30"], ["a-bone", "iij"]],
    "timeline": [
        ["Trust Networks"],
        ["iij"],
        ["att-new-subsidiary", "--at", "2010-12-31"],
        ["iij-technology", "--at", "2009-12-31", "--known", "2010-12-31"],
        ["koichi-suzuki", "--kind", "stake"],
        ["iij-mobile", "--since", "2008", "--until", "2009-03"],
    ],
    "diff": [
        ["2009-02-12", "2010-04-30"],
        ["--known", "2010-05-31", "2010-07-07"],
        ["2008-01-01", "2013-12-31", "--known", "2010-12-31", "-e", "iij"],
        ["2010-01-01", "2010-01-01"],
    ],
    "show": [["iij"], ["hi-ho", "--at", "2008-07-10"], ["koichi-suzuki"], ["ntt", "--known", "2008-12-31"]],
    "search": [["network"], ["netwrok"], ["nothing like this at all"], ["launch", "--kind", "event"]],
    "events": [[], ["hi-ho"], ["--kind", "target"], ["--at", "2010-12-31"], ["--since", "2009", "--until", "2010-03"]],
    "products": [[], ["iij"], ["iij", "--at", "2009-06-30"], ["--provider", "iij"], ["--since", "2007"]],
    "customers": [[], ["iij"], ["--at", "2014-01-01"], ["--kind", "representative"]],
    "relations": [[], ["--at", "2012-06-30"], ["iij", "--kind", "exchange"]],
    "people": [[], ["--at", "2009-06-30"], ["koichi-suzuki"]],
    "names": [[], ["iij", "--at", "2009-06-30"], ["gdx-japan"], ["--kind", "misprint"]],
    "identifiers": [[], ["iij", "--at", "2009-06-30"], ["iij", "--scheme", "ticker-tse"]],
    "figures": [
        ["-m", "total-revenues"],
        ["-m", "employees", "--at", "2010-03-31"],
        ["trust-networks"],
        ["--document", "nomura-2013", "--aspect", "change"],
        ["-m", "contracts", "-s", "iij-mobile"],
        ["--kind", "forecast"],
    ],
    "documents": [[], ["hi-ho"], ["--known", "2008-12-31"]],
    "conflicts": [[], ["iij-innovation-institute"], ["--kind", "misprint"]],
    "why": [
        ["599f863e"],
        ["ntt", "trust-networks", "--at", "2010-03-31"],
        ["stratosphere"],
        ["att-outsourcing-acquisition"],
        ["a-bone"],
    ],
    "check": [[]],
}
CASES = [(command, args) for command, lists in ASKED.items() for args in lists]


def run(*args: str) -> str:
    result = CliRunner().invoke(main, list(args), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def schema(command: str) -> Any:
    return json.loads((ANSWERS / f"{command}.schema.json").read_text(encoding="utf-8"))


def test_every_command_that_answers_in_json_has_a_schema() -> None:
    takes = {name for name, command in main.commands.items() if any(p.name == "json_" for p in command.params)}
    assert takes == {*forms.ANSWERS, "query"}, "a query answers in the JSON of SPARQL results"
    assert {path.name.removesuffix(".schema.json") for path in ANSWERS.iterdir()} == set(forms.ANSWERS) == set(ASKED)


@pytest.mark.parametrize("command", forms.ANSWERS)
def test_schemas_are_schemas(command: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(command))


@pytest.mark.parametrize(("command", "args"), CASES, ids=[" ".join((c, *a)) for c, a in CASES])
def test_answers_are_as_their_schemas_say(command: str, args: list[str]) -> None:
    told = json.loads(run(command, *args, "--json"))
    jsonschema.Draft202012Validator(schema(command), format_checker=jsonschema.FormatChecker()).validate(told)


def test_every_claim_can_be_asked_why(packaged: Any) -> None:
    """One claim of each kind, its JSON held to the schema."""
    one_of_each = {type(claim).__name__: claim.id for claim in packaged.claims}
    assert len(one_of_each) == 12
    for name in one_of_each.values():
        jsonschema.Draft202012Validator(schema("why")).validate(json.loads(run("why", name, "--json")))


def test_a_schema_refuses_what_is_not_the_answer() -> None:
    told = json.loads(run("history", "Trust Networks", "--json"))
    for path, value in (
        (("known",), "yesterday"),
        (("company", "id"), None),
        (("stakes", 0, "periods", 0, "share", "min"), 60.2),
        (("stakes", 0, "periods", 0, "state"), "owned"),
        (("stakes", 0, "periods", 0, "more"), 1),
    ):
        wrong = json.loads(json.dumps(told))
        inner = wrong
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(schema("history")).validate(wrong)


@pytest.mark.parametrize("command", forms.FLAT)
def test_csv_has_the_same_columns_however_much_is_found(command: str) -> None:
    full = list(csv.reader(io.StringIO(run(command, *ASKED[command][0], "--csv"))))
    few = "zzzz" if command == "search" else "a-bone"
    nothing = {"routes": ["a-bone", "iij"], "diff": ["2010-01-01", "2010-01-01"]}.get(command, [few])
    empty = list(csv.reader(io.StringIO(run(command, *nothing, "--csv"))))
    assert full[0] == empty[0]
    assert len(full) > 1
    assert {len(row) for row in full} == {len(full[0])}


def test_csv_of_a_history_says_what_the_json_says() -> None:
    told = json.loads(run("history", "Trust Networks", "--json"))
    rows = list(csv.DictReader(io.StringIO(run("history", "Trust Networks", "--csv"))))
    periods = told["stakes"][0]["periods"]
    assert [row["share_min"] for row in rows] == [period["share"]["min"] for period in periods]
    assert [row["from_by"] for row in rows] == [period["from"]["by"] for period in periods]
    assert rows[0]["holder"] == "iij"
    assert rows[0]["claims"].split("; ") == periods[0]["claims"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("@cmd", "'@cmd"),
        ("+81-3-5259-6500", "'+81-3-5259-6500"),
        ("-x", "'-x"),
        ("-12.5", "-12.5"),
        ("a=b", "a=b"),
        ('say "no", then', 'say "no", then'),
    ],
)
def test_a_name_is_no_formula(text: str, cell: str) -> None:
    row = {"id": "x", "name": text, "kind": "company", "matched": text}
    (_, shown) = csv.reader(io.StringIO(table(forms.FLAT["search"], [row])))
    assert shown == ["company", "x", cell, cell]


def test_json_and_csv_exclude_each_other() -> None:
    result = CliRunner().invoke(main, ["events", "--json", "--csv"])
    assert result.exit_code == 2
    assert "--json and --csv exclude each other" in result.output


HOSTILE = """\
== first 2010
names:
  - {entity: p, name: "Parent", lines: 1}
  - {entity: q, name: "=HYPERLINK(1)", lines: 1}
  - {entity: c, name: "[red]\\e[31mC[/]", lines: 1}
relations:
  - {subject: p, relation: partner, object: q, purpose: "=1+1", lines: 1}
"""


def test_names_stay_text_in_tables_and_csv(tmp_path: Path) -> None:
    folder = str(write_files(HOSTILE, tmp_path / "dossier"))
    table_ = run("names", "-g", folder)
    assert "[red]" in table_
    assert "\x1b" not in table_
    assert re.search(r",'=1\+1,", run("relations", "-g", folder, "--csv"))
