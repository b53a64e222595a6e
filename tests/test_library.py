"""The library: its examples run, its names are there, and the command line says what it says."""

from __future__ import annotations

import doctest
import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from types import ModuleType

import networkx as nx
import pytest
from click.testing import CliRunner

import keiretsu
from keiretsu import open_graph, paths
from keiretsu.cli import main
from keiretsu.errors import AmbiguousName, RequestError
from keiretsu.library import Graph


def modules() -> Iterator[ModuleType]:
    yield keiretsu
    for found in pkgutil.walk_packages(keiretsu.__path__, "keiretsu."):
        yield importlib.import_module(found.name)


EVERY = list(modules())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return open_graph()


@pytest.mark.parametrize("module", [m for m in EVERY if ">>>" in inspect.getsource(m)], ids=lambda m: m.__name__)
def test_examples_run(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("module", EVERY, ids=lambda m: m.__name__)
def test_what_is_exported_is_there(module: ModuleType) -> None:
    names = getattr(module, "__all__", [])
    assert len(names) == len(set(names))
    for name in names:
        assert getattr(module, name) is not None


def test_the_front_is_small_and_loads_nothing_before_it_is_used() -> None:
    assert set(keiretsu.__all__) == {"Graph", "__version__", "open_graph"}
    code = "import sys, keiretsu; print('networkx' in sys.modules, 'rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = keiretsu.nothing


def test_answers_are_frozen_and_typed(graph: Graph) -> None:
    answers = [
        graph.history("Trust Networks"),
        graph.group(),
        graph.owners("gdx-japan"),
        graph.effective("ntt"),
        graph.control("gdx-japan"),
        graph.routes("ntt", "gdx-japan"),
        *graph.diff("2009-02-12", "2010-04-30")[:1],
        *graph.timeline("gdx-japan")[:1],
    ]
    for answer in answers:
        assert is_dataclass(answer)
        with pytest.raises(FrozenInstanceError):
            setattr(answer, fields(answer)[0].name, None)


def test_days_are_dates_or_text_and_nothing_else(graph: Graph) -> None:
    assert graph.owners("gdx-japan", "2010-04-30") == graph.owners("gdx-japan", date(2010, 4, 30))
    with pytest.raises(RequestError, match="is not a day"):
        graph.owners("gdx-japan", "2010")
    with pytest.raises(RequestError, match="no document was published by"):
        graph.group(known="2001-01-01")
    with pytest.raises(AmbiguousName):
        graph.owners("trst netwrks")


def test_networkx_algorithms_run_on_the_network(graph: Graph) -> None:
    made = graph.network("2010-04-30")
    assert isinstance(made, nx.MultiDiGraph)
    assert nx.has_path(made, "ntt", "gdx-japan")
    assert nx.is_directed_acyclic_graph(nx.DiGraph(made))
    assert max(nx.out_degree_centrality(made).items(), key=lambda item: item[1])[0] == "iij"
    assert nx.descendants(made, "ntt") >= {"iij", "gdx-japan", "trust-networks"}
    assert made.nodes["ntt"]["name"] == "NTT"
    assert str(made["ntt"]["iij"]["unspecified"]["share"]) == "21.6–24.5 %"
    assert made.graph["at"] == date(2010, 4, 30)


def test_the_command_line_says_what_the_library_says(graph: Graph) -> None:
    def told(*args: str) -> object:
        result = CliRunner().invoke(main, [*args, "--json"], catch_exceptions=False)
        assert result.exit_code == 0
        return json.loads(result.stdout)

    answer = told("owners", "trust-networks", "--at", "2010-03-31")
    table = graph.owners("trust-networks", "2010-03-31")
    assert isinstance(answer, dict)
    assert [row["id"] for row in answer["owners"]] == [owner.id for owner in table.owners]
    assert [row["effective"] for row in answer["owners"]] == [
        o.effective.json() if o.effective else None for o in table.owners
    ]
    group = told("group", "--at", "2010-04-30")
    assert isinstance(group, dict)
    assert [row["id"] for row in group["members"]] == [member.id for member in graph.group(at="2010-04-30").members]


def test_the_readme_speaks_python() -> None:
    result = doctest.testfile(str(paths.share() / "README.md"), module_relative=False)
    assert result.attempted > 4
    assert not result.failed


def test_queries_see_what_is_computed() -> None:
    found = open_graph(figures=True).query("@holders", at="2010-04-30", entity="gdx-japan")
    assert len(list(found)) >= 1
