"""What only docxtpl itself can do: pictures, documents in documents, rich text, replaced media.

Such values carry XML of their own, and parts that the package must get; docxtpl renders the whole document then, in the
same sandbox and with the same strict names, and the package is written as all others are.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError
from lxml import etree

from perfgen.docx import explain
from perfgen.docx.archive import pack, read_archive
from perfgen.docx.bookmarks import renumbered
from perfgen.docx.filters import text_of
from perfgen.docx.finished import refused
from perfgen.docx.fitting import indented, set_in_fonts, titles
from perfgen.docx.measures import Styles, styles_of
from perfgen.docx.mended import mend
from perfgen.docx.notes import put_back, take_in
from perfgen.docx.parts import CORE_PART, MAIN_PART
from perfgen.docx.revisions import without_remarks
from perfgen.docx.sandbox import FAILURES, Sandbox
from perfgen.docx.surroundings import INDENT, Surroundings
from perfgen.docx.written_tags import MISTYPED, tags_in
from perfgen.docx.xml import parse_xml, w
from perfgen.errors import Diagnostic, LayoutError


def docxtpl_objects(data: Any) -> Iterator[Any]:
    """The values in data that are docxtpl's own."""
    if type(data).__module__.partition(".")[0] == "docxtpl":
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from docxtpl_objects(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from docxtpl_objects(value)


def rendered(
    path: Path,
    data: Mapping[str, Any],
    core: Callable[[], bytes | bytearray],
    docx: Any = None,
    notes: Mapping[str, bytes] = {},
) -> bytes:
    r"""The .docx that docxtpl makes of the template at `path`, or of `docx`, a DocxTemplate with media replaced.

    A picture or a document knows the DocxTemplate it was made for, and is rendered by that. `core` gives the properties
    of the document, which docxtpl escapes twice; `notes` are the parts whose notes belong to the text. Text that holds docxtpl's own signs (``{_{``) comes out otherwise here.
    Raises LayoutError where rendering fails.
    """
    owners = (getattr(value, "tpl", None) for value in docxtpl_objects(data))
    apart = {name: parse_xml(content) for name, content in notes.items()}
    template = docx or next(filter(None, owners), None) or DocxTemplate(path)
    template.render_properties = lambda *_: None
    styles = styles_of(read_archive(path))
    places: list[Surroundings] = []
    template.patch_xml = lambda xml: DocxTemplate.patch_xml(template, _mended(xml, apart, styles, places))
    environment = _Sandbox()
    environment.filters[INDENT] = lambda title, place: places[place].indented(text_of(title))
    environment.finalize = _printed
    buffer = io.BytesIO()
    try:
        template.render(_paragraphs(data), environment)
        template.save(buffer)
    except FAILURES as error:
        raise LayoutError(_fault(path, error, environment.sources[-1:], tuple(data))) from error
    except Exception as error:  # docxtpl raises what its libraries raise
        raise LayoutError(
            Diagnostic("TPL01", f"docxtpl 套用模板时出错：{error}", path, hint="检查模板里的标签和图片")
        ) from error
    return pack(_entries(path, buffer, core, _Kept(styles, apart)).items())


class _Sandbox(Sandbox):
    """The sandbox that keeps what docxtpl compiled last, to tell where in it a mistake is."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def from_string(self, source: Any, *arguments: Any, **named: Any) -> Template:
        """As Jinja's. Each paragraph of what docxtpl compiles begins a line."""
        self.sources.append(str(source))
        return super().from_string(source, *arguments, **named)


def _fault(path: Path, error: Exception, sources: list[str], roots: tuple[str, ...]) -> Diagnostic:
    """What is said of an error, with the paragraph that it is in."""
    if isinstance(error, TemplateSyntaxError):
        (message, hint), line = explain.syntax_said(error), error.lineno
    else:
        (message, hint), line = explain.run_said(error, roots), explain.template_line(error.__traceback__)
    lines = sources[0].split("\n") if sources else []
    around = explain.shown(lines[line - 1]) if 0 < line <= len(lines) else ""
    tags = [tag.text for tag in tags_in(around, MISTYPED)]
    tag = f"：{explain.excerpt(tags[0], '', 200)}" if len(tags) == 1 else ""
    return Diagnostic("TPL01", f"{message}{tag}", path, excerpt=explain.excerpt(around, "", 400), hint=hint)


def _mended(xml: str, notes: Mapping[str, etree._Element], styles: Styles, places: list[Surroundings]) -> str:
    """What docxtpl is about to patch, the text before all else, in the shape that tags are written in, its titles with an indent of tags.

    `places` gets what is around each title.
    """
    root = parse_xml(xml.encode("utf-8"))
    if root.tag == w("body"):
        take_in(root, notes)
    root = next((left for left in notes.values() if left.tag == root.tag), root)
    mend(root)
    for paragraph, title, room, size in titles(root, styles):
        indented(paragraph, f"{{{{ {title}|{INDENT}({len(places)}) }}}}")
        places.append(Surroundings(None, "", room, size))
    return etree.tostring(root, encoding="unicode")


class _Kept(NamedTuple):
    """What a rendering needs of its template when it is done: its styles, and the parts with its notes, by name."""

    styles: Styles
    notes: Mapping[str, etree._Element]


def _entries(
    path: Path, buffer: io.BytesIO, core: Callable[[], bytes | bytearray], kept: _Kept
) -> dict[str, bytes | bytearray]:
    with zipfile.ZipFile(buffer) as archive:
        entries: dict[str, bytes | bytearray] = {name: archive.read(name) for name in archive.namelist()}
    content = set_in_fonts(renumbered(bytes(entries[MAIN_PART]).decode("utf-8")).encode("utf-8"), kept.styles)
    fault = refused(MAIN_PART, content)
    if fault:
        raise LayoutError(Diagnostic("TPL01", fault.message, path, excerpt=fault.around, hint=fault.hint))
    entries[MAIN_PART] = content
    if kept.notes:
        left = {name: etree.tostring(root) for name, root in kept.notes.items()}
        entries |= put_back({MAIN_PART: content, **left})
    return {
        name: core() if name == CORE_PART else without_remarks(name, bytes(content))
        for name, content in entries.items()
    }


def _printed(value: Any) -> Any:
    """What docxtpl's own objects print is XML; all else is text, or an error."""
    return value if hasattr(value, "__html__") or any(docxtpl_objects(value)) else text_of(value)


def _paragraphs(data: Any) -> Any:
    """The data with the line breaks of its texts as docxtpl writes the end of a paragraph."""
    if isinstance(data, str):
        return data.replace("\n", "\a")
    if isinstance(data, Mapping):
        return {key: _paragraphs(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_paragraphs(value) for value in data]
    return data
