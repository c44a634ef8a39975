"""The numbers in the contents are those of the pages, wherever one looks: Word file, PDF, and the PDF's labels.

The PDF is read by pypdf, which perfgen does not use.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import Destination

from perfgen import building, layouts, pagination
from perfgen.building import Prepared
from perfgen.docx.archive import pack, read_archive
from perfgen.docx.sections import PageNumbers, marked
from perfgen.office.warm import Office
from perfgen.pagination import Printed
from tests.conftest import ALL_FILINGS, FILINGS, OF_2021
from tests.documents import NS, W, w

MIXED = "PPP模式“A座”—B座"
LONG = "城乡建设用地增减挂钩节余指标跨省域调剂及高标准农田建设配套基础设施管护补助"


def of_60_projects(path: Path) -> Prepared:
    """The filing at a path with its projects said again until there are sixty, some with names that wrap."""
    prepared = building.prepare(path)
    filing = prepared.filing
    named = [
        project.model_copy(
            update={"name": f"{LONG if n % 7 == 3 else ''}{project.name}{MIXED if n % 7 == 5 else ''}{n}"}
        )
        for n, project in enumerate((filing.projects * 60)[:60])
    ]
    return replace(
        prepared, reading=replace(prepared.reading, filing=filing.model_copy(update={"projects": tuple(named)}))
    )


CASES = {path.stem: path for path in ALL_FILINGS} | {"60 of 2022": FILINGS[0], "60 of 2021": OF_2021}


@dataclass(frozen=True)
class Made:
    prepared: Prepared
    printed: Printed
    reader: PdfReader


@pytest.fixture(scope="module", params=CASES)
def made(request: pytest.FixtureRequest, office: Office) -> Made:
    path = CASES[request.param]
    prepared = of_60_projects(path) if request.param.startswith("60") else building.prepare(path)
    printed = pagination.printed(prepared, office)
    return Made(prepared, printed, PdfReader(io.BytesIO(printed.pdf)))


def entries_of_word(docx: bytes) -> list[tuple[str, str, str]]:
    """Each entry of the contents in a Word file: bookmark, title, and the result of its PAGEREF field."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for link in root.findall(".//w:hyperlink", NS):
        title, number, code, inside = "", "", "", False
        for run in link.iterchildren(w("r")):
            for piece in run:
                text = piece.text or ""
                if piece.tag == w("instrText"):
                    code = text
                elif piece.tag == w("fldChar"):
                    inside = piece.get(w("fldCharType")) == "separate"
                elif piece.tag == w("t"):
                    title, number = (title, number + text) if inside else (title + text, number)
        assert code.split() == ["PAGEREF", link.get(w("anchor")), "\\h"]
        found.append((str(link.get(w("anchor"))), title, number))
    return found


def links_of_pdf(reader: PdfReader) -> list[int]:
    """Where the links of the contents lead, in the order they are read: pages from 0."""
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    found: list[tuple[tuple[int, float], int]] = []
    for number, page in enumerate(reader.pages):
        for annotation in page.get("/Annots", ()):
            link = annotation.get_object()
            if link["/Subtype"] == "/Link":
                target = pages[link["/Dest"][0].idnum]
                key = (number, -float(link["/Rect"][3]))
                found.append((key, target))
    return [target for _, target in sorted(found)]


def without_repeats(targets: list[int]) -> list[int]:
    """An entry that wraps has a link on each line."""
    return [target for at, target in enumerate(targets) if at == 0 or targets[at - 1] != target]


def test_the_numbers_agree_everywhere(made: Made) -> None:
    reader = made.reader
    entries = entries_of_word(made.printed.docx)
    numbers = [number for _, _, number in entries]
    assert [title for _, title, _ in entries] == [entry["标题"] for entry in building.view(made.prepared)["目录"]]
    assert all(number.isdecimal() for number in numbers)
    assert numbers == sorted(numbers, key=int)

    by_label = {label: number for number, label in enumerate(reader.page_labels)}
    assert len(by_label) == len(reader.pages)
    targets = [by_label[number] for number in numbers]
    assert without_repeats(links_of_pdf(reader)) == without_repeats(targets)

    for (_, title, number), target in zip(entries, targets, strict=True):
        text = re.sub(r"\s", "", reader.pages[target].extract_text())
        assert f"—{number}—" in text
        assert re.sub(r"\s", "", title.split(" ")[0]) in text

    contents = "".join(
        page.extract_text() for page, label in zip(reader.pages, reader.page_labels, strict=True) if label.isalpha()
    )
    printed = "".join(f"{title}{number}" for _, title, number in entries)
    assert compact(contents).endswith(compact(f"目录{printed}"))


def compact(text: str) -> str:
    """Text without blanks and the dots that lead to the numbers."""
    return re.sub(r"[\s.]", "", text)


