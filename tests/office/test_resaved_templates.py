"""Every layout that comes with perfgen prints the same after its template was opened and saved again in LibreOffice."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from perfgen import building, layouts
from perfgen.api.layout_folders import check_layout
from perfgen.cli.main import main
from perfgen.docx import dump
from perfgen.errors import Severity
from tests.conftest import ALL_FILINGS, OF_RESULTS
from tests.documents import NS, part, w
from tests.empty_form import draw
from tests.office_once import warm
from tests.test_central_forms import filing_on
from tests.test_guide_to_a_layout import edit_yaml, write_tags

SUMMARY = "central-self-evaluation-summary"
PAGES = {f"_Toc_{level}_{number:010}": str(number + 40) for level in ("1_1", "2_2", "4_4") for number in range(1, 60)}


@dataclass(frozen=True)
class Both:
    """A filing built with the template as shipped, and as LibreOffice saved it again: the layout `own`."""

    shipped: Path
    resaved: Path
    own: Path


def resave(template: Path, folder: Path) -> None:
    """Have LibreOffice save a template again, into a folder."""
    (folder / template.name).write_bytes(warm().convert(template.read_bytes(), "docx", "docx"))


def example_of(layout: str, folder: Path) -> Path:
    """A document that is for a layout: an example, or one made of an example, in a folder."""
    for path in (*ALL_FILINGS, *OF_RESULTS):
        if building.prepare(path).layout.name == layout:
            return path
    if layout == SUMMARY:
        with pytest.raises(SystemExit, match="0"):
            main(["summary", str(OF_RESULTS[0]), "-o", str(folder / "汇总.yaml")])
        return folder / "汇总.yaml"
    if layout == "central-self-evaluation-scored":
        text = OF_RESULTS[0].read_text(encoding="utf-8").replace("版式: central-self-evaluation", f"版式: {layout}")
        (folder / "自评.yaml").write_text(text, encoding="utf-8")
        return folder / "自评.yaml"
    return filing_on(layout, folder)


@pytest.fixture(scope="module", params=layouts.shipped_layouts())
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("resaved")
    layout = layouts.by_name(request.param)
    own = Path(shutil.copytree(layout.folder, folder / "own"))
    resave(layout.template, own)
    assert (own / "template.docx").read_bytes() != layout.template.read_bytes()
    path = example_of(layout.name, folder)
    made = Both(folder / "shipped.docx", folder / "resaved.docx", own)
    made.shipped.write_bytes(building.render(building.prepare(path), PAGES))
    made.resaved.write_bytes(building.render(building.prepare(path, own), PAGES))
    return made


def test_the_check_of_layouts_finds_no_mistake(both: Both) -> None:
    """But for the order of properties, which LibreOffice has its own way with."""
    found = check_layout(both.own).findings
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert [one.message for one in found if "先后" not in one.message] == []


def test_the_template_that_the_guide_makes_survives(tmp_path: Path) -> None:
    """Its title begins a page, which LibreOffice writes as a break in the paragraph before, where the loop begins."""
    folder, made = tmp_path / "某省-2025", tmp_path / "made" / "template.docx"
    shutil.copytree(layouts.by_name("central-project").folder, folder)
    made.parent.mkdir()
    write_tags(draw(made))
    edit_yaml(folder / "layout.yaml")
    resave(made, folder)
    assert part(folder / "template.docx").xpath("//w:br[@w:type='page']", namespaces=NS)
    assert check_layout(folder).findings == ()


def text(docx: Path) -> str:
    return re.sub(r"\[bookmark: [^]]*\]", "", dump(docx))


def test_the_text_is_the_same(both: Both) -> None:
    assert text(both.resaved) == text(both.shipped)
    assert "{" not in text(both.resaved)


def names(docx: Path) -> list[str | None]:
    return [mark.get(w("name")) for mark in part(docx).iter(w("bookmarkStart"))]


def test_bookmarks_are_the_same_and_the_contents_lead_to_them(both: Both) -> None:
    assert sorted(map(str, names(both.resaved))) == sorted(map(str, names(both.shipped)))
    links = [link.get(w("anchor")) for link in part(both.resaved).iter(w("hyperlink"))]
    assert links == [link.get(w("anchor")) for link in part(both.shipped).iter(w("hyperlink"))]
    assert set(links) <= set(names(both.resaved))


def numbers(docx: Path) -> list[tuple[str, str]]:
    """Code and result of each field of a page number in the contents."""
    found = []
    for link in part(docx).iter(w("hyperlink")):
        runs = list(link.iterchildren(w("r")))
        kinds = [
            (mark.get(w("fldCharType")) if mark is not None else None)
            for mark in (run.find("w:fldChar", NS) for run in runs)
        ]
        begin, separate, end = (kinds.index(kind) for kind in ("begin", "separate", "end"))
        found.append((said(runs[begin:separate], "instrText"), said(runs[separate:end], "t")))
    return found


def said(runs: list[etree._Element], kind: str) -> str:
    return "".join(piece.text or "" for run in runs for piece in run.iter(w(kind)))


def test_page_numbers_are_printed_and_word_can_find_them_anew(both: Both) -> None:
    assert numbers(both.resaved) == numbers(both.shipped)
    assert all(code.split()[0] == "PAGEREF" and page.isdecimal() for code, page in numbers(both.resaved))


def test_every_field_that_begins_ends(both: Both) -> None:
    kinds = [mark.get(w("fldCharType")) for mark in part(both.resaved).iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("end")
    codes = [code.text.split()[0] for code in part(both.resaved).iter(w("instrText")) if code.text]
    assert codes == [code.text.split()[0] for code in part(both.shipped).iter(w("instrText")) if code.text]
