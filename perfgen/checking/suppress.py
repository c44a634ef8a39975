"""What keeps findings quiet: comments in the YAML, and a baseline of findings that were there before."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from sys import maxsize
from typing import Any, TypeAlias

from perfgen.checking.checkable import Checkable
from perfgen.checking.finding_key import key_of
from perfgen.checking.run import Found, Review
from perfgen.checks import BROKEN, Rule, unknown
from perfgen.errors import Diagnostic, OutputError, Severity
from perfgen.foreign import real
from perfgen.inputs import read_input
from perfgen.shown import as_json
from perfgen.source.ignores import Ignore, ignores
from perfgen.workspace import MOST_BASELINE

Print: TypeAlias = tuple[str, str, str, str]
"""A finding without line numbers: file, rule, place by names, words at fault."""

_VERSION = 1
"""The largest baseline that is read: some 300,000 findings."""


def heeded(loaded: Checkable, found: Sequence[Found], rules: Iterable[Rule]) -> tuple[list[Found], list[Diagnostic]]:
    """The findings no comment keeps quiet, and what is wrong with the comments: no effect, no such rule."""
    if loaded.reading is None:
        return list(found), []
    running = {rule.code for rule in rules}
    said = {file.path: ignores(file) for file in loaded.reading.sources}
    lines = {file: _Lines(own) for file, own in said.items() if own}
    used: set[tuple[PurePath | None, int, str]] = set()
    left = []
    for one in found:
        where = one.diagnostic
        mine = [
            (where.file, first, code)
            for first, codes in (lines[where.file].about(where.line) if where.file in lines else ())
            for code in _prefixes(one.rule.code)
            if code in codes
        ]
        used.update(mine)
        if not mine:
            left.append(one)
    return left, [told for own in said.values() for ignore in own for told in _of_ignore(ignore, used, running)]


def _prefixes(code: str) -> list[str]:
    return [code[: end + 1] for end in range(len(code))]


class _Lines:
    """Which codes the comments of a file keep quiet, by line.

    Two comments speak for the same lines, or for lines apart: what they speak for is a line that says something, with the
    block that begins on it.
    """

    def __init__(self, said: Iterable[Ignore]) -> None:
        self._codes: dict[tuple[int, int], set[str]] = defaultdict(set)
        for one in said:
            self._codes[one.first, one.last].update(one.codes)
        self._spans = sorted(self._codes)

    def about(self, line: int) -> Iterator[tuple[int, set[str]]]:
        """The codes kept quiet on a line, with the first line their comments speak for."""
        at = bisect_right(self._spans, (line, maxsize)) - 1
        if at >= 0 and line <= self._spans[at][1]:
            yield self._spans[at][0], self._codes[self._spans[at]]


def _of_ignore(
    ignore: Ignore, used: Container[tuple[PurePath | None, int, str]], running: set[str]
) -> Iterable[Diagnostic]:
    if not ignore.codes:
        hint = "写成 # perfgen: ignore[IND02] 理由"
        yield ignore.mark.diagnostic("IGN02", "这条注释没有写清要忽略哪条规则", hint, Severity.WARNING)
    for code in ignore.codes:
        if unknown([code]):
            hint = "perfgen rules 列出所有规则"
            yield ignore.mark.diagnostic("IGN02", f"没有“{code}”这条规则", hint, Severity.WARNING)
        elif (ignore.mark.file.path, ignore.first, code) not in used and any(rule.startswith(code) for rule in running):
            yield ignore.mark.diagnostic(
                "IGN01", f"这条忽略没有起作用：这里没有 {code}", "删掉这条注释", Severity.WARNING
            )


# --- baseline


def prints(review: Review, root: Path) -> list[Print]:
    """The findings of a filing as a baseline keeps them; files are told from `root`."""
    return [_print(review, one, root) for one in review.found if one.rule is not BROKEN]


def known(path: Path) -> Counter[Print]:
    """The findings a baseline file lists. Raises OutputError where it is none."""

    def refused(message: str, hint: str) -> OutputError:
        return OutputError(Diagnostic("BAS01", message, path, hint=hint))

    if not path.exists():
        raise refused("没有这个基线文件", f"先用 --write-baseline {path} 把现有的问题记下来")
    content = read_input(path, MOST_BASELINE, refused)
    try:
        data = json.loads(content.decode("utf-8"))
        listed: Any = data["findings"] if data["version"] == _VERSION else None
        return Counter((one["file"], one["code"], one["place"], one["quoted"]) for one in listed)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refused("这不是 perfgen 的基线文件", "用 --write-baseline 重新写一份") from None


def baseline(reviews: Iterable[Review], root: Path) -> bytes:
    """The file that lists all findings of some filings."""
    keys = ("file", "code", "place", "quoted")
    listed = [dict(zip(keys, one, strict=True)) for review in reviews for one in sorted(prints(review, root))]
    return f"{as_json({'version': _VERSION, 'findings': listed}, indent=1)}\n".encode()


def new(review: Review, before: Counter[Print], root: Path) -> list[Found]:
    """The findings a baseline does not list; each listed one keeps one finding quiet, and is taken out of it."""
    left = []
    for one in review.found:
        key = _print(review, one, root)
        if before[key] > 0:
            before[key] -= 1
        else:
            left.append(one)
    return left


def _print(review: Review, found: Found, root: Path) -> Print:
    path = real(review.path)
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return (file, *key_of(review, found))
