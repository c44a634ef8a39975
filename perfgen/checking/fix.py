"""Applies the fixes that need nobody's judgement, in the YAML text itself."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from perfgen.checking.checkable import Checkable, load
from perfgen.checking.place import Written
from perfgen.checking.run import Found, reviewed
from perfgen.checking.suppress import heeded
from perfgen.checks import Rule
from perfgen.checks.subject import text_at
from perfgen.foreign import real
from perfgen.settings import Workspace
from perfgen.source.nodes import Mapping as MappingNode
from perfgen.source.nodes import Node, Scalar
from perfgen.source.patch import Change, Mended, patched
from perfgen.workspace import workspace_of

_ROUNDS = 10
"""A fix may uncover another; no filing needs more rounds than this."""


def mended(loaded: Checkable, rules: Sequence[Rule], layout_folder: Path | None = None) -> list[Mended]:
    """The files of a filing with all fixes applied, only those that change. Nothing is written."""
    from perfgen.scratch import scratch  # noqa: PLC0415 -- for who mends only

    if loaded.reading is None:
        return []
    files = [real(file) for file in loaded.files]
    root = files[0].parent
    workspace = workspace_of(loaded.path)
    fixing = [rule for rule in rules if rule.fixable]
    # What is superseded is not shown, and so not mended: the rules that supersede have to run too.
    fixing += [rule for rule in rules if not rule.fixable and {one.code for one in fixing} & {*rule.supersedes}]
    fixes: dict[Path, int] = defaultdict(int)
    with scratch() as folder:
        copies = {file: folder / file.relative_to(root) for file in files}
        for file, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        for _ in range(_ROUNDS):
            changed = _round(copies[files[0]], fixing, layout_folder, loaded.subject.words, workspace)
            if not changed:
                break
            for copy, count in changed.items():
                fixes[copy] += count
        results = [
            Mended(shown, file.read_bytes(), copies[file].read_bytes(), fixes[copies[file]])
            for shown, file in zip(loaded.files, files, strict=True)
        ]
    return [one for one in results if one.before != one.after]


def mendable(loaded: Checkable, found: Iterable[Found]) -> int:
    """How many findings can be mended without asking anyone."""
    written = Written(loaded.subject.filing)
    return sum(one.rule.fixable and _change(loaded, one, written) is not None for one in found)


def _round(
    path: Path,
    rules: Iterable[Rule],
    layout_folder: Path | None,
    words: Mapping[str, tuple[str, ...]],
    workspace: Workspace,
) -> dict[Path, int]:
    """Fix what one look finds; the number of changes by file."""
    loaded = load(path, layout_folder, words, workspace=workspace)
    found, _ = heeded(loaded, reviewed(loaded, rules).found, rules)
    changes: dict[Path, list[Change]] = defaultdict(list)
    written = Written(loaded.subject.filing)
    for one in found:
        change = _change(loaded, one, written) if one.rule.fixable else None
        if change:
            changes[change.scalar.mark.file.path].append(change)
    done = {}
    for file, its in changes.items():
        after, made = patched(file, its)
        if made:
            file.write_bytes(after.encode("utf-8"))
            done[file] = made
    return done


def _change(loaded: Checkable, found: Found, written: Written) -> Change | None:
    """What a finding's fix does to the YAML; None where it has none, or the words are not written there as such."""
    finding, reading = found.finding, loaded.reading
    text = text_at(loaded.subject.filing, finding.path)
    if finding.fix is None or finding.at is None or reading is None or text is None:
        return None
    start, literal = written.place(finding.path, finding.at)
    end = start + len(finding.quoted)
    node, first = _written(reading.locator.node(finding.path), start)
    if not literal or node is None or text[start:end] != finding.quoted:
        return None
    if (node.value or "")[start - first : end - first] != finding.quoted:
        return None
    return Change(node, start - first, end - first, finding.fix)


def _written(node: Node, start: int) -> tuple[Scalar | None, int]:
    """The scalar that holds the character `start` of a text, and where it begins: a 指标值 may be in three parts."""
    if isinstance(node, Scalar):
        return node, 0
    first = 0
    for part in [value for _, value in node.items] if isinstance(node, MappingNode) else []:
        if not isinstance(part, Scalar):
            break
        if start < first + len(part.value or ""):
            return part, first
        first += len(part.value or "")
    return None, 0
