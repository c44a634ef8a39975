"""The rules: what they find in a filing, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from perfgen import checks
from perfgen.checks import Rule
from perfgen.checks.registry import Catalogue

if TYPE_CHECKING:
    from perfgen.errors import Diagnostic
    from perfgen.loading import Settings, Source


def check(
    source: Source,
    settings: Settings | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    words: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Diagnostic, ...]:
    """What is wrong with a filing, and what the rules find in it, by file and line.

    `select` and `ignore` are codes of rules or what codes begin with; `words` extend the lists of words the rules know.
    A filing with mistakes is checked as far as it can be read. Codes that no rule has select nothing. Raises LayoutError
    where the layout given in `settings` is at fault.

    >>> [one.code for one in check("年度: 2022", select=["IND"])][:1]
    ['MOD01']
    """
    from perfgen.api.filings import load  # noqa: PLC0415 -- who lists the rules reads no filing
    from perfgen.checking import checked  # noqa: PLC0415

    return checked(load(source, settings), checks.chosen(tuple(select), tuple(ignore)), words or {})


def rules() -> Catalogue:
    """The rules there are, by code and by family: those that come with perfgen and those of installed packages.

    >>> rules().rules["NUM01"].severity.name
    'ERROR'
    """
    return checks.catalogue()


def precedence(rule: Rule) -> list[str]:
    """What stands in the place of a rule's findings, and what they stand in the place of, in Chinese sentences."""
    return list(checks.precedence(rule, rules().rules.values()))


def rule_pages() -> dict[str, str]:
    """The documentation of all rules in Chinese: the text of each Markdown page by the name of its file."""
    from perfgen.reports.rule_docs import pages  # noqa: PLC0415 -- only where it is asked for

    return pages()


__all__ = ["Catalogue", "Rule", "check", "precedence", "rule_pages", "rules"]
