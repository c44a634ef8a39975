"""The tags mean what they mean to docxtpl: its own rendering, with escaping on, gives the same document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from docxtpl import DocxTemplate
from hypothesis import HealthCheck, assume, given, settings
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from perfgen import layouts
from perfgen.docx.bookmarks import renumbered
from perfgen.filing import Filing, literal, quote
from perfgen.kinds.filing.view import view
from tests.examples import some
from tests.property.strategies import filings, texts
from tests.property.test_text_survives import rendered

# docxtpl itself cannot print these: it reads them as its own escapes, or as its sign for a page or a paragraph.
UNPRINTABLE = ("{_{", "}_}", "{_%", "%_}")


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The data with every text in it changed."""
    if isinstance(value, dict):
        return {key: mapped(inner, change) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [mapped(inner, change) for inner in value]
    return change(value) if isinstance(value, str) else value


def plain(text: str) -> str:
    """Text that docxtpl can take."""
    for sign in UNPRINTABLE:
        text = text.replace(sign, "文")
    return text


_APART = re.compile(
    r'</w:t></w:r><w:r><w:rPr>(?:<w:rFonts w:hint="eastAsia"/>|<w:w w:val="[0-9]+"/>|<w:szC?s? w:val="[0-9]+"/>)+</w:rPr>'
    r'<w:t xml:space="preserve">([^<]*)</w:t></w:r><w:r><w:t xml:space="preserve">'
)
_INDENT = re.compile(r'<w:ind w:left="[0-9]+" w:right="[0-9]+"/>(?=</w:pPr>)')


def unfitted(content: bytes) -> bytes:
    """A part without what docxtpl does not do: signs in the Chinese font, numbers that fit their cells, titles in even lines."""
    return _INDENT.sub("", _APART.sub(r"\1", content.decode())).encode()


def c14n(content: bytes) -> bytes:
    return etree.tostring(etree.fromstring(unfitted(content)), method="c14n")


@settings(max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filings(max_projects=2, narrative=texts().map(lambda text: literal(plain(text)))))
def test_the_document_is_docxtpls(filing: Filing) -> None:
    assume(len(filing.department.name) < 40)  # python-docx takes no longer title
    overall = filing.overall.model_dump()
    filing = Filing.model_validate({**mapped(filing.model_dump(), plain), "overall": overall})
    layout = layouts.by_name("hebei-2022")
    peer = DocxTemplate(layout.template)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    seen = view(filing, layout, quote(filing)[0])
    peer.render(mapped(dict(seen), lambda text: text.replace("\n", "\a")), environment)
    buffer = io.BytesIO()
    peer.save(buffer)

    with zipfile.ZipFile(buffer) as theirs, zipfile.ZipFile(io.BytesIO(rendered(filing))) as ours:
        document = renumbered(theirs.read("word/document.xml").decode())
        assert c14n(document.encode()) == c14n(ours.read("word/document.xml"))
        for name in theirs.namelist():
            if name.startswith(("word/footer", "word/header")):
                assert c14n(theirs.read(name)) == c14n(ours.read(name))
