"""The table of all rules. A new rule is a file, `rules/FAMILY/CODE.py` with its `RULE`, and a line here.

Rules of other packages are found by `perfgen.checks.installed`, when a catalogue is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import groupby
from typing import NamedTuple

from perfgen.checks.installed import installed
from perfgen.checks.rule import Family, Rule
from perfgen.errors import Diagnostic

_TITLES = {
    "STR": "章节、目录、编号和必填内容",
    "NUM": "金额、支出计划和权重",
    "IND": "绩效指标",
    "TXT": "文字",
    "XRF": "文字与表",
    "PRJ": "项目编码和名称",
    "WSP": "几份绩效文本之间",
    "EVA": "自评表",
    "MON": "运行监控表",
}

_CODES = (
    "STR01",
    "STR02",
    "STR03",
    "STR04",
    "STR05",
    "STR06",
    "STR07",
    "STR08",
    "STR09",
    "STR10",
    "STR11",
    "NUM01",
    "NUM02",
    "NUM03",
    "NUM04",
    "NUM05",
    "NUM06",
    "NUM07",
    "NUM08",
    "NUM09",
    "NUM10",
    "NUM11",
    "IND01",
    "IND02",
    "IND03",
    "IND04",
    "IND05",
    "IND06",
    "IND07",
    "IND08",
    "IND09",
    "IND10",
    "IND11",
    "IND12",
    "IND13",
    "IND14",
    "IND15",
    "IND16",
    "IND17",
    "IND18",
    "IND19",
    "IND20",
    "IND21",
    "IND22",
    "TXT01",
    "TXT02",
    "TXT03",
    "TXT04",
    "TXT05",
    "TXT06",
    "TXT07",
    "TXT08",
    "TXT09",
    "TXT10",
    "TXT11",
    "TXT12",
    "TXT13",
    "TXT14",
    "TXT15",
    "XRF01",
    "XRF02",
    "XRF03",
    "XRF04",
    "XRF05",
    "XRF06",
    "XRF07",
    "XRF08",
    "XRF09",
    "XRF10",
    "XRF11",
    "PRJ01",
    "PRJ02",
    "PRJ03",
    "PRJ04",
    "PRJ05",
    "PRJ06",
    "PRJ07",
    "PRJ08",
    "WSP01",
    "WSP02",
    "WSP03",
    "WSP04",
    "WSP05",
    "WSP06",
    "EVA01",
    "EVA02",
    "EVA03",
    "EVA04",
    "EVA05",
    "EVA06",
    "EVA07",
    "EVA08",
    "EVA09",
    "EVA10",
    "EVA11",
    "EVA12",
    "EVA13",
    "EVA14",
    "EVA15",
    "EVA16",
    "EVA17",
    "MON01",
    "MON02",
    "MON03",
    "MON04",
    "MON05",
    "MON06",
    "MON07",
    "MON08",
    "MON09",
    "MON10",
    "MON11",
    "MON12",
    "MON13",
)


class _Shipped(Mapping[str, Rule]):
    """Rules by their codes, each imported when it is asked for: what builds a filing needs a few of them."""

    def __getitem__(self, code: str) -> Rule:
        if code not in _CODES:
            raise KeyError(code)
        rule: Rule = import_module(f"perfgen.checks.rules.{code[:3]}.{code}".lower()).RULE
        return rule

    def __iter__(self) -> Iterator[str]:
        return iter(_CODES)

    def __len__(self) -> int:
        return len(_CODES)


RULES: Mapping[str, Rule] = _Shipped()
"""The rules that come with perfgen by their codes, in the order of the catalogue."""


def _families(rules: Iterable[Rule]) -> tuple[Family, ...]:
    """Rules by the letters of their codes. A family that is not perfgen's is called after the packages it is from."""
    families = []
    for prefix, members in groupby(rules, key=lambda rule: rule.code[:3]):
        its = tuple(members)
        packages = "、".join(dict.fromkeys(rule.package for rule in its))
        families.append(Family(prefix, _TITLES.get(prefix) or f"另外安装的规则：{packages}", its))
    return tuple(families)


class Catalogue(NamedTuple):
    """All rules there are, those of other packages included, and what is wrong with rules that cannot be used."""

    families: tuple[Family, ...]
    rules: Mapping[str, Rule]
    problems: tuple[Diagnostic, ...] = ()


def catalogue() -> Catalogue:
    """The rules that come with perfgen and those of installed packages; each search path is looked through once."""
    return _catalogue(tuple(sys.path))


@cache
def _catalogue(_: tuple[str, ...]) -> Catalogue:
    more, problems = installed(RULES)
    if not more:
        return Catalogue(_families(RULES.values()), RULES, problems)
    order = [*_TITLES, *sorted({code[:3] for code in more} - {*_TITLES})]
    rules = {**RULES, **more}
    codes = sorted(rules, key=lambda code: (order.index(code[:3]), code))
    return Catalogue(_families(rules[code] for code in codes), {code: rules[code] for code in codes}, problems)


def unknown(codes: Iterable[str]) -> list[str]:
    """Those of some codes and prefixes of codes that mean no rule."""
    return [code for code in codes if not any(known.startswith(code) for known in catalogue().rules)]


def chosen(
    select: Iterable[str] = (), ignore: Iterable[str] = (), among: Mapping[str, Rule] | None = None
) -> tuple[Rule, ...]:
    """The rules that `select` names (codes or prefixes; all where it is empty) and `ignore` does not.

    Those of the whole catalogue, or `among` some.

    The longer of two prefixes decides (``--select NUM --ignore NUM04``, ``--select IND02 --ignore IND``), and of two
    alike the one that ignores.
    """
    wanted, unwanted = tuple(select), tuple(ignore)

    def longest(code: str, prefixes: tuple[str, ...]) -> int:
        return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)

    rules = catalogue().rules if among is None else among
    return tuple(
        rules[code]
        for code in rules
        if (not wanted or longest(code, wanted) >= 0)
        and (longest(code, unwanted) < 0 or longest(code, wanted) > longest(code, unwanted))
    )
