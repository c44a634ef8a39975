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
