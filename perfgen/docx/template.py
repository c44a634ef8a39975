"""A Word template, compiled once, rendered as often as there are filings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from lxml import etree
from markupsafe import Markup, escape

from perfgen.docx.archive import pack, read_archive
from perfgen.docx.bookmarks import renumbered
from perfgen.docx.tags import TEXT, VALUE, Surroundings, patch, place
from perfgen.docx.xml import ForbiddenXMLError, incomplete, parse_xml
from perfgen.errors import Diagnostic, LayoutError
from perfgen.filing import nearest

MAIN_PART = "word/document.xml"
_RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class _UnknownNameError(UndefinedError):
    """A tag names something that is not there. `known` are the names that are; `root` where a tag may begin with it."""

    def __init__(self, name: str, known: tuple[str, ...], *, root: bool) -> None:
        super().__init__(name)
        self.name, self.known, self.root = name, known, root


class _Strict(StrictUndefined):
    """Refuses to print, and says which names there are instead."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
        owner = self._undefined_obj
        known = tuple(map(str, owner)) if isinstance(owner, Mapping) else ()
        raise _UnknownNameError(str(self._undefined_name), known, root=owner is missing)

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __add__ = __radd__ = __sub__ = __call__ = __getitem__ = _fail_with_undefined_error


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates from anywhere: no way to Python, and no number or text that grows without bound."""

    intercepted_binops = frozenset({"**", "*"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or not numbers:
            raise SecurityError(f"{operator} is not allowed here")
        return super().call_binop(context, operator, left, right)


def _value(value: Any) -> Markup:
    return Markup(str(escape(value)).replace("\t", "&#9;").replace("\n", "&#10;"))  # noqa: S704


@dataclass(frozen=True, slots=True)
class _Part:
    """One part that holds tags: its name, its Jinja source by docxtpl's rules, and that source compiled."""

    name: str
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
            raise self._fault("这不是 Word 文件", "模板要在 Word 里另存为 .docx")
        self._surroundings: list[Surroundings] = []
        self._environment = self._sandbox()
        self._parts = {name: self._compiled(name) for name in self._entries if _RENDERED.fullmatch(name)}

    def render(self, data: Mapping[str, Any]) -> bytes:
        """The finished .docx for `data` (by the names the tags use; mappings, sequences and text).

        Raises LayoutError where a tag names what `data` has not, or the result is not a Word file.
        """
        return pack((name, self._filled(name, data)) for name in self._entries)

    def _sandbox(self) -> _Sandbox:
        environment = _Sandbox(autoescape=True, undefined=_Strict, keep_trailing_newline=True)
        environment.filters[VALUE] = _value
        environment.filters[TEXT] = self._text
        return environment

    def _text(self, value: Any, surroundings: int) -> Markup:
        if hasattr(value, "__html__"):
            return Markup(value)  # noqa: S704 -- what the template itself marked as XML
        return self._surroundings[surroundings].fill(str(value))

    def _compiled(self, name: str) -> _Part:
        try:
            root = parse_xml(self._entries[name])
        except ForbiddenXMLError:
            raise self._fault(f"{name} 不是正常的 Word 内容", "在 Word 里打开模板，另存一份再试") from None
        xml = etree.tostring(root, encoding="unicode")
        for wide, narrow in (("｛｛", "{{"), ("｝｝", "}}"), ("｛%", "{%"), ("%｝", "%}")):
            if wide in xml:
                raise self._fault(f"模板里的花括号是全角的“{wide}”", f"改成英文的 {narrow}")
        source = patch(xml)
        return _Part(name, source, self._template(source))

    def _template(self, source: str) -> Template:
        """Compile a source; on a mistake, compile it again a paragraph a line to tell where it stands."""
        try:
            placed, surroundings = place(source, self._environment)
            offset = len(self._surroundings)
            self._surroundings += surroundings
            placed = re.sub(rf"\|{TEXT}\((\d+)\)", lambda m: f"|{TEXT}({int(m[1]) + offset})", placed)
            return self._environment.from_string(placed)
        except (TemplateSyntaxError, RecursionError):
            lines = _by_paragraph(source)
            try:
                self._environment.from_string(lines)
            except TemplateSyntaxError as error:
                raise self._in_paragraph(lines, error.lineno, _syntax_said(error)) from None
            raise self._fault("模板里的标签太复杂", "把标签拆短") from None

    def _filled(self, name: str, data: Mapping[str, Any]) -> bytes:
        part = self._parts.get(name)
        if part is None:
            return self._entries[name]
        try:
            xml = part.template.render(data)
        except (TemplateError, TypeError, ValueError, OverflowError, ZeroDivisionError, RecursionError) as error:
            raise self._explained(part, data, error) from None
        if name == MAIN_PART:
            xml = renumbered(xml)
        content = _DECLARATION + xml.encode("utf-8")
        try:
            broken = incomplete(parse_xml(content))
        except ForbiddenXMLError:
            broken = True
        if broken:
            raise self._fault(
                f"套用模板后 {name} 不再是正常的 Word 内容",
                "检查 {%p … %}、{%tr … %} 是否各占一整段、一整行，并且成对",
            )
        return content

    def _explained(self, part: _Part, data: Mapping[str, Any], error: Exception) -> LayoutError:
        """Render again, a paragraph a line, so that the traceback tells the paragraph."""
        lines = _by_paragraph(part.source)
        template = self._template(lines)
        line = 0
        try:
            template.render(data)
        except Exception as again:  # noqa: BLE001 -- whatever it was, only its place is wanted
            trace = again.__traceback__
            while trace is not None:
                if trace.tb_frame.f_code.co_filename == "<template>":
                    line = trace.tb_lineno
                trace = trace.tb_next
        said = _unknown_said(error, tuple(data)) if isinstance(error, _UnknownNameError) else _run_said(error)
        return self._in_paragraph(lines, line, said)

    def _in_paragraph(self, lines: str, line: int, said: tuple[str, str]) -> LayoutError:
        message, hint = said
        split = lines.split("\n")
        text = re.sub(r"<[^>]*>", "", split[line - 1]) if 0 < line <= len(split) else ""
        return LayoutError(Diagnostic("TPL01", message, self.path, excerpt=text.strip(), hint=hint))

    def _fault(self, message: str, hint: str) -> LayoutError:
        return LayoutError(Diagnostic("TPL01", message, self.path, hint=hint))


