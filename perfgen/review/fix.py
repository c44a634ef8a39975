"""Applies the fixes that need nobody's judgement, in the YAML text itself."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from perfgen.checks import Rule
from perfgen.checks.subject import text_at
from perfgen.review.load import Loaded, load
from perfgen.review.place import source_place
from perfgen.review.run import Found, reviewed
from perfgen.review.suppress import heeded
from perfgen.source.nodes import Scalar
from perfgen.source.patch import Change, patched

_ROUNDS = 10
"""A fix may uncover another; no filing needs more rounds than this."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after, and how many values were changed in it."""

    path: Path
    before: bytes
    after: bytes
    fixes: int


def mended(loaded: Loaded, rules: Sequence[Rule], layout_folder: Path | None = None) -> list[Mended]:
    """The files of a filing with all fixes applied, only those that change. Nothing is written."""
    if loaded.reading is None:
        return []
    files = [file.resolve() for file in loaded.files]
    root = files[0].parent
    fixing = [rule for rule in rules if rule.fixable]
    fixes: dict[Path, int] = defaultdict(int)
    with TemporaryDirectory(prefix="perfgen-") as folder:
        copies = {file: Path(folder) / file.relative_to(root) for file in files}
        for file, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        for _ in range(_ROUNDS):
            changed = _round(copies[files[0]], fixing, layout_folder, loaded.subject.words)
            if not changed:
                break
            for copy, count in changed.items():
                fixes[copy] += count
        results = [
            Mended(shown, file.read_bytes(), copies[file].read_bytes(), fixes[copies[file]])
            for shown, file in zip(loaded.files, files, strict=True)
        ]
    return [one for one in results if one.before != one.after]


def _round(
    path: Path, rules: Iterable[Rule], layout_folder: Path | None, words: Mapping[str, tuple[str, ...]]
) -> dict[Path, int]:
    """Fix what one look finds; the number of changes by file."""
    loaded = load(path, layout_folder, words)
    found, _ = heeded(loaded, reviewed(loaded, rules).found, rules)
    changes: dict[Path, list[Change]] = defaultdict(list)
    for one in found:
        change = _change(loaded, one)
        if change:
            changes[change.scalar.mark.file.path].append(change)
    done = {}
    for file, its in changes.items():
        before = file.read_bytes()
        after = patched(file, its).encode("utf-8")
        if after != before:
            file.write_bytes(after)
            done[file] = len({(id(one.scalar), one.start, one.end) for one in its})
    return done


def _change(loaded: Loaded, found: Found) -> Change | None:
    """What a finding's fix does to the YAML; None where it has none, or the words are not written there as such."""
    finding, reading = found.finding, loaded.reading
    text = text_at(loaded.subject.filing, finding.path)
    if finding.fix is None or finding.at is None or reading is None or text is None:
        return None
    start, literal = source_place(loaded.subject.filing, finding.path, finding.at)
    end = start + len(finding.quoted)
    node = reading.locator.node(finding.path)
    if not literal or not isinstance(node, Scalar) or node.value != text or text[start:end] != finding.quoted:
        return None
    return Change(node, start, end, finding.fix)
