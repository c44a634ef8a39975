"""A filing written elsewhere (in a workbook) merged into the YAML it came from: only what it says otherwise, in the YAML's own text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfgen.comparing import Difference, compare
from perfgen.filing.walk import at
from perfgen.loading import Loaded, Settings, load
from perfgen.merging.merge import ChangedFile, Merge, NotMerged
from perfgen.merging.opened import OpenedFiling
from perfgen.merging.units import Plan, Planned
from perfgen.merging.wording import worded
from perfgen.source.editing import edited
from perfgen.source.grammar import OVERALL
from perfgen.source.nodes import data

_NOT_MERGED = "没有写进去，请自己改"


def merge_filing(wanted: Loaded, into: Path, settings: Settings) -> Merge:
    """Merge what a filing says otherwise into the YAML of a file or folder. Nothing is written.

    Both hold their narrative as it is written, quotations and all, so that it is taken as it stands. What has been merged is
    read again; whatever then still differs is told. Raises FilingError where either has mistakes.
    """
    opened = OpenedFiling.of(into, settings)
    ours, theirs = opened.loaded.valid.filing, wanted.valid.filing
    comparison = compare(ours, theirs)
    said, says = data(opened.loaded.locator.root), data(wanted.locator.root)
    paths = [one.after_path or () for one in comparison.differences]
    texts = {str(path[-1]): at(theirs, path) or "" for path in paths if path[:1] == (OVERALL,) and len(path) > 1}
    planned = Plan(comparison, said, said, says, {}, texts).units()
    done = edited(opened.texts, [one.unit for one in planned if one.unit], opened.look)
    rest = compare(load(done.texts, settings).valid.filing, theirs)
    whys = {id(unit): why for unit, why in done.refused}
    left = [
        NotMerged(worded(one, rest), next(filter(None, _whys(one, planned, whys)), _NOT_MERGED))
        for one in rest.differences
        if not one.echo
    ]
    still = {(one.place, one.kind) for one in rest.differences}
    told = [
        worded(one, comparison) for one in comparison.differences if not one.echo and (one.place, one.kind) not in still
    ]
    files = tuple(
        ChangedFile(
            opened.folder / name, None if before is None else before.encode(), None if after is None else after.encode()
        )
        for name in dict.fromkeys([*opened.texts, *done.texts])
        for before, after in [(opened.texts.get(name), done.texts.get(name))]
        if before != after
    )
    return Merge(files, tuple(told), tuple(left))


def _whys(one: Difference, planned: list[Planned], refused: dict[int, str]) -> Iterator[str]:
    """Why a difference that is left was not merged."""
    for unit in planned:
        if any((its.place, its.kind) == (one.place, one.kind) for its in unit.differences):
            yield unit.why or refused.get(id(unit.unit), "")
