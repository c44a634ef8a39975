"""A clean filing to break: a piece of YAML is laid over it, and the rules say what is wrong.

    found("NUM01", "预算项目:\\n  - {预算数: 100, 财政资金: 80}")

checks the clean filing of hebei-2022 with the first project's money changed, and gives what NUM01 finds.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from perfgen.checking import Checkable, Found, load
from perfgen.checks import RULES, run, run_together
from perfgen.filing.outline import Outline
from tests.conftest import MODELS, OF_2021, OF_RESULTS

CLEAN = dict(zip(("hebei-2022", "hebei-2021"), MODELS, strict=True))
BASES = {**CLEAN, "001": OF_2021, **dict(zip(("EVA", "MON", "whole"), OF_RESULTS, strict=True))}
"""What a piece can be laid over: a clean filing by its layout, sample 001 as transcribed, with all its faults, and the clean
自评表, 运行监控表 and 部门自评表, the first two by the rules that are for them."""

_LONG = 1_000_000
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""The one in C where there is one: it writes the same in a tenth of the time, if no line is too long."""

_WHOLE = ("绩效指标", "整体绩效指标")


@cache
def _clean(layout: str) -> Any:
    return yaml.load(BASES[layout].read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def laid_over(base: Any, piece: Any) -> Any:
    """`base` with a piece of a filing in its place: mappings key by key, lists of mappings item by item, the rest whole.

    绩效指标 is replaced as a whole, `null` takes a key away, and what the piece's list has more is added.
    """
    if isinstance(base, dict) and isinstance(piece, dict):
        changed = {
            key: value if key in _WHOLE else laid_over(base.get(key), value)
            for key, value in piece.items()
            if value not in ("null", "~")
        }
        kept = {key: value for key, value in base.items() if key not in piece}
        return {**kept, **changed}
    if isinstance(base, list) and isinstance(piece, list) and all(isinstance(one, dict) for one in (*base, *piece)):
        covered = [laid_over(old, new) for old, new in zip(base, piece, strict=False)]
        return [*covered, *(base if len(base) > len(piece) else piece)[len(covered) :]]
    return piece


def base_of(code: str) -> str:
    """The clean document that a rule is tried on."""
    return code[:3] if code[:3] in BASES else "hebei-2022"


def written(piece: str = "", layout: str = "hebei-2022") -> str:
    """The YAML of the clean filing of a layout, with a piece of YAML laid over it."""
    data = laid_over(_clean(layout), yaml.load(piece, Loader=yaml.BaseLoader) if piece else {})
    return yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, default_style='"', width=_LONG)


@lru_cache(100)
def _loaded(piece: str, layout: str) -> Checkable:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "filing.yaml"
        file.write_text(written(piece, layout), encoding="utf-8")
        return load(file)


def loaded(piece: str = "", layout: str = "hebei-2022", outline: Outline | None = None) -> Checkable:
    """The clean filing of a layout, with a piece of YAML laid over it, as it is read for the rules."""
    one = _loaded(piece, layout)
    return replace(one, subject=replace(one.subject, outline=outline)) if outline else one


def found(code: str, piece: str = "", layout: str = "", outline: Outline | None = None) -> list[Found]:
    """What one rule finds in the clean filing (one that it is for) with a piece of YAML laid over it."""
    one = loaded(piece, layout or base_of(code), outline)
    return [Found(rule, finding, one.place(rule, finding)) for rule, finding in run(one.subject, [RULES[code]])]


def quoted(code: str, piece: str = "", layout: str = "", outline: Outline | None = None) -> list[str]:
    """The words the rule finds fault with, in order."""
    return [one.finding.quoted for one in found(code, piece, layout, outline)]


def across(code: str, *pieces: str) -> list[tuple[int, str]]:
    """What one rule finds in several filings together: whose, and the words."""
    subjects = [loaded(piece).subject for piece in pieces]
    together = run_together(subjects, [RULES[code]])
    return [(index, finding.quoted) for index, said in enumerate(together) for _, finding in said]
