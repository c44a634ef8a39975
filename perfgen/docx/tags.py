r"""The source of one template part, made ready for Jinja: docxtpl's dialect, with values that become real paragraphs.

docxtpl's own patching gives the source. Each ``{{ … }}`` in it is then told where it stands: in an attribute, in the text
of a run, or elsewhere. In the text of a run a line break in the value ends the paragraph and begins another of the same
format, and a tab becomes Word's tab, with the XML docxtpl gives for ``\a`` and ``\t``.
"""

from __future__ import annotations

import re

from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateSyntaxError

from perfgen.docx.fitting import MARK
from perfgen.docx.surroundings import INDENT, TEXT, VALUE, Surroundings

_LITERALS = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_IN_TAG = re.compile(r"<[^<>]*\Z")
_PARAGRAPH = re.compile(r"<w:p(?:\s[^>]*)?(?<!/)>")
_MOST_INNER = 100
"""Paragraphs of notes and shapes in one paragraph before a tag: a bound, so that no template takes long to be looked at."""
_RUN = re.compile(r"<w:r(?:\s[^>]*)?>")
_OPEN_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>[^<]*\Z")
_PPR = re.compile(r"<w:pPr>.*?</w:pPr>", re.DOTALL)
_RPR = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_OF_THE_FIRST = re.compile("<w:pageBreakBefore/>|<w:ind room=[^>]*/>")
"""What only the first of the paragraphs of a value has."""
_BETWEEN = re.compile(r"<(/?)w:(hyperlink|ins|smartTag|sdt|fldSimple)\b[^>]*?(/?)>")


def patch(xml: str) -> str:
    """The part as Jinja source, by docxtpl's rules. ``{_{`` in a template is a literal ``{{``."""
    source: str = DocxTemplate("").patch_xml(xml)
    for written, meant in _LITERALS.items():
        source = source.replace(written, f"{{{{ '{meant}' }}}}")
    return source


def place(source: str, environment: Environment, known: list[Surroundings]) -> tuple[str, list[Surroundings]]:
    """Put the filter that fits its place on every ``{{ … }}``.

    Returns the source, and the surroundings by index: those `known` and what this source adds.
    Raises TemplateSyntaxError for an empty tag, and for what the lexer does not know.
    """
    parts: list[str] = []
    data = begin = expression = ""
    surroundings = list(known)
    for _, kind, text in environment.lex(source):
        if kind == "variable_begin":
            begin, expression = text, ""
        elif kind == "variable_end":
            if not expression.strip():
                raise TemplateSyntaxError("empty tag", 1)
            parts.append(f"{begin} ({expression})|{_filter(data, surroundings)} {text}")
            begin = ""
        elif begin:
            expression += text
        else:
            parts.append(text)
            data += text if kind == "data" else ""
    return MARK.sub(r"\1", "".join(parts)), surroundings


def _filter(before: str, surroundings: list[Surroundings]) -> str:
    element = before[before.rfind("<") :]
    if element.startswith("<w:ind ") and (mark := MARK.match(element)):
        return f"{INDENT}({_index(Surroundings(None, '', int(mark[2]), int(mark[3])), surroundings)})"
    if _IN_TAG.search(element) or not _OPEN_TEXT.search(before[before.rfind("<w:t") :]):
        return VALUE
    paragraph = before[_last_paragraph(before) :]
    run = paragraph[_last(_RUN, paragraph, "<w:r") :]
    mark = MARK.match(before, before.rfind("<w:t"))
    fitting = (int(mark[2]), int(mark[3])) if mark else (None, 0)
    around = Surroundings(_paragraph_properties(paragraph), _first(_RPR, run), *fitting)
    return f"{TEXT}({_index(around, surroundings)})"


def _index(around: Surroundings, surroundings: list[Surroundings]) -> int:
    if around not in surroundings:
        surroundings.append(around)
    return surroundings.index(around)


def _last_paragraph(text: str) -> int:
    """Where the paragraph begins that is open at the end: those of notes and shapes in it are closed."""
    at, closed = _last(_PARAGRAPH, text, "<w:p"), len(text)
    for _ in range(_MOST_INNER):
        inner = text.count("</w:p>", at, closed)
        if not inner:
            break
        closed = at
        for _ in range(inner):
            at = _last(_PARAGRAPH, text, "<w:p", at)
    return at


def _last(pattern: re.Pattern[str], text: str, start: str, end: int | None = None) -> int:
    """Where the last element of a kind begins before `end`; `start` is what its tag begins with."""
    at = len(text) if end is None else end
    while (at := text.rfind(start, 0, at)) >= 0:
        if pattern.match(text, at):
            return at
    return 0


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _paragraph_properties(paragraph: str) -> str | None:
    """What a following paragraph of the same format begins with; None inside a link or anything else that is one piece."""
    depth = sum((-1 if close else 0 if empty else 1) for close, _, empty in _BETWEEN.findall(paragraph))
    properties = _first(_PPR, paragraph)
    if depth > 0 or "<w:sectPr" in properties:
        return None
    return _OF_THE_FIRST.sub("", properties)
