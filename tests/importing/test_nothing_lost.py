"""Whatever is put into a document comes out: in the YAML, or in the report; and what is doubtful has its comment."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from copy import deepcopy

import pytest
import yaml

from perfgen.importing import Imported
from perfgen.shown import visible
from tests.documents import NS, text_of, w
from tests.examples import some_of
from tests.importing.built import imported
from tests.importing.edits import MC, Element, edit, write, xml
from tests.importing.small import KNOWN, small
from tests.importing.test_nasty_edits import NASTY
from tests.importing.variations import NUMBERING, VARIATIONS, Change

MARK = "丢不得的字"


def said_by(result: Imported) -> str:
    """Everything a person gets to see of what was read."""
    return repr(yaml.load(result.yaml, getattr(yaml, "CSafeLoader", yaml.SafeLoader))) + "".join(
        one.text for one in result.report.left
    )


def adds_up(result: Imported) -> bool:
    return result.report.read == result.report.taken + result.report.printed + len(result.report.left)


def count(layout: str, *kinds: str) -> int:
    found: list[int] = []
    edit(small(layout), lambda body: found.append(sum(1 for _ in body.iter(*map(w, kinds)))))
    return found[0]


def paragraph_before(element: Element, mark: str) -> None:
    element.addprevious(xml(f"<w:p><w:r><w:t>{mark}</w:t></w:r></w:p>"))


def words_at_the_end(element: Element, mark: str = MARK) -> None:
    element.append(xml(f"<w:r><w:t>{mark}</w:t></w:r>"))


def another_cell(element: Element, mark: str) -> None:
    element.addnext(xml(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{mark}</w:t></w:r></w:p></w:tc>"))


def words_in_its_place(element: Element, mark: str) -> None:
    write(element, mark)


def another_row(element: Element, mark: str) -> None:
    element.addnext(xml(f"<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{mark}</w:t></w:r></w:p></w:tc></w:tr>"))


ADDED: list[tuple[tuple[str, ...], Callable[[Element, str], None]]] = [
    (("p", "tbl"), paragraph_before), (("p",), words_at_the_end), (("tc",), another_cell), (("tc",), words_in_its_place),
    (("tr",), another_row),
]  # fmt: skip


@pytest.mark.parametrize("layout", KNOWN)
@pytest.mark.parametrize(("kinds", "change"), ADDED, ids=[change.__name__ for _, change in ADDED])
def test_nothing_put_anywhere_is_lost(
    kinds: tuple[str, ...], change: Callable[[Element, str], None], layout: str
) -> None:
    """Anywhere is every element once; three far apart in one document, each with a mark of its own."""
    total = count(layout, *kinds)
    apart = -(-total // 3)
    lost = []
    for number in some_of(range(apart)):
        places = range(number, total, apart)

        def apply(body: Element, places: range = places) -> None:
            elements = list(body.iter(*map(w, kinds)))
            for place in places:
                change(elements[place], f"{MARK}{place}处")

        result = imported(edit(small(layout), apply), year=2022)
        said = said_by(result)
        lost += [place for place in places if f"{MARK}{place}处" not in said]
        lost += [] if adds_up(result) else [number]
    assert lost == []


@pytest.mark.parametrize("layout", KNOWN)
def test_every_row_said_twice_is_in_the_filing_or_in_the_report(layout: str) -> None:
    lost = []
    for number in some_of(range(count(layout, "tr"))):
        wanted: list[int] = []

        def change(body: Element, number: int = number, wanted: list[int] = wanted) -> None:
            row = list(body.iter(w("tr")))[number]
            copy = deepcopy(row)
            wanted.append(len(row.findall("w:tc", NS)))
            for cell in copy.iter(w("tc")):
                words_at_the_end(list(cell.iter(w("p")))[-1])
            row.addnext(copy)

        result = imported(edit(small(layout), change), year=2022)
        said = repr(result.data) + "".join(one.text for one in result.report.left)
        if said.count(MARK) < wanted[0]:
            lost.append((number, said.count(MARK), wanted[0]))
    assert lost == []


def test_an_unknown_table_in_the_narrative_is_reported_cell_by_cell() -> None:
    table = "<w:tbl><w:tr>" + "<w:tc><w:tcPr/><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc>" * 3 + "</w:tr></w:tbl>"

    def change(body: Element) -> None:
        next(one for one in body.iter(w("p")) if "完善制度" in "".join(one.itertext())).addnext(xml(table))

    left = imported(edit(small("hebei-2022"), change)).report.left
    assert [one.place for one in left] == [f"正文 第1个表格 第1行 第{column}格" for column in (1, 2, 3)]


# --- with every edit that is known


def marked_at(change: Change, step: int, first: int, marks: list[str]) -> Change:
    """The change, and a mark of its own in every so many paragraphs with text."""

    def apply(body: Element) -> None:
        change(body)
        told = [one for one in body.iter(w("p")) if text_of(one).strip() and not unseen(one)]
        for number, one in enumerate(told[first::step]):
            marks.append(f"第{number}处{MARK}")
            one.append(xml(f"<w:r><w:t>{marks[-1]}</w:t></w:r>"))

    return apply


def unseen(paragraph: Element) -> bool:
    """Whether nobody sees a paragraph: in a row that is deleted, or in what an older Word shows instead."""
    return bool(paragraph.xpath("ancestor::w:tr/w:trPr/w:del | ancestor::mc:Fallback", namespaces={**NS, "mc": MC}))


def shown(comment: str) -> str:
    """A comment as YAML has it: on one line, without the blanks of Word's."""
    return " ".join(visible(comment).split())


def without_comment(result: Imported) -> list[str]:
    """The doubts of the report that no comment of the YAML tells."""
    comments = {line.strip() for line in result.yaml.splitlines() if line.lstrip().startswith("#")}
    return [one.why for one in result.report.doubtful if f"# 请核对：{shown(one.why)}" not in comments]


@pytest.mark.parametrize(
    ("layout", "change"), [*VARIATIONS, *NASTY], ids=lambda one: one if isinstance(one, str) else one.__name__
)
@pytest.mark.parametrize("first", [0, 2, 3])
def test_whatever_was_done_before_every_word_is_accounted_for(layout: str, change: Change, first: int) -> None:
    parts = {"word/numbering.xml": NUMBERING} if change.__name__ == "numbered_by_word" else None
    marks: list[str] = []
    result = imported(edit(small(layout), marked_at(change, 7, first, marks), parts), year=2022)
    said = unicodedata.normalize("NFKC", said_by(result))
    assert [mark for mark in marks if mark not in said] == []
    assert adds_up(result)
    assert without_comment(result) == []
