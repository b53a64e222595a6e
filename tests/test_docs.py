"""The README is the front door: what it shows runs and answers so; the map names what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from keiretsu.schema import json_schema

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ ([^\n]+)\n(.*?)```", README, re.DOTALL)


def test_there_are_five_questions_and_two_commands() -> None:
    questions = README.split("## Five questions")[1].split("\n## ")[0]
    assert len(re.findall(r"^\*\*.+?\?\*\*", questions, re.MULTILINE)) == 5
    assert re.findall(r"```sh\n(.+?)\n```", README) == ["scripts/demo", "scripts/test"]


@pytest.mark.parametrize(("command", "expected"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_what_the_readme_shows_is_what_the_command_answers(command: str, expected: str) -> None:
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    environment = {"PATH": path, "LC_ALL": "C.UTF-8", "KEIRETSU_CACHE": "/nonexistent/cache"}
    environment["PYTHONPATH"] = str(ROOT / "graph")  # this checkout's, whatever else is installed
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False, env=environment
    )
    assert done.stdout + done.stderr == expected


def test_the_module_map_names_every_module() -> None:
    package = ROOT / "graph" / "keiretsu"
    there = {path.name for path in package.glob("*.py")} - {"__init__.py"}
    there |= {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    mapped = set(re.findall(r"`([a-z]+(?:\.py|/))`", README.split("## The code")[1]))
    assert there <= mapped, there - mapped
    assert {name for name in mapped if name.endswith(".py")} <= there


def test_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_generated_files_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_packaged_files_fit_the_schema_for_editors() -> None:
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        key: [(tag, pattern) for tag, pattern in rules if not tag.endswith("timestamp")]
        for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    validator = jsonschema.Draft202012Validator(json_schema())
    for path in sorted((ROOT / "data" / "iij").glob("*.yaml")):
        # A YAML reader that knows no timestamps, as editors' validators do.
        validator.validate(yaml.load(path.read_text(encoding="utf-8"), loader))  # noqa: S506  # a SafeLoader


def test_scripts_run_under_bash_without_a_fault_of_form() -> None:
    for name in ("setup", "demo", "test", "check"):
        subprocess.run(["bash", "-n", ROOT / "scripts" / name], check=True)
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
