"""A kind of document: everything that sets it apart from others, in one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from perfgen.filing import Document, Problem

View: TypeAlias = "Callable[[Any, Any, Mapping[str, str], Mapping[str, str] | None], Mapping[str, Any]]"
"""What a template sees of a document: of (document, layout, finished narrative texts, page numbers by bookmark)."""

Labels: TypeAlias = tuple[str, ...]
"""A path of labels in a document, or of names in what a template sees of it; indices left out."""

Quote: TypeAlias = "Callable[[Any], tuple[dict[str, str], list[Problem]]]"
"""The finished narrative texts of a document by label, and what could not be filled in."""


class UnknownKindError(LookupError):
    """There is no kind of document of that name."""


def same_names(labels: Labels) -> Iterable[Labels]:
    """For a kind whose templates find everything under the labels of its model."""
    return (labels,)


def no_narrative(_: Any) -> tuple[dict[str, str], list[Problem]]:
    """For a kind whose documents quote nothing."""
    return {}, []


def no_rule(_: str) -> bool:
    """For a kind of which the rules know nothing."""
    return False


OF_RESULTS = ("EVA", "MON")
"""How the codes of rules begin that are for what came of a filing, and not for filings."""


def rules_of_filings(code: str) -> bool:
    """For a kind of filing: all rules but those for 执行情况."""
    return not code.startswith(OF_RESULTS)


class Kind(NamedTuple):
    """A kind of document.

    `name` is what the form calls it (类型 in a layout.yaml). `model` is what its YAML is validated against, `view` what
    its templates see, `tags` under which names they find what stands at a path of labels, `starter` the YAML of a new one, `quote` fills in its narrative. `rules` tells by its code whether
    a rule applies. `output` is what a document is called when nothing else is said, a pattern of 部门名称, 编码 and 年度
    between braces; no two kinds have the same, so that two documents of one filing never share a file. `worked_out` are labels of
    which templates may print what follows from other things in the place of what was written.
    """

    name: str
    model: type[Document]
    view: View
    starter: Callable[..., str]
    output: str
    tags: Callable[[Labels], Iterable[Labels]] = same_names
    quote: Quote = no_narrative
    rules: Callable[[str], bool] = no_rule
    worked_out: frozenset[str] = frozenset()
    beside_it: frozenset[str] = frozenset()
    """Labels of the model that other kinds of the same model have a use for, and this one has none."""

    def output_name(self, document: Document) -> str:
        """What a document is called, without ending, before it is made fit for file systems."""
        said = {"部门名称": document.department.name, "编码": document.department.code, "年度": str(document.year)}
        return self.output.format(**said)
