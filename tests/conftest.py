"""Fixtures that several test modules share."""

import inspect
import os
import re
import signal
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from keiretsu import dataset, dossier, paths, store
from keiretsu.lookup import Source
from keiretsu.model import Dossier
from keiretsu.page import render
from pages import Opened, chromium
from strategies import Told

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]}
# The same examples every time, and no minutes spent on making a failure smaller; `thorough` is for hunting.
_PHASES = (Phase.explicit, Phase.generate, Phase.explain)
settings.register_profile("steady", max_examples=60, derandomize=True, phases=_PHASES, **_COMMON)
settings.register_profile("thorough", max_examples=2000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "steady")

SECONDS = 400 if os.environ.get("HYPOTHESIS_PROFILE") != "thorough" else 1800


@pytest.fixture(autouse=True)
def _time_limit() -> Iterator[None]:
    """A loop without end fails its own test instead of hanging the run."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"the test takes more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of the tests' own, so that none touches the user's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEIRETSU_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def packaged() -> Dossier:
    """The packaged IIJ dossier."""
    return dossier.load(paths.default_dossier())


@pytest.fixture(scope="session")
def packaged_nquads(packaged: Dossier) -> bytes:
    """The packaged dossier's dataset as canonical N-Quads."""
    return dataset.assemble(packaged)


@pytest.fixture(scope="session")
def source(packaged_nquads: bytes) -> Source:
    """The packaged dossier's dataset in memory."""
    return Source(store.in_memory(packaged_nquads))


@pytest.fixture(scope="session")
def told(packaged: Dossier) -> Told:
    """What follows from the packaged dossier."""
    return Told(packaged.claims, packaged.documents)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser; without it a test is skipped, under CI it fails."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def html(source: Source) -> str:
    """The page of the packaged dossier."""
    return render(source, source.root)


@pytest.fixture(scope="session")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the packaged dossier as a file."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Opened]:
    """The page of the packaged dossier, open; in the end it has asked for nothing and complained of nothing."""
    page = Opened(browser, file)
    yield page
    page.close()


@pytest.fixture
def opened_folder(browser: Any, folder: Path, tmp_path: Path) -> Iterator[Opened]:
    """The page of the dossier that stands in the test's docstring, with the root `p`."""
    path = tmp_path / "page.html"
    path.write_text(render(dataset.open_source(str(folder)), "p"), encoding="utf-8")
    page = Opened(browser, path)
    yield page
    page.close()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the five source documents; without it a test is skipped, under CI it fails."""
    folder = Path(os.environ.get("KEIRETSU_SOURCES") or paths.share().parent / "shared" / "sources")
    if not folder.is_dir():
        reason = f"no source documents in {folder}; set KEIRETSU_SOURCES"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def loop4() -> Path:
    """The published ring of four firms; without it a test is skipped."""
    folder = paths.share().parent / "shared" / "data" / "loop4"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    return folder


# --- a test's docstring is its input ---------------------------------------------------------------------------------

_ENTITIES = """\
dossier: {id: test, title: A test, base: "https://example.org/test/", root: p}
entities:
  - {id: p, name: Parent}
  - {id: q, name: Quarry}
  - {id: r, name: Rival}
  - {id: c, name: Company}
  - {id: d, name: Daughter}
"""
_HEAD = """\
document: {id: %s, title: Told, kind: report, publisher: p, published: %s, lines: 1, file: a.txt, sha256: "%064d"}
"""
_SECTION = re.compile(r"^== (\S+)(?: (\S+))?$")


def write_files(text: str, folder: Path) -> Path:
    """The files of a docstring: `== name.yaml` starts one as it is, `== name 2010-04-30` a document of that date."""
    files: dict[str, str] = {"entities.yaml": _ENTITIES}
    name = ""
    for line in textwrap.dedent(text).splitlines():
        if match := _SECTION.match(line):
            name = match[1] if match[1].endswith(".yaml") else f"{match[1]}.yaml"
            files[name] = _HEAD % (match[1], match[2], 0) if match[2] else ""
        elif name:
            files[name] += f"{line}\n"
    folder.mkdir(exist_ok=True)
    for file, content in files.items():
        (folder / file).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A dossier folder with the files that stand in the test's docstring."""
    return write_files(inspect.cleandoc(request.function.__doc__), tmp_path / "dossier")


@pytest.fixture
def case(folder: Path) -> Told:
    """What follows from the files that stand in the test's docstring."""
    read = dossier.load(folder)
    return Told(read.claims, read.documents)
