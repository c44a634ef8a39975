"""A layout tried on filings that are made up: what comes out must be a whole Word file, with every value in it."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen import kinds
from perfgen.docx.archive import unpacked
from perfgen.docx.output_faults import disorder, output_faults, text_of_package
from perfgen.errors import Diagnostic, PerfgenError, Severity
from perfgen.filing.advice import Prints
from perfgen.kinds.kind import Labels
from perfgen.layout_check.made_up import MadeUp, MadeUpValue, Size
from perfgen.layout_check.template import TAGS, Template
from perfgen.layouts import Layout
from perfgen.layouts.shows import ALWAYS
from perfgen.loading import Prepared, Settings, load, template_of

TRIAL = "TPL04"
"""The code of what only a trial shows."""

MOST_TRIED = 8 * 2**20
"""Bytes of a trial unpacked, of all its parts: the largest of the layouts that come with perfgen has one million. Looking through it takes
some thirty times as much memory."""

_SIGNS = ("{{", "}}", "{%", "%}")
_MOST_SHOWN, _LONGEST = 3, 40


def tried(layout: Layout, template: Template, size: Size, prints: Prints) -> Iterator[Diagnostic]:
    """What is wrong with what a layout prints of a filing of a size; `prints` tells what it is to print."""
    made = MadeUp(layout, size)
    try:
        prepared = load(made.yaml, Settings(layout=layout.folder)).valid
        rendered = _rendered(prepared)
    except PerfgenError as error:
        for one in error.diagnostics:
            yield _of_trial(one, size, template)
        return
    entries = unpacked(rendered)
    if sum(map(len, entries.values())) > MOST_TRIED:
        message = f"试印{size.name}一份：印出来太大，超过 {MOST_TRIED // 2**20} MB"
        hint = "检查循环里是不是重复放了同样的表"
        yield Diagnostic(TRIAL, message, template.path, hint=hint)
        return
    for placed in output_faults(entries):
        found = template.said(placed, TRIAL)
        yield _of_trial(found, size, template)
    disordered = disorder(entries)
    if disordered:
        yield _of_trial(template.said(disordered, TRIAL, Severity.WARNING), size, template)
    text = text_of_package(entries)
    yield from _left_over(text, size, template)
    worked_out = kinds.by_name(layout.kind).worked_out
    values = [one for one in made.values if one.labels[-1] not in worked_out]
    yield from _lost(values, text, prints, size, template)


def _rendered(prepared: Prepared) -> bytes:
    seen = kinds.by_name(prepared.layout.kind).view(prepared.filing, prepared.layout, prepared.narrative, None)
    return template_of(prepared.layout).render(seen)


def _of_trial(one: Diagnostic, size: Size, template: Template) -> Diagnostic:
    """What befell in a trial, as a finding of the template: a filing that was made up is nobody's file."""
    code, file = (one.code, one.file) if one.code == TAGS else (TRIAL, template.path)
    message = f"试印{size.name}一份：{one.message}"
    return Diagnostic(code, message, file, excerpt=one.excerpt, hint=one.hint, severity=one.severity, place=one.place)


def _left_over(text: str, size: Size, template: Template) -> Iterator[Diagnostic]:
    """Signs of tags in what was printed: half a tag, that nobody took for one."""
    literal = any(sign in text_of_package(template.entries) for sign in ("{_{", "}_}"))
    for line in () if literal else text.split("\n"):
        if any(sign in line for sign in _SIGNS):
            message, hint = (
                f"试印{size.name}一份：标签没有换成内容，照原样印出来了",
                "标签多半少了一半，或中间夹了别的东西；删掉重打一遍",
            )
            yield Diagnostic(TRIAL, message, template.path, excerpt=line[:400], hint=hint)


def _lost(values: list[MadeUpValue], text: str, prints: Prints, size: Size, template: Template) -> Iterator[Diagnostic]:
    """Values that the tags promise to print, and that did not come out in any project."""
    said = _Printed(text)
    found: dict[Labels, dict[int, list[str | None]]] = {}
    for one in values:
        found.setdefault(one.labels, {}).setdefault(one.project, []).append(said.lacks(one))
    for labels, by_project in found.items():
        asked = labels[0] not in ALWAYS and all(prints(labels[:at]) for at in range(1, len(labels) + 1))
        if not asked or any(not any(lost) for lost in by_project.values()):
            continue
        every = [lost for several in by_project.values() for lost in several]
        lost = [one for one in every if one]
        shown = "、".join(f"“{one[:_LONGEST]}”" for one in lost[:_MOST_SHOWN])
        message = f"试印{size.name}一份：{'.'.join(labels)} 写了 {len(every)} 处，{len(lost)} 处没有印出来，如 {shown}"
        hint = "检查印它的标签：要逐条印的用 for，不要只印 [0]；外面的 if 是不是把它挡住了"
        yield Diagnostic(TRIAL, message, template.path, hint=hint, severity=Severity.WARNING)


class _Printed:
    """What was printed, looked through for many values: most of them are a whole paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = frozenset(text.split("\n"))

    def lacks(self, one: MadeUpValue) -> str | None:
        """A piece of a value that was not printed; None where all were."""
        return next((min(ways, key=len) for ways in one.pieces if not self._has(ways)), None)

    def _has(self, ways: frozenset[str]) -> bool:
        return not ways.isdisjoint(self._lines) or any(way in self._text for way in ways)
