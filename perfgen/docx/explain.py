"""A mistake in a template, told to the person who edits it: the tag, its paragraph, and the names there are."""

from __future__ import annotations

import re
from types import TracebackType

from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError

from perfgen.docx.filters import NotTextError
from perfgen.docx.guards import TagRefusedError
from perfgen.docx.limits import MOST_TEXT, OverBudgetError
from perfgen.docx.sandbox import UnknownNameError
from perfgen.docx.structure import TagFault
from perfgen.docx.written_tags import MISTYPED, tags_in
from perfgen.filing import nearest

_TAG_OR_XML = re.compile(r"(\{[{%])|<[^<>]*>")
_QUOTED = re.compile(r"'([^']*)'")
_CODES = re.compile(r"<w:instrText(?:\s[^<>]*)?(?:/>|>(?:(?!<w:instrText|</w:instrText>).)*</w:instrText>)", re.DOTALL)

_SYNTAX = (
    ("Encountered unknown tag", "不认识的标签 {% % %}", "可以用 for、endfor、if、else、endif、vm；检查拼写"),
    ("No filter named", "没有“%”这个筛选器", "去掉竖线和后面的内容，或检查拼写"),
    ("No test named", "没有“%”这个判断", "去掉 is 和后面的内容，或检查拼写"),
    ("unexpected '}'", "花括号没有配对", "标签写成 {{ 名称 }}"),
    ("", "标签写得不对", "标签写成 {{ 名称 }} 或 {%p for … in … %}"),
)

_TOO_MUCH = (
    "模板里的标签做得太多",
    "循环套循环时，里面的从外面的取，如 {% for 组 in 项目.绩效指标 %} 里面写 {% for 指标 in 组.指标 %}",
)
_TOO_LONG = ("模板里的标签做出来的文字或数太长", f"一段文字最多 {MOST_TEXT // 10_000} 万字，数最多七十几位")


def by_tag(source: str) -> str:
    """The source with each paragraph and each tag beginning a line, so that a line number tells the tag."""
    return re.sub(r"(<w:p[ >]|\{\{|\{%)", r"\n\1", source.replace("\n", " "))


def at_line(lines: str, line: int, message: str, hint: str) -> TagFault:
    """The fault of what stands on a line (from 1) of `by_tag`'s text."""
    split = lines.split("\n")
    number = min(max(line, 1), len(split)) - 1
    first = next((n for n in range(number, -1, -1) if split[n].startswith("<w:p")), 0)
    after = next((n for n in range(number + 1, len(split)) if split[n].startswith("<w:p")), len(split))
    tag = next(tags_in(split[number], MISTYPED), None)
    return TagFault(message, hint, tag.text if tag and tag.start == 0 else "", shown("".join(split[first:after])))


def around(source: str, number: int) -> str:
    """The paragraph that the tag of that number (from 0) stands in."""
    lines = by_tag(source)
    tags = [at for at, line in enumerate(lines.split("\n"), 1) if line.startswith(("{{", "{%"))]
    return at_line(lines, tags[number], "", "").around if number < len(tags) else ""


def as_in_word(tag: str, xml: str) -> str:
    """The tag as it stands in the template, with its p, tr, tc or r, which docxtpl takes off."""
    inner = re.escape(tag[2:-2].strip())
    found = (
        re.search(rf"\{{%(?:p|tr|tc|r)\s+{inner}\s*%\}}", re.sub(r"<[^>]*>", "", xml))
        if tag.startswith("{%") and inner
        else None
    )
    return found[0] if found else tag


def excerpt(text: str, tag: str, most: int) -> str:
    """The text around a tag, with at most so many characters on each side, and of the tag."""
    at = max(text.find(tag), 0)
    begin, end = max(at - most, 0), at + len(tag[:most]) + most
    return f"{'…' * (begin > 0)}{text[begin:end]}{'…' * (end < len(text))}"


def shown(xml: str) -> str:
    """What a person sees of a paragraph's XML: its text and tags, no field codes."""
    text, at = _CODES.sub("", xml), 0
    ends = {tag.start: tag.end for tag in tags_in(text, MISTYPED)}
    parts: list[str] = []
    while found := _TAG_OR_XML.search(text, at):
        end = ends.get(found.start(), found.end()) if found[1] else found.end()
        parts += [text[at : found.start()], text[found.start() : end] if found[1] else ""]
        at = end
    return "".join([*parts, text[at:]]).strip()


def syntax_said(error: TemplateSyntaxError) -> tuple[str, str]:
    """A mistake of Jinja's grammar, or a tag that is refused."""
    if isinstance(error, TagRefusedError):
        return error.said, error.hint
    problem = error.message or ""
    quoted = _QUOTED.search(problem)
    message, hint = next((message, hint) for sign, message, hint in _SYNTAX if sign in problem)
    word = quoted[1] if quoted else ""
    return message.replace("{% % %}", f"{{% {word} %}}").replace("“%”", f"“{word}”"), hint


def run_said(error: Exception, roots: tuple[str, ...]) -> tuple[str, str]:
    """What went wrong in rendering; `roots` are the names a tag can begin with."""
    if isinstance(error, UnknownNameError):
        return _unknown_said(error, roots)
    if isinstance(error, NotTextError):
        hint = f"再往下写一层：{'、'.join(error.known)}" if error.known else "它是一列，用 {%p for … in … %} 逐条印"
        return "这个标签印出来的不是文字", hint
    if isinstance(error, OverBudgetError):
        return _TOO_LONG if error.long else _TOO_MUCH
    if isinstance(error, SecurityError):
        return "模板里的标签做了不允许的事", "标签只能取数据、循环和判断"
    return "模板里的标签算不出来", "检查标签里的运算和筛选器"


def _unknown_said(error: UnknownNameError, roots: tuple[str, ...]) -> tuple[str, str]:
    known = error.known or (roots if error.root else ())
    message = f"模板里的“{error.name}”没有对应的数据"
    if not known:
        return message, "它前面的数据已经到头了，检查点号和方括号"
    listed = f"可用的名称：{'、'.join(known)}"
    near = nearest(error.name, known)
    return message, f"{near}{listed}" if near.startswith("是不是") else listed


def template_line(trace: TracebackType | None) -> int:
    """The line of the template that a traceback leads to."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
