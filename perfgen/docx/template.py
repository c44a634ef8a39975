"""A Word template, compiled once, rendered as often as there are filings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError
from lxml import etree
from markupsafe import Markup, escape

from perfgen.docx import explain
from perfgen.docx.archive import pack, read_archive
from perfgen.docx.bookmarks import renumbered
from perfgen.docx.sandbox import BoundedRange, Sandbox, text_of
from perfgen.docx.structure import TagFault, crossing, lost_text
from perfgen.docx.tags import TEXT, VALUE, Surroundings, patch, place
from perfgen.docx.xml import ForbiddenXMLError, incomplete, parse_xml
from perfgen.errors import Diagnostic, LayoutError

MAIN_PART = "word/document.xml"
_RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDE_BRACES = (("｛｛", "{{"), ("｝｝", "}}"), ("｛%", "{%"), ("%｝", "%}"))
_FAILURES = (TemplateError, TypeError, ValueError, OverflowError, ZeroDivisionError, RecursionError)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part that holds tags: its Jinja source by docxtpl's rules, and that source compiled."""

    source: str
    template: Template


class WordTemplate:
    """A .docx with docxtpl tags. Immutable once made; the same data gives the same bytes, always."""

    def __init__(self, path: Path) -> None:
        """Read and compile a template.

        Raises LayoutError for a tag that is no Jinja or XML that is not Word's, DocumentError for a file that is no .docx.
        """
        self.path = path
        self._entries = read_archive(path)
        if MAIN_PART not in self._entries:
            raise self._fault(TagFault("这不是 Word 文件", "模板要在 Word 里另存为 .docx", ""))
        self._surroundings: list[Surroundings] = []
        self._environment = Sandbox()
        self._environment.filters |= {VALUE: _value, TEXT: self._text}
        self._parts = {name: self._compiled(name) for name in self._entries if _RENDERED.fullmatch(name)}

    def render(self, data: Mapping[str, Any]) -> bytes:
        """The finished .docx for `data` (by the names the tags use; mappings, sequences and text).

        Raises LayoutError where a tag names what `data` has not, or the result is not a Word file.
        """
        return pack((name, self._filled(name, data)) for name in self._entries)

    def _text(self, value: Any, surroundings: int) -> Markup:
        return self._surroundings[surroundings].fill(text_of(value))

    def _compiled(self, name: str) -> _Part:
        try:
            root = parse_xml(self._entries[name])
        except ForbiddenXMLError:
            fault = TagFault(f"{name} 不是正常的 Word 内容", "在 Word 里打开模板，另存一份再试", "")
            raise self._fault(fault) from None
        xml = etree.tostring(root, encoding="unicode")
        for wide, narrow in _WIDE_BRACES:
            if wide in xml:
                raise self._fault(TagFault(f"模板里的花括号是全角的“{wide}”", f"改成英文的 {narrow}", ""))
        lost = next(lost_text(root), None)
        if lost:
            raise self._fault(lost)
        source = patch(xml)
        return _Part(source, self._template(source))

    def _template(self, source: str) -> Template:
        """Compile a source; on a mistake, compile it again a tag a line to tell where it stands."""
        try:
            fault = crossing(source, self._environment)
            if fault is None:
                placed, self._surroundings = place(source, self._environment, self._surroundings)
                return self._environment.from_string(placed)
        except (TemplateSyntaxError, RecursionError):
            lines = explain.by_tag(source)
            fault = TagFault("模板里的标签太复杂", "把标签拆短", "")
            try:
                self._environment.from_string(lines)
            except TemplateSyntaxError as error:
                fault = explain.at_line(lines, error.lineno, *explain.syntax_said(error))
        raise self._fault(fault, source)

    def _filled(self, name: str, data: Mapping[str, Any]) -> bytes:
        part = self._parts.get(name)
        if part is None:
            return self._entries[name]
        try:
            xml = part.template.render(data, range=BoundedRange())
        except _FAILURES as error:
            raise self._fault(self._explained(part, data, error)) from None
        if name == MAIN_PART:
            xml = renumbered(xml)
        content = _DECLARATION + xml.encode("utf-8")
        try:
            broken = incomplete(parse_xml(content))
        except ForbiddenXMLError:
            broken = True
        if broken:
            fault = TagFault(f"套用模板后 {name} 不再是正常的 Word 内容", "检查空着的表格、行和单元格里的标签", "")
            raise self._fault(fault)
        return content

    def _explained(self, part: _Part, data: Mapping[str, Any], error: Exception) -> TagFault:
        """Render again, a tag a line, so that the traceback tells the tag."""
        lines = explain.by_tag(part.source)
        template = self._template(lines)
        line = 0
        try:
            template.render(data, range=BoundedRange())
        except _FAILURES as again:
            line = explain.template_line(again.__traceback__)
        return explain.at_line(lines, line, *explain.run_said(error, tuple(data)))

    def _fault(self, fault: TagFault, source: str = "") -> LayoutError:
        around = fault.around or (explain.around(source, fault.number) if fault.number >= 0 else "")
        raw = self._entries.get(MAIN_PART, b"").decode("utf-8", "replace")
        tag = f"：{explain.as_in_word(fault.tag, raw)}" if fault.tag else ""
        return LayoutError(Diagnostic("TPL01", f"{fault.message}{tag}", self.path, excerpt=around, hint=fault.hint))


def _value(value: Any) -> Markup:
    escaped = str(escape(text_of(value)))
    return Markup(escaped.replace("\t", "&#9;").replace("\n", "&#10;"))  # noqa: S704 -- escaped above
