"""A template as Jinja itself compiles it, part by part: it tells every mistake, in the template and in the data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.utils import pass_context
from lxml import etree
from markupsafe import Markup

from perfgen.docx import explain
from perfgen.docx.bookmarks import counted, renumbered
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.fast_compile import fast_source
from perfgen.docx.filters import text_of
from perfgen.docx.finished import refused
from perfgen.docx.fitting import mark
from perfgen.docx.guards import MOST_TAGS
from perfgen.docx.measures import styles_of
from perfgen.docx.mended import mend
from perfgen.docx.notes import NOTES, take_in
from perfgen.docx.parts import DECLARATION, MAIN_PART, FastPlan, NotFastError, Remarks
from perfgen.docx.printed import printed
from perfgen.docx.revisions import count
from perfgen.docx.sandbox import FAILURES, Sandbox
from perfgen.docx.structure import TagFault, crossing
from perfgen.docx.surroundings import INDENT, TEXT, VALUE, Surroundings, attribute
from perfgen.docx.tags import patch, place
from perfgen.docx.well_formed import proved
from perfgen.docx.xml import ForbiddenXMLError, parse_xml
from perfgen.errors import Diagnostic, LayoutError

RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
"""The parts of a package in which tags are filled in."""
_OPENS = re.compile(r"\{(?:<[^>]*>)*[{%]")
MOST_PARTS, MOST_XML = 100, 2 * 1024 * 1024
"""Of parts that may hold tags, and characters of them together. The layouts that come with perfgen have six, of 80 KB."""
_MOST_SHOWN = 200
"""Characters of a paragraph that are shown on each side of a tag."""
_WIDE_BRACES = (("｛｛", "{{"), ("｝｝", "}}"), ("｛%", "{%"), ("%｝", "%}"))


@dataclass(frozen=True, slots=True)
class _Part:
    """One part that holds tags: its Jinja source by docxtpl's rules, with filters placed, and that compiled."""

    source: str
    placed: str
    template: Template


@pass_context
def _value(_: Context, value: Any) -> Markup:
    return attribute(text_of(value))


