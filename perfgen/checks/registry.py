"""The table of all rules. A new rule stands in the module of its family; a new family is a module and a line here."""

from __future__ import annotations

from collections.abc import Iterable

from perfgen.checks import across, amounts, codes, crossref, indicator_classes, structure, wording
from perfgen.checks.rule import Family, Rule

FAMILIES: tuple[Family, ...] = (
    structure.FAMILY,
    amounts.FAMILY,
    indicator_classes.FAMILY,
    wording.FAMILY,
    crossref.FAMILY,
    codes.FAMILY,
    across.FAMILY,
)

RULES: dict[str, Rule] = {rule.code: rule for family in FAMILIES for rule in family.rules}
"""Every rule by its code, in the order of the catalogue."""


def unknown(codes: Iterable[str]) -> list[str]:
    """Those of some codes and prefixes of codes that mean no rule."""
    return [code for code in codes if not any(known.startswith(code) for known in RULES)]


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that `select` names (codes or prefixes; all where it is empty) and `ignore` does not.

    The longer of two prefixes decides (``--select NUM --ignore NUM04``, ``--select IND02 --ignore IND``), and of two
    alike the one that ignores.
    """
    wanted, unwanted = tuple(select), tuple(ignore)

    def longest(code: str, prefixes: tuple[str, ...]) -> int:
        return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)

    return tuple(
        rule
        for code, rule in RULES.items()
        if (not wanted or longest(code, wanted) >= 0)
        and (longest(code, unwanted) < 0 or longest(code, wanted) > longest(code, unwanted))
    )
