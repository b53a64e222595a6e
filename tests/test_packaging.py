"""What is shipped: wheel, sdist to wheel, and the editable install all run the command from another folder."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def tracked(*folders: str) -> set[str]:
    """The files that git tracks; where there is no git, those of a fresh sdist are what there is."""
    done = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        pytest.skip("not a git checkout: nothing says which files belong to the project")
    return set(done.stdout.split("\n")[:-1])


def build(source: Path, kind: str, target: Path) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def shipped(wheel: Path) -> set[str]:
    """The wheel's share, as the paths of a checkout."""
    prefix = "keiretsu/_share/"
    names = zipfile.ZipFile(wheel).namelist()
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}


def answers(wheel: Path, folder: Path) -> str:
    """What the command says from a folder where only the wheel is on the path."""
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)  # noqa: S202  # made a moment ago
    code = f"import sys; sys.path.insert(0, {str(site)!r}); from keiretsu.cli import main; main()"
    command = [sys.executable, "-c", code, "history", "Trust Networks", "--at", "2009-12-31"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_wheel_ships_the_ontology_and_the_data_that_git_tracks(wheel: Path) -> None:
    assert shipped(wheel) == tracked("ontology", "data")


def test_the_wheel_ships_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name.removeprefix("graph/") for name in tracked("graph/keiretsu")}
    assert wanted <= names
    assert {"keiretsu/py.typed", "keiretsu/queries/holders.rq"} <= names


def test_the_wheel_answers_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    assert "67.4–73.3 %, changing" in answers(wheel, tmp_path)


def test_a_wheel_made_of_the_sdist_is_the_same_and_answers(wheel: Path, tmp_path: Path) -> None:
    sdist = build(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:  # made a moment ago, and filtered
        archive.extractall(tmp_path / "unpacked", filter="data")  # made a moment ago
    (source,) = (tmp_path / "unpacked").iterdir()
    again = build(source, "wheel", tmp_path / "again")
    assert shipped(again) == shipped(wheel)
    assert "67.4–73.3 %, changing" in answers(again, tmp_path)


def test_the_editable_install_answers_from_another_folder(tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("keiretsu"), "history", "Trust Networks", "--at", "2009-12-31"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "67.4–73.3 %, changing" in done.stdout