def _by_paragraph(source: str) -> str:
    """The source with each paragraph on a line of its own, and no other line breaks."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source.replace("\n", " "))


_SYNTAX = (
    ("Encountered unknown tag 'endfor'", "多了一个 {{% endfor %}}", "每个 endfor 都要有对应的 for"),
    ("Encountered unknown tag 'endif'", "多了一个 {{% endif %}}", "每个 endif 都要有对应的 if"),
    ("Encountered unknown tag", "不认识的标签 {{% {tag} %}}", "可以用 for、endfor、if、else、endif、vm；检查拼写"),
    ("No filter named", "没有“{tag}”这个筛选器", "去掉竖线和后面的内容，或检查拼写"),
    ("No test named", "没有“{tag}”这个判断", "去掉 is 和后面的内容，或检查拼写"),
    ("Unexpected end of template", "标签没有收尾", "每个 {%p for … %} 都要有 {%p endfor %}，每个 if 都要有 endif"),
    ("unexpected '}'", "花括号没有配对", "标签写成 {{ 名称 }}"),
    ("", "标签写得不对", "标签写成 {{ 名称 }} 或 {%p for … in … %}"),
)
_TAG = re.compile(r"'([^']*)'")


def _syntax_said(error: TemplateSyntaxError) -> tuple[str, str]:
    problem = error.message or ""
    found = _TAG.search(problem)
    tag = found[1] if found else ""
    message, hint = next((message, hint) for sign, message, hint in _SYNTAX if sign in problem)
    return message.replace("{tag}", tag).replace("{{%", "{%").replace("%}}", "%}"), hint


def _unknown_said(error: _UnknownNameError, roots: tuple[str, ...]) -> tuple[str, str]:
    known = error.known or (roots if error.root else ())
    if not known:
        return f"模板里的“{error.name}”没有对应的数据", "它前面的数据已经到头了，检查点号和方括号"
    listed = f"可用的名称：{'、'.join(known)}"
    near = nearest(error.name, known)
    return f"模板里的“{error.name}”没有对应的数据", f"{near}{listed}" if near.startswith("是不是") else listed


def _run_said(error: Exception) -> tuple[str, str]:
    if isinstance(error, SecurityError):
        return "模板里的标签做了不允许的事", "标签只能取数据、循环和判断"
    return "模板里的标签算不出来", "检查标签里的运算和筛选器"
