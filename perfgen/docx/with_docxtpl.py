"""What only docxtpl itself can do: pictures, documents in documents, rich text, replaced media.

Such values carry XML of their own, and parts that the package must get; docxtpl renders the whole document then, in the
same sandbox and with the same strict names, and the package is written as all others are.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError
from lxml import etree

from perfgen.docx import explain
from perfgen.docx.archive import pack, read_archive
from perfgen.docx.bookmarks import renumbered
from perfgen.docx.filters import text_of
from perfgen.docx.finished import refused
from perfgen.docx.fitting import fitted, indented, titles
from perfgen.docx.measures import Styles, styles_of
from perfgen.docx.mended import mend
from perfgen.docx.parts import CORE_PART, MAIN_PART
from perfgen.docx.revisions import without_remarks
from perfgen.docx.sandbox import FAILURES, Sandbox
from perfgen.docx.surroundings import INDENT, Surroundings
from perfgen.docx.xml import parse_xml
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


def rendered(path: Path, data: Mapping[str, Any], core: Callable[[], bytes | bytearray], docx: Any = None) -> bytes:
    r"""The .docx that docxtpl makes of the template at `path`, or of `docx`, a DocxTemplate with media replaced.

    A picture or a document knows the DocxTemplate it was made for, and is rendered by that. `core` gives the properties
    of the document, which docxtpl escapes twice. Text that holds docxtpl's own signs (``{_{``) comes out otherwise here.
    Raises LayoutError where rendering fails.
    """
    owners = (getattr(value, "tpl", None) for value in docxtpl_objects(data))
    template = docx or next(filter(None, owners), None) or DocxTemplate(path)
    template.render_properties = lambda *_: None
    styles = styles_of(read_archive(path))
    places: list[Surroundings] = []
    template.patch_xml = lambda xml: DocxTemplate.patch_xml(template, _mended(xml, styles, places))
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
    return pack(_entries(path, buffer, core, styles))


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
    tags = explain.TAG.findall(around)
    tag = f"：{explain.excerpt(tags[0], '', 200)}" if len(tags) == 1 else ""
    return Diagnostic("TPL01", f"{message}{tag}", path, excerpt=explain.excerpt(around, "", 400), hint=hint)


def _mended(xml: str, styles: Styles, places: list[Surroundings]) -> str:
    """What docxtpl is about to patch, in the shape that tags are written in, its titles with an indent of tags.

    `places` gets what is around each title.
    """
    root = parse_xml(xml.encode("utf-8"))
    mend(root)
    for paragraph, title, room, size in titles(root, styles):
        indented(paragraph, f"{{{{ {title}|{INDENT}({len(places)}) }}}}")
        places.append(Surroundings(None, "", room, size))
    return etree.tostring(root, encoding="unicode")


def _entries(
    path: Path, buffer: io.BytesIO, core: Callable[[], bytes | bytearray], styles: Styles
) -> Iterator[tuple[str, bytes | bytearray]]:
    with zipfile.ZipFile(buffer) as archive:
        for name in archive.namelist():
            content: bytes | bytearray = archive.read(name)
            if name == MAIN_PART:
                content = fitted(renumbered(bytes(content).decode("utf-8")).encode("utf-8"), styles)
                fault = refused(name, content)
                if fault:
                    raise LayoutError(Diagnostic("TPL01", fault.message, path, excerpt=fault.around, hint=fault.hint))
            yield name, core() if name == CORE_PART else without_remarks(name, bytes(content))


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
