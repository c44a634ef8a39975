"""Everything there is to say of a layout folder, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from perfgen import kinds, layouts
from perfgen.docx import WordTemplate
from perfgen.docx.tag_shapes import Shape, shape_of
from perfgen.errors import Diagnostic, LayoutError, PerfgenError, Severity
from perfgen.filing.advice import Prints
from perfgen.filing.base import Scope
from perfgen.kinds.kind import Labels
from perfgen.layout_check.made_up import EVERYTHING, SIZES, MadeUp, Size
from perfgen.layout_check.template import TAGS, Template
from perfgen.layout_check.trial import tried
from perfgen.layouts import Layout
from perfgen.layouts.shows import ALWAYS
from perfgen.loading import prints
from perfgen.source import FILING_FILE
from perfgen.source.discover import LAYOUT_FILE, TEMPLATE_FILE
from perfgen.source.files import Virtual
from perfgen.source.grammar import PROJECTS
from perfgen.source.locator import Locator
from perfgen.source.nodes import Node
from perfgen.source.parse import parse
from perfgen.source.reader import attempt
from perfgen.source.unread import Unread

UNPRINTED = "LAY05"
"""The code of a field that is not printed, or is printed and not listed."""

_OF_ITSELF = frozenset((*ALWAYS, "封面", "工作活动"))
"""What templates may print though no 字段 lists it: it is never empty."""


@dataclass(frozen=True, slots=True)
class LayoutReport:
    """What was found in a layout folder. `layout` is None where its layout.yaml has mistakes; `sizes` were tried."""

    folder: Path
    layout: Layout | None
    findings: tuple[Diagnostic, ...]
    sizes: tuple[Size, ...] = ()


def checked(folder: Path) -> LayoutReport:
    """Look at a layout folder: its layout.yaml, the tags, fonts and styles of its template, and how it prints.

    What is wrong is in what comes back. Nothing is written.
    """
    found: list[Diagnostic] = []
    layout = template = None
    try:
        layout = layouts.load(folder)
    except PerfgenError as error:
        found += error.diagnostics
    try:
        template = Template(folder / TEMPLATE_FILE) if (folder / TEMPLATE_FILE).is_file() else None
    except PerfgenError as error:
        found += error.diagnostics
    if template is None:
        return LayoutReport(folder, layout, tuple(found))
    if not template.is_bounded:
        return LayoutReport(folder, layout, (*found, *_compiled(template, "模板大得不正常")))
    tags = list(template.tag_faults(_shape(layout))) or _compiled(template)
    found += tags
    if not tags and not template.has_tags():
        found.append(Diagnostic(TAGS, "模板里一个标签也没有，什么也印不出来", template.path, hint=_HOW))
    sizes: tuple[Size, ...] = ()
    if layout is not None and not any(one.severity is Severity.ERROR for one in found):
        printed = prints(layout)
        with suppress(LayoutError):  # for one that asks for too much, which the trials tell
            found += _fields(layout, template, printed)
        found += _once(_trials(layout, template, printed))
        sizes = SIZES
    found += [*template.looks(), *template.remarks()]
    return LayoutReport(folder, layout, tuple(found), sizes)


def _trials(layout: Layout, template: Template, printed: Prints) -> Iterator[Diagnostic]:
    """What is wrong in the trials, the small one first; a template that cannot be printed is not tried on a larger filing."""
    for size in SIZES:
        said = list(tried(layout, template, size, printed))
        yield from said
        if any(one.code == TAGS and one.severity is Severity.ERROR for one in said):
            return


_NUMBER = re.compile(r"\d+")
_HOW = "在要填内容的格子里写标签，如 {{ 项目.项目名称 }}；怎么写，见说明书里的“做一个本省的版式”"


def _shape(layout: Layout | None) -> Shape | None:
    """What the tags of a layout may name; None where there is no telling."""
    if layout is None:
        return None
    try:
        files = Virtual({FILING_FILE: MadeUp(layout, EVERYTHING, all_fields=True).yaml})
        kind, read = kinds.by_name(layout.kind), attempt(Path(FILING_FILE), lambda _: layout.form, {}, files)
    except PerfgenError:  # for one that asks for too much, which the trials tell
        return None
    if isinstance(read, Unread):
        return None
    return shape_of(kind.view(read.filing, layout, kind.quote(read.filing)[0], None))


def _compiled(template: Template, otherwise: str = "") -> list[Diagnostic]:
    """What only shows when all tags of a template are taken together; `otherwise` is said where nothing shows."""
    try:
        WordTemplate(template.path)
    except PerfgenError as error:
        return list(error.diagnostics)
    hint = "正文、样式、主题合起来太大；重新做一个模板"
    return [Diagnostic(TAGS, otherwise, template.path, hint=hint)] if otherwise else []


def _once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings of several trials without those that an earlier one had already."""
    seen = set()
    for one in found:
        said = (_NUMBER.sub("", one.message.partition("：")[2].partition("，如")[0]), one.place)
        if said not in seen:
            seen.add(said)
            yield one