class JinjaTemplate:
    """The parts of a template that hold tags."""

    def __init__(self, path: Path, entries: Mapping[str, bytes]) -> None:
        """Compile the entries of a .docx at `path`.

        Raises LayoutError for a tag that is no Jinja or XML not Word's, DocumentError for parts beyond a budget.
        """
        self._path, self._entries, self._budget = path, entries, DocumentBudget(path)
        if MAIN_PART not in entries:
            raise self._fault(TagFault("这不是 Word 文件", "模板要在 Word 里另存为 .docx", ""))
        self.surroundings: list[Surroundings] = []
        self._styles = styles_of(entries)
        self._environment = Sandbox()
        self._environment.filters |= {VALUE: _value, TEXT: self._text, INDENT: self._indent}
        names = [name for name in entries if RENDERED.fullmatch(name)]
        if len(names) > MOST_PARTS or sum(len(entries[name]) for name in names) > MOST_XML:
            hint = f"正文、页眉、页脚合起来最多 {MOST_XML >> 20} MB，页眉、页脚最多 {MOST_PARTS - 1} 个；重新做一个模板"
            raise self._fault(TagFault("模板大得不正常", hint, ""))
        roots = {name: self._parsed(name) for name in names}
        self.remarks = Remarks(*map(sum, zip(*map(count, roots.values()), strict=True)))
        self.notes = self._noted(roots)
        self._parts = {name: self._compiled(root) for name, root in roots.items()}

    def plans(self) -> dict[str, FastPlan]:
        """How to render each part that holds tags, by name."""
        return {name: self._plan(name, part.placed) for name, part in self._parts.items()}

    def printed(self) -> frozenset[tuple[str, ...]]:
        """The paths of the data that the template prints."""
        return printed(self._environment.parse(part.placed) for part in self._parts.values())

    def _plan(self, name: str, placed: str) -> FastPlan:
        proof = proved(placed, self._environment, self.surroundings)
        source = counted(placed) if name == MAIN_PART else placed
        if source is None or not proof.sound:
            return FastPlan("")
        signs = None if proof.signs is None else tuple(sign.encode() for sign in sorted(proof.signs))
        try:
            return FastPlan(fast_source(source), signs, proof.balanced)
        except NotFastError:
            return FastPlan("")

    @pass_context
    def _text(self, _: Context, value: Any, surroundings: int) -> Markup:
        return self.surroundings[surroundings].fill(text_of(value))

    @pass_context
    def _indent(self, _: Context, value: Any, surroundings: int) -> str:
        return self.surroundings[surroundings].indented(text_of(value))

    def _parsed(self, name: str) -> etree._Element:
        self._budget.parse(self._entries[name])
        try:
            return parse_xml(self._entries[name])
        except ForbiddenXMLError:
            broken = TagFault(f"{name} 不是正常的 Word 内容", "在 Word 里打开模板，另存一份再试", "")
            raise self._fault(broken) from None

    def _noted(self, roots: Mapping[str, etree._Element]) -> tuple[str, ...]:
        """Take the notes into the text; the names of their parts, where the text refers to any."""
        main = roots[MAIN_PART]
        parts = {
            name: roots[name] for name in NOTES if name in roots and next(main.iter(NOTES[name][0]), None) is not None
        }
        take_in(main, parts)
        return tuple(parts)

    def _compiled(self, root: etree._Element) -> _Part:
        fault = mend(root)
        mark(root, self._styles)
        xml = etree.tostring(root, encoding="unicode")
        if len(_OPENS.findall(xml)) > MOST_TAGS:
            raise self._fault(TagFault("模板里的标签太多", f"一个模板里最多 {MOST_TAGS} 个标签", ""))
        for wide, narrow in _WIDE_BRACES:
            if wide in xml:
                raise self._fault(TagFault(f"模板里的花括号是全角的“{wide}”", f"改成英文的 {narrow}", ""))
        if fault:
            raise self._fault(fault)
        source = patch(xml)
        return _Part(source, *self._template(source))

    def _template(self, source: str) -> tuple[str, Template]:
        """Compile a source; on a mistake, compile it again a tag a line to tell where it stands."""
        try:
            fault = crossing(source, self._environment)
            if fault is None:
                placed, self.surroundings = place(source, self._environment, self.surroundings)
                return placed, self._environment.from_string(placed)
        except (TemplateSyntaxError, RecursionError):
            lines = explain.by_tag(source)
            fault = TagFault("模板里的标签太复杂", "把标签拆短", "")
            try:
                self._environment.from_string(lines)
                self._environment.from_string(place(lines, self._environment, self.surroundings)[0])
            except TemplateSyntaxError as error:
                fault = explain.at_line(lines, error.lineno, *explain.syntax_said(error))
        raise self._fault(fault, source)

    def filled(self, name: str, data: Mapping[str, Any]) -> bytes:
        """A part for `data`. Raises LayoutError where a tag names what `data` has not, or the result is not Word's."""
        part = self._parts[name]
        try:
            xml = part.template.render(data)
        except FAILURES as error:
            raise self._fault(self._explained(part, data, error)) from None
        if name == MAIN_PART:
            xml = renumbered(xml)
        content = DECLARATION + xml.encode("utf-8")
        fault = refused(name, content)
        if fault:
            raise self._fault(fault)
        return content

    def _explained(self, part: _Part, data: Mapping[str, Any], error: Exception) -> TagFault:
        """Render again, a tag a line, so that the traceback tells the tag."""
        lines = explain.by_tag(part.source)
        template = self._template(lines)[1]
        line = 0
        try:
            template.render(data)
        except FAILURES as again:
            line = explain.template_line(again.__traceback__)
        return explain.at_line(lines, line, *explain.run_said(error, tuple(data)))

    def _fault(self, fault: TagFault, source: str = "") -> LayoutError:
        around = fault.around or (explain.around(source, fault.number) if fault.number >= 0 else "")
        raw = self._entries.get(MAIN_PART, b"").decode("utf-8", "replace")
        shown = explain.as_in_word(fault.tag, raw)
        around = explain.excerpt(around, shown, _MOST_SHOWN)
        tag = f"：{explain.excerpt(shown, '', _MOST_SHOWN)}" if fault.tag else ""
        return LayoutError(Diagnostic("TPL01", f"{fault.message}{tag}", self._path, excerpt=around, hint=fault.hint))
