"""YAML text to a plain tree whose every part knows its line.

Scalars stay strings, so that 24.50 is not a float, 2010-04 not a number and NO not False; what they mean is decided
where the format is (`schema.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from keiretsu.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Tree", "TreePath", "read"]

# libyaml's parser is some ten times faster; the pure one reads the same language where it is missing. The base loader
# guesses no types, which nobody here would look at.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_LEVELS = 100
_MOST_NODES = 500_000  # aliases can make a small file expand without end
TreePath: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class Tree:
    """The data of one file, the line of each path in it, and the faults met while reading."""

    file: str
    data: Any = None
    lines: dict[TreePath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: TreePath) -> int:
        """The line of a path, or of its nearest parent that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0

    def keep(self, key: str, kept: list[int]) -> None:
        """Make the lines those of a list of which only some items are kept."""
        place = {old: new for new, old in enumerate(kept)}
        moved: dict[TreePath, int] = {}
        for path, line in self.lines.items():
            if len(path) < 2 or path[0] != key:
                moved[path] = line
            elif isinstance(path[1], int) and path[1] in place:
                moved[(key, place[path[1]], *path[2:])] = line
        self.lines = moved


def read(path: Path) -> Tree:
    """Read one file. Faults are in the tree's `problems`; `data` is None where nothing could be read."""
    tree = Tree(path.name)
    try:
        raw = path.read_bytes()
    except OSError as error:
        tree.problems.append(Problem(path.name, 0, f"cannot be read: {error.strerror}", "may you read it?", "file"))
        return tree
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8"
        tree.problems.append(Problem(path.name, line, f"not UTF-8: byte 0x{raw[error.start]:02x}", hint, "encoding"))
        return tree
    if _depth(text) > _MOST_LEVELS:
        tree.problems.append(_too_deep(path))
        return tree
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not YAML: {error.problem or error.context}"
        hint = "a value with ': ', '#' or a leading special sign wants quotes"
        tree.problems.append(Problem(path.name, mark.line + 1 if mark else 0, message, hint, "yaml"))
        return tree
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        hint = "remove the character that cannot be printed"
        tree.problems.append(Problem(path.name, line, f"not YAML: {error.reason}", hint, "yaml"))
        return tree
    except RecursionError:
        tree.problems.append(_too_deep(path))
        return tree
    if node is not None:
        try:
            tree.data = _plain(tree, node, (), [0], ())
        except RecursionError:
            tree.data = None
            tree.problems.append(_too_deep(path))
        except OverflowError:
            tree.data = None
            hint = "write it out, without the aliases"
            tree.problems.append(Problem(path.name, 0, "aliases expand without end", hint, "yaml"))
    return tree


def _depth(text: str) -> int:
    """How many brackets are open at the most: a bound on nesting, before the parser spends minutes on it."""
    deepest = level = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        if bracket in "[{":
            level += 1
            deepest = max(deepest, level)
        else:
            level = max(level - 1, 0)
    return deepest


def _too_deep(path: Path) -> Problem:
    return Problem(path.name, 0, "nested too deeply", "a dossier's file has some five levels", "yaml")


def _plain(tree: Tree, node: yaml.Node, path: TreePath, count: list[int], above: tuple[int, ...]) -> Any:
    count[0] += 1
    if count[0] > _MOST_NODES or id(node) in above:
        raise OverflowError
    line = node.start_mark.line + 1
    tree.lines[path] = line
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                here = key_node.start_mark.line + 1
                tree.problems.append(Problem(tree.file, here, "a key is not a word", "name: value", "yaml"))
                continue
            key = str(key_node.value)
            if key in result:
                here, first = key_node.start_mark.line + 1, tree.lines[(*path, key)]
                message = f"the key {key!r} stands twice"
                hint = f"first on line {first}; keep one"
                tree.problems.append(Problem(tree.file, here, message, hint, "duplicate-key"))
                continue
            result[key] = _plain(tree, value_node, (*path, key), count, (*above, id(node)))
            tree.lines[(*path, key)] = key_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(tree, item, (*path, number), count, (*above, id(node))) for number, item in enumerate(node.value)
        ]
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    if plain and node.value in ("", "~", "null", "Null", "NULL"):
        return None
    return str(node.value)
