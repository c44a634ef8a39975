"""What every report says of a review."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePath

from perfgen.checking import FILING, Checked
from perfgen.errors import SEVERITY_WORDS as WORDS
from perfgen.errors import Severity

__all__ = ["WORDS", "Checked", "clean", "counts", "how_many", "is_unread", "relative", "worst_first"]


def is_unread(one: Checked) -> bool:
    """Whether a filing could not be checked."""
    return one.review is None or one.review.loaded is None


def _badness(one: Checked) -> int:
    severities = {said.severity for said in one.diagnostics}
    signs = (is_unread(one), Severity.ERROR in severities, Severity.WARNING in severities)
    return next((number for number, sign in enumerate(signs) if sign), len(signs))


def worst_first(checked: Iterable[Checked]) -> list[Checked]:
    """The filings that cannot be read, those with errors, those with reminders, then the rest, each in the order they came."""
    return sorted(checked, key=_badness)


def clean(checked: Iterable[Checked]) -> int:
    """How many filings have neither errors nor reminders (合格)."""
    return sum(_badness(one) == _CLEAN for one in checked)


_CLEAN = 3


def how_many(checked: Iterable[Checked]) -> str:
    """How many documents of each kind, in the order they came, as ``2 份绩效文本、1 份项目支出绩效自评表``."""
    kinds = Counter(one.kind for one in checked)
    return "、".join(f"{count} 份{kind}" for kind, count in kinds.items()) or f"0 份{FILING}"


def counts(checked: Iterable[Checked]) -> dict[str, int]:
    """How many of each severity, by its word, without those there are none of."""
    found = Counter(one.severity for filing in checked for one in filing.diagnostics)
    return {word: found[severity] for severity, word in WORDS.items() if found[severity]}


def relative(path: PurePath, root: Path) -> str:
    """A path as it is written from `root`, with forward slashes; from outside, whole. A URL as it is."""
    if "://" in str(path):
        return str(path)
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow links the user meant
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()