def test_the_outline_names_every_entry_on_its_page(made: Made) -> None:
    flat: list[Destination] = []

    def walk(items: list[object]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                assert isinstance(item, Destination)
                flat.append(item)

    walk(made.reader.outline)
    labels = made.reader.page_labels
    entries = entries_of_word(made.printed.docx)
    assert [(one.title, labels[made.reader.get_destination_page_number(one)]) for one in flat] == [
        (title, number) for _, title, number in entries
    ]


def test_cover_and_contents_are_labelled_apart_from_the_pages_that_print_numbers(made: Made) -> None:
    labels = made.reader.page_labels
    front = labels.index("1")
    assert labels[:front] == ["i", "ii", "iii", "iv", "v", "vi", "vii"][:front]
    assert labels[front:] == [str(number) for number in range(1, len(labels) - front + 1)]
    assert made.printed.count == len(labels)


def test_contents_of_several_pages_are_accounted_for(office: Office) -> None:
    printed = pagination.printed(of_60_projects(FILINGS[0]), office)
    labels = PdfReader(io.BytesIO(printed.pdf)).page_labels
    assert labels.index("1") >= 4  # the cover and three pages of contents
    assert printed.warnings == ()


def test_the_same_filing_is_the_same_bytes_in_another_libreoffice(office: Office) -> None:
    prepared = building.prepare(FILINGS[0])
    first = pagination.printed(prepared, office)
    again = pagination.printed(prepared, office)
    with pagination.office() as other:
        cold = pagination.printed(prepared, other)
    assert first.docx == again.docx == cold.docx
    assert first.pdf == again.pdf == cold.pdf


def test_without_page_numbers_the_word_file_is_as_the_library_builds_it(office: Office) -> None:
    prepared = building.prepare(FILINGS[0])
    printed = pagination.printed(prepared, office, numbered=False)
    assert printed.docx == building.render(prepared)
    assert printed.numbers == {}


# --- sections of one's own layout


def word_file(*sections: str, kind: str = "nextPage") -> bytes:
    """A Word file of one paragraph a section, each with these page numbers."""

    def properties(numbers: str) -> str:
        return f'<w:sectPr><w:type w:val="{kind}"/>{numbers}</w:sectPr>'

    paragraphs = "".join(f"<w:p><w:pPr>{properties(numbers)}</w:pPr></w:p>" for numbers in sections[:-1])
    body = f"{paragraphs}<w:p/>{properties(sections[-1])}"
    return pack([("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode())])


def test_sections_say_how_their_pages_are_numbered() -> None:
    file = word_file("", '<w:pgNumType w:fmt="lowerRoman" w:start="1"/>', '<w:pgNumType w:start="5"/>')
    assert marked(file).sections == (
        PageNumbers(None, "decimal"),
        PageNumbers(1, "lowerRoman"),
        PageNumbers(5, "decimal"),
    )


def test_a_section_that_begins_in_the_middle_of_a_page_is_passed_over() -> None:
    assert len(marked(word_file("", "", kind="continuous")).sections) == 1


def test_contents_numbered_by_the_layout_are_labelled_as_it_says(office: Office, tmp_path: Path) -> None:
    """The layout that comes with perfgen, its contents numbered i, ii, iii and its text from 5 on.

    Before i and before 5, which are odd, stands an empty page, so that both are on the right.
    """
    folder = tmp_path / "版式"
    shutil.copytree(layouts.by_name("hebei-2022").folder, folder)
    template = folder / "template.docx"
    entries = read_archive(template)
    xml = entries["word/document.xml"].decode()
    grid = '<w:cols w:space="425"/>'
    cover, contents, text = (match.start() for match in re.finditer(grid, xml))
    assert cover < contents < text
    xml = f'{xml[:contents]}<w:pgNumType w:fmt="lowerRoman" w:start="1"/>{xml[contents:]}'
    entries["word/document.xml"] = xml.replace('<w:pgNumType w:start="1"/>', '<w:pgNumType w:start="5"/>').encode()
    template.write_bytes(pack(entries.items()))

    printed = pagination.printed(building.prepare(FILINGS[0], folder), office)
    assert list(printed.numbers.values())[:3] == ["5", "5", "7"]
    assert PdfReader(io.BytesIO(printed.pdf)).page_labels[:6] == ["", "", "i", "ii", "5", "6"]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("D", ["1", "2", "26", "27", "53", "99"]),
        ("r", ["i", "ii", "xxvi", "xxvii", "liii", "xcix"]),
        ("R", ["I", "II", "XXVI", "XXVII", "LIII", "XCIX"]),
        ("a", ["a", "b", "z", "aa", "aaa", "uuuu"]),
        ("A", ["A", "B", "Z", "AA", "AAA", "UUUU"]),
    ],
)
def test_numbers_are_written_as_word_writes_them(style: str, numbers: list[str]) -> None:
    numbering = [pagination.PageLabels(0, style, 1)]
    assert [pagination._label(n - 1, numbering) for n in (1, 2, 26, 27, 53, 99)] == numbers


def test_numbers_that_never_settle_are_a_warning(monkeypatch: pytest.MonkeyPatch, office: Office, filing: Path) -> None:
    prepared = building.prepare(filing)
    label, calls = pagination._label, iter(range(1000))
    monkeypatch.setattr(pagination, "_label", lambda page, numbering: f"{label(page, numbering)}{next(calls)}")
    printed = pagination.printed(prepared, office)
    assert [one.code for one in printed.warnings] == ["PDF03"]