def _fields(layout: Layout, template: Template, printed: Prints) -> Iterator[Diagnostic]:
    """The fields that are listed and never printed, and those that are printed and not listed."""
    asked, every = (_paths(MadeUp(layout, EVERYTHING, all_fields=all_fields)) for all_fields in (False, True))
    root = parse(layout.folder / LAYOUT_FILE).root
    came_out = {labels[-1] for labels in every if labels[0] not in ALWAYS and _whole(labels, printed)}
    told: set[str] = set()
    for labels in asked:
        hidden = next((labels[:at] for at in range(1, len(labels) + 1) if not printed(labels[:at])), None)
        if root and hidden and hidden[-1] not in came_out | told | _OF_ITSELF:
            told.add(hidden[-1])
            yield _unprinted(layout, hidden, root)
    above = {labels[:at] for labels in asked for at in range(1, len(labels) + 1)}
    listed = {label for labels in above for label in labels} | _OF_ITSELF
    for labels in every:
        extra = next((labels[:at] for at in range(1, len(labels) + 1) if labels[:at] not in above), None)
        if extra and extra[-1] not in listed and not _OF_ITSELF & set(labels) and _whole(labels, printed):
            listed |= {*labels}
            place, text = template.where(extra[-1])
            said, hint = (
                f"模板印“{extra[-1]}”，layout.yaml 的 字段 里没有列它，样稿里就没有这一项",
                f"在 字段 里加上 {extra[-1]}: 可空，或者删掉这个标签",
            )
            yield Diagnostic(
                UNPRINTED, said, template.path, excerpt=text, hint=hint, severity=Severity.WARNING, place=place
            )


def _paths(made: MadeUp) -> list[Labels]:
    made.document()
    return list(dict.fromkeys(one.labels for one in made.values))


def _whole(labels: Labels, printed: Prints) -> bool:
    return all(printed(labels[:at]) for at in range(1, len(labels) + 1))


def _unprinted(layout: Layout, labels: Labels, root: Node) -> Diagnostic:
    """A field that is not printed, or a part of one (as 国有资本 of 资金来源), which a layout cannot choose to be without."""
    field, at = next(((one, at) for one in reversed(labels) if (at := _listed(layout, one))), (labels[0], ("字段",)))
    mark = Locator(root).mark(at)
    if field == labels[-1]:
        said = f"“{field}”列在这里，模板里没有标签印它"
        return mark.diagnostic(UNPRINTED, said, f"{_how(labels)}；表上没有的，从这里删掉", Severity.WARNING)
    said = f"“{field}”里的“{labels[-1]}”，模板里没有标签印它"
    return mark.diagnostic(UNPRINTED, said, f"{_how(labels)}；表上没有的，不用管", Severity.INFO)


def _listed(layout: Layout, label: str) -> tuple[str | int, ...]:
    """Where in layout.yaml a field is listed; nowhere for one that is not."""
    for scope in Scope:
        if label in layout.uses.get(scope, {}):
            return ("字段", scope.value, label)
        for number, own in enumerate(layout.own.of(scope)):
            if own.name == label:
                return ("自定项", scope.value, number, "名称")
    return ()


def _how(labels: Labels) -> str:
    """How to print what stands at a path: within a project, and within a row of its indicators, by what loops call them."""
    of_row = len(labels) > 1 and labels[-2].endswith("绩效指标")
    names = (
        ("指标", labels[-1])
        if of_row
        else ("项目", *labels[1:])
        if labels[0] in PROJECTS and len(labels) > 1
        else labels
    )
    return f"在该印的地方写上标签，如 {{{{ {'.'.join(names)} }}}}"
