"""Which of the filings in a folder are the same filing again: by a link to it, or as the workbook that was made of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from perfgen.errors import PerfgenError
from perfgen.foreign import real
from perfgen.source.discover import filing_stem, is_workbook


class WithoutCopies(NamedTuple):
    """The filings, each once, and the copies that were passed over."""

    filings: list[Path]
    copies: list[Path]


def without_copies(paths: Iterable[Path]) -> WithoutCopies:
    """Some filings without those that are another of them: a link to it, a workbook of the same name with the same content.

    Of a filing and links to it the one that is no link stays, wherever it stands. A workbook that says anything else stays.
    """
    several = list(paths)
    whole = {real(path) for path in several if not path.is_symlink()}
    sources = {path.parent / filing_stem(path): path for path in several if not is_workbook(path)}
    kept: list[Path] = []
    copies: list[Path] = []
    seen: set[Path] = set()
    for path in several:
        itself = real(path)
        again = itself in seen or (path.is_symlink() and itself in whole)
        source = sources.get(path.with_suffix("")) if is_workbook(path) else None
        if again or (source is not None and _same(source, path)):
            copies.append(path)
        else:
            kept.append(path)
            seen.add(itself)
    return WithoutCopies(kept, copies)


def _same(one: Path, other: Path) -> bool:
    """Whether two files say the same filing; no, where one of them cannot be read."""
    from perfgen.checking.checkable import load  # noqa: PLC0415 -- with all the rules: seldom needed

    try:
        first, second = load(one), load(other)
    except PerfgenError:
        return False
    return not first.errors and not second.errors and first.subject.filing == second.subject.filing
