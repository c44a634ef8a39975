"""From a part of the model to the place in the YAML where it was written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from perfgen.errors import Diagnostic, Severity
from perfgen.filing.quoting import Problem
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence, block_indent
from perfgen.source.text_file import Mark


@dataclass(frozen=True, slots=True)
class Locator:
    """Knows the expanded tree of a filing. Paths are labels and indices, as in ``("预算项目", 2, "预算数")``."""

    root: Node

    def node(self, path: tuple[str | int, ...]) -> Node:
        """The node at a path, or the deepest one on the way to it."""
        node = self.root
        for step in path:
            inner = _inner(node, step)
            if inner is None:
                break
            node = inner
        return node

    def mark(self, path: tuple[str | int, ...], offset: tuple[int, int] | None = None) -> Mark:
        """The place of the node at a path; with `offset` (line, column from 0) that of a character in its text."""
        node = self.node(path)
        if offset is None or not isinstance(node, Scalar):
            return node.mark
        return _within(node, *offset)

    def diagnostic(self, problem: Problem, code: str, severity: Severity = Severity.ERROR) -> Diagnostic:
        """A problem of the filing, placed to the line."""
        mark = self.mark(problem.path, problem.offset)
        return replace(mark.diagnostic(code, problem.message, problem.hint, severity), left_out=problem.left_out)


def _inner(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def _within(node: Scalar, line: int, column: int) -> Mark:
    """The character at a line and column of a scalar's text. Exact for literal blocks and single lines."""
    mark = node.mark
    if mark.file.place(mark.line):  # in a workbook a line of a text is a line of the file
        return Mark(mark.file, mark.line + line, column)
    lines = mark.file.lines
    if node.style != "|":
        return Mark(mark.file, mark.line, mark.column + column + len(node.style)) if line == 0 else mark
    first = mark.line + 1
    return Mark(mark.file, min(first + line, len(lines) - 1), block_indent(node) + column)
