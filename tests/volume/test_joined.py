"""What documents share by name when they are put into one: styles, lists, notes, pictures, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from perfgen import building
from perfgen.docx.archive import pack, unpacked
from perfgen.volume.cut import cut
from perfgen.volume.front import FrontMatter, VolumeFront
from perfgen.volume.joined import DepartmentPart, join
from perfgen.volume.renaming import bookmark
from tests.conftest import MODEL, OF_CENTRAL
from tests.documents import W, validator_errors

Entries = dict[str, bytes]
OFFICIAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MATTER = FrontMatter("汇编", 2023, "某县财政局", "", 2, 2, Decimal(1), "单位编码")


def paragraph(inside: str, properties: str = "") -> bytes:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r>{inside}</w:r></w:p>".encode()


def put(entries: Entries, *blocks: bytes) -> None:
    """Put paragraphs at the end of the text."""
    text = entries["word/document.xml"]
    at = text.rindex(b"<w:sectPr")
    entries["word/document.xml"] = text[:at] + b"".join(blocks) + text[at:]


def part(entries: Entries, name: str, kind: str, content: bytes) -> None:
    """A part of the package that the text refers to as `name`."""
    entries[f"word/{name}.xml"] = content
    relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    entries[relations] = entries[relations].replace(
        b"</Relationships>",
        f'<Relationship Id="rX{name}" Type="{OFFICIAL}/{name}" Target="{name}.xml"/></Relationships>'.encode(),
    )
    entries[types] = entries[types].replace(
        b"</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/></Types>'.encode()
    )


def with_footnote(entries: Entries) -> None:
    note = '<w:footnote w:id="{}"{}><w:p><w:r>{}</w:r></w:p></w:footnote>'
    notes = (
        note.format(-1, ' w:type="separator"', "<w:separator/>")
        + note.format(0, ' w:type="continuationSeparator"', "<w:continuationSeparator/>")
        + note.format(1, "", "<w:t>数据来自年报</w:t>")
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part(entries, "footnotes", kind, f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'.encode())
    put(entries, paragraph('<w:footnoteReference w:id="1"/>'))


def with_list(entries: Entries) -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    part(entries, "numbering", kind, numbering.encode())
    put(
        entries,
        paragraph("<w:t>列表</w:t>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    )


def with_link(entries: Entries) -> None:
    """A bookmark of its own, and a field that leads to it."""
    put(
        entries,
        b'<w:p><w:bookmarkStart w:id="7" w:name="here"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="7"/>'
        b'<w:fldSimple w:instr=" REF here \\h "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>',
    )


DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
IN_WORD = f"{DRAWN}/wordprocessingDrawing"
CHART = (
    f'<c:chartSpace xmlns:c="{DRAWN}/chart" xmlns:r="{OFFICIAL}"><c:chart><c:plotArea><c:layout/><c:pieChart><c:varyColors val="0"/></c:pieChart></c:plotArea></c:chart>'
    '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
)


def drawn(kind: str, inside: str) -> bytes:
    """A paragraph with something drawn; what it is known by is the same in each document."""
    return paragraph(
        f'<w:drawing><wp:inline xmlns:wp="{IN_WORD}"><wp:extent cx="360000" cy="360000"/><wp:docPr id="9" name="图"/>'
        f'<a:graphic xmlns:a="{DRAWN}/main"><a:graphicData uri="{DRAWN}/{kind}">{inside}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def with_drawings(*marks: str) -> Callable[[Entries], None]:
    """A picture, and a chart with the workbook behind it, named alike in each document and with their own content."""

    left = iter(marks)

    def change(entries: Entries) -> None:
        mark = next(left)
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        part(entries, "chart", kind, CHART.replace("<c:chart>", f"<!--{mark}--><c:chart>").encode())
        entries["word/media/image1.png"] = f"picture {mark}".encode()
        entries["word/embeddings/book1.xlsx"] = f"book {mark}".encode()
        relation = f'<Relationship Id="rId1" Type="{OFFICIAL}/package" Target="embeddings/book1.xlsx"/>'
        entries["word/_rels/chart.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
        ).encode()
        relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        image = f'<Relationship Id="rXimage" Type="{OFFICIAL}/image" Target="media/image1.png"/></Relationships>'
        entries[relations] = entries[relations].replace(b"</Relationships>", image.encode())
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        known = f'<Default Extension="png" ContentType="image/png"/><Default Extension="xlsx" ContentType="{sheet}"/></Types>'
        entries[types] = entries[types].replace(b"</Types>", known.encode())
        picture = (
            f'<p:pic xmlns:p="{DRAWN}/picture"><p:nvPicPr><p:cNvPr id="9" name="图"/><p:cNvPicPr/></p:nvPicPr><p:blipFill>'
            f'<a:blip xmlns:r="{OFFICIAL}" r:embed="rXimage"/></p:blipFill><p:spPr/></p:pic>'
        )
        chart = f'<c:chart xmlns:c="{DRAWN}/chart" xmlns:r="{OFFICIAL}" r:id="rXchart"/>'
        put(entries, drawn("picture", picture), drawn("chart", chart))

    return change


def led_to(entries: Entries, name: str, relation: str) -> str:
    """The part that a relation of another leads to."""
    folder, _, own = name.rpartition("/")
    found = re.findall(
        rf'<Relationship (?=[^>]*Id="{relation}")[^>]*Target="([^"]+)"', entries[f"{folder}/_rels/{own}.rels"].decode()
    )
    assert len(found) == 1
    return f"{folder}/{found[0]}"


def volume(*changes: Callable[[Entries], None], filings: tuple[Path, ...] = (MODEL, MODEL)) -> Entries:
    """The parts of a volume of departments, each document with the changes."""
    front = VolumeFront()
    parts = []
    for number, filing in enumerate(filings, 1):
        docx, words = cut(building.render(building.prepare(filing)))
        entries = unpacked(docx)
        for change in changes:
            change(entries)
        prefix = f"_B{number:04}"
        frame = front.frame(MATTER, f"部门{number}")
        parts.append(DepartmentPart(pack(entries.items()), words, f"部门{number}", f"{prefix}_0", prefix, frame))
    return unpacked(join(lambda words: front.render(MATTER, (), words), parts))


def text(entries: Entries, name: str = "document") -> str:
    return entries[f"word/{name}.xml"].decode("utf-8")


def test_each_departments_notes_are_its_own(tmp_path: Path) -> None:
    made = volume(with_footnote)
    led = re.findall(r'<w:footnoteReference w:id="(\d+)"', text(made))
    notes = re.findall(r'<w:footnote w:id="(-?\d+)"', text(made, "footnotes"))
    assert led == ["1", "2"]
    assert sorted(notes) == sorted(["-1", "0", *led])
    assert text(made, "footnotes").count("数据来自年报") == 2
    (tmp_path / "a.docx").write_bytes(pack(made.items()))
    assert validator_errors(tmp_path / "a.docx") == []


def test_each_department_keeps_its_own_picture_and_chart(tmp_path: Path) -> None:
    made = volume(with_drawings("甲", "乙", "甲"), filings=(MODEL, OF_CENTRAL, MODEL))
    said = text(made)
    pictures = [led_to(made, "word/document.xml", one) for one in re.findall(r'r:embed="([^"]+)"', said)]
    assert [made[one].decode() for one in pictures] == ["picture 甲", "picture 乙", "picture 甲"]
    charts = [led_to(made, "word/document.xml", one) for one in re.findall(r'<c:chart [^>]*r:id="([^"]+)"', said)]
    assert [re.findall(r"<!--(.)-->", made[one].decode()) for one in charts] == [["甲"], ["乙"], ["甲"]]
    behind = [re.findall(r'externalData[^>]*r:id="([^"]+)"', made[one].decode())[0] for one in charts]
    books = [led_to(made, one, relation) for one, relation in zip(charts, behind, strict=True)]
    assert [made[one].decode() for one in books] == ["book 甲", "book 乙", "book 甲"]
    assert len([name for name in made if name.startswith("word/media/")]) == 2  # the same one is there once
    numbers = re.findall(r'<wp:docPr id="(\d+)"', said)
    assert len(numbers) == len(set(numbers)) == 6
    (tmp_path / "a.docx").write_bytes(pack(made.items()))
    assert validator_errors(tmp_path / "a.docx") == []


def test_each_departments_lists_begin_anew(tmp_path: Path) -> None:
    made = volume(with_list)
    used = re.findall(r'<w:numId w:val="(\d+)"', text(made))
    assert len(used) == len(set(used)) == 2
    lists = dict(re.findall(r'<w:num w:numId="(\d+)"[^>]*><w:abstractNumId w:val="(\d+)"', text(made, "numbering")))
    assert len({lists[one] for one in used}) == 2
    (tmp_path / "a.docx").write_bytes(pack(made.items()))
    assert validator_errors(tmp_path / "a.docx") == []


def test_what_leads_to_a_bookmark_leads_to_that_of_its_own_department() -> None:
    made = text(volume(with_link))
    assert re.findall(r'REF (\S+) \\h "', made) == ["_B0001here", "_B0002here"]
    assert made.count('w:name="_B0001here"') == made.count('w:name="_B0002here"') == 1


def test_heads_and_feet_are_there_once_however_many_have_them() -> None:
    names = [name for name in volume() if re.search(r"word/(header|footer)\d", name)]
    more = [name for name in volume(filings=(MODEL,) * 4) if re.search(r"word/(header|footer)\d", name)]
    assert len(more) == len(names) + 2  # each department's own running head


def test_a_form_without_contents_is_put_in_whole(tmp_path: Path) -> None:
    made = volume(filings=(OF_CENTRAL, MODEL))
    (tmp_path / "a.docx").write_bytes(pack(made.items()))
    assert validator_errors(tmp_path / "a.docx") == []
    assert "项目支出绩效目标申报表" in text(made)


def test_the_same_parts_give_the_same_bytes() -> None:
    assert pack(volume(with_footnote, with_list).items()) == pack(volume(with_footnote, with_list).items())


@pytest.mark.parametrize("name", ["甲", "a" * 40, "书签" * 30])
def test_the_name_of_a_bookmark_is_no_longer_than_words(name: str) -> None:
    assert len(bookmark("_B0001", name)) <= 40
    assert bookmark("_B0001", name) != bookmark("_B0001", f"{name[:-1]}乙")
