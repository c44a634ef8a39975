"""What keeps findings quiet: comments in the YAML, and a baseline of findings that were there before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from perfgen.checks import BROKEN, Rule, unknown
from perfgen.checks.subject import INDICATORS
from perfgen.errors import Diagnostic, OutputError, Severity
from perfgen.review.load import Loaded
from perfgen.review.place import in_words
from perfgen.review.run import Found, Review
from perfgen.source.ignores import Ignore, ignores

Print: TypeAlias = tuple[str, str, str, str]
"""A finding without line numbers: file, rule, place by names, words at fault."""

_VERSION = 1


def heeded(loaded: Loaded, found: Sequence[Found], rules: Iterable[Rule]) -> tuple[list[Found], list[Diagnostic]]:
    """The findings no comment keeps quiet, and what is wrong with the comments: no effect, no such rule."""
    if loaded.reading is None:
        return list(found), []
    running = {rule.code for rule in rules}
    said = [one for file in loaded.files for one in ignores(file)]
    used: set[tuple[int, str]] = set()
    left = []
    for one in found:
        mine = [
            (number, code) for number, ignore in enumerate(said) for code in ignore.codes if _covers(ignore, code, one)
        ]
        used.update(mine)
        if not mine:
            left.append(one)
    return left, [told for number, ignore in enumerate(said) for told in _of_ignore(number, ignore, used, running)]


def _covers(ignore: Ignore, code: str, found: Found) -> bool:
    where = found.diagnostic
    same = where.file == ignore.mark.file.path and ignore.first <= where.line <= ignore.last
    return same and found.rule.code.startswith(code)


def _of_ignore(number: int, ignore: Ignore, used: set[tuple[int, str]], running: set[str]) -> Iterable[Diagnostic]:
    if not ignore.codes:
        hint = "写成 # perfgen: ignore[IND02] 理由"
        yield ignore.mark.diagnostic("IGN02", "这条注释没有写清要忽略哪条规则", hint, Severity.WARNING)
    for code in ignore.codes:
        if unknown([code]):
            hint = "perfgen rules 列出所有规则"
            yield ignore.mark.diagnostic("IGN02", f"没有“{code}”这条规则", hint, Severity.WARNING)
        elif (number, code) not in used and any(rule.startswith(code) for rule in running):
            yield ignore.mark.diagnostic(
                "IGN01", f"这条忽略没有起作用：这里没有 {code}", "删掉这条注释", Severity.WARNING
            )


# --- baseline


def prints(review: Review, root: Path) -> list[Print]:
    """The findings of a filing as a baseline keeps them; files are told from `root`."""
    return [_print(review, one, root) for one in review.found if one.rule is not BROKEN]


def known(path: Path) -> Counter[Print]:
    """The findings a baseline file lists. Raises OutputError where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        listed: Any = data["findings"] if data["version"] == _VERSION else None
        return Counter((one["file"], one["code"], one["place"], one["quoted"]) for one in listed)
    except FileNotFoundError:
        hint = f"先用 --write-baseline {path} 把现有的问题记下来"
        raise OutputError(Diagnostic("BAS01", "没有这个基线文件", path, hint=hint)) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        hint = "用 --write-baseline 重新写一份"
        raise OutputError(Diagnostic("BAS01", "这不是 perfgen 的基线文件", path, hint=hint)) from None


def baseline(reviews: Iterable[Review], root: Path) -> bytes:
    """The file that lists all findings of some filings."""
    keys = ("file", "code", "place", "quoted")
    listed = [dict(zip(keys, one, strict=True)) for review in reviews for one in sorted(prints(review, root))]
    return (json.dumps({"version": _VERSION, "findings": listed}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


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
    path = review.path.resolve()
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return file, found.rule.code, found.finding.place or _by_names(review, found), found.finding.quoted


def _by_names(review: Review, found: Found) -> str:
    """The place with indicators by name, so that a row put in above does not make old findings new."""
    steps, filing = found.finding.path, review.loaded.subject.filing if review.loaded else None
    if filing and len(steps) > 3 and steps[2] == INDICATORS and isinstance(steps[1], int) and isinstance(steps[3], int):
        projects = filing.projects if steps[0] == "预算项目" else filing.special_funds
        project = projects[steps[1]]
        return " ".join((project.name, project.indicators[steps[3]].name, *map(str, steps[4:])))
    return in_words(steps, filing)
