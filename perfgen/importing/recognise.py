"""What kind of document it is: whose layout, and of which year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from perfgen.docx.blocks import Block, BlockDocument, Paragraph, Table
from perfgen.errors import Diagnostic, DocumentError
from perfgen.filing import Results
from perfgen.filing.base import Scope
from perfgen.filing.labels import APPLICATIONS, FORMS, key
from perfgen.importing.form_labels import results
from perfgen.importing.labels import Labels, labels_of, together
from perfgen.importing.untabled import untabled
from perfgen.importing.words import head_key
from perfgen.layouts import Layout, Shelf

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_CODE = re.compile(r"[0-9]{6}([0-9]{2})P")
_WEIGHT = 3
"""How many further fields a column outweighs that has to be there."""
_SHORTEST = 3
"""A text of no more characters is no title."""
_SEARCH = "找到原来的 Word 文件再试"
_ATTACHED = re.compile(
    r"附\s*(?:件|表|录)?\s*[\d一二三四五六七八九十]*[-—.\d]*\s*[:：]?$|[（(]?20\d\d\s*年度?[)）]?$|单位\s*[:：]"
)
_LONGEST = 40
"""A text of more characters is no label and no title."""
_FIRST = 5
"""A title is among so many lines."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A layout that a document may have, and its labels."""

    layout: Layout
    labels: Labels


def candidates(shelf: Shelf) -> list[Candidate]:
    """Every layout on a shelf whose documents can be told. Raises LayoutError where one of them has mistakes."""
    found = (shelf.by_name(name) for name in shelf.names())
    return [Candidate(layout, labels_of(layout)) for layout in found if layout.reading and layout.reading.tells]


def recognise(file: Path, document: BlockDocument, among: Sequence[Candidate]) -> Candidate:
    """The layout of a document: of those whose signs it has, the one most of whose labels it says.

    Raises DocumentError where its tables were not read, and OtherFormError where it is of none.
    """
    said = _said(document.blocks)
    told = [(marks, one) for one in among if (marks := _marks(one, said))]
    if not told:
        raise _unknown(file, document, among)
    of_goals = [found for found in told if not _of_results(found[1])]
    of_results = [found for found in told if _of_results(found[1])]
    best = _best(of_goals or of_results, said)
    other = _other_form(document, best, said)
    if other and not of_results:
        raise OtherFormError(_diagnostic(file, *_named(other, among)))
    if other:
        best = _best(of_results, said)
    lost = untabled(document, best.labels)
    if lost:
        raise _fault(file, f"像是 {best.layout.name} 版式的文件，可是没有读到里面的表格", lost)
    wanted = best.layout.reading.in_tables if best.layout.reading else ()
    if wanted and not {key(word) for word in wanted} & _cells(document):
        raise _fault(file, f"像是 {best.layout.name} 版式的文件，可是没有读到里面的表格", _SEARCH)
    return best


def _best(told: Sequence[tuple[int, Candidate]], said: set[str]) -> Candidate:
    return max(told, key=lambda found: (found[0] + _fields(found[1], said), -_own(found[1])))[1]


def _of_results(one: Candidate) -> bool:
    """Whether the documents of a layout say what came of goals, and not the goals alone."""
    return one.layout.form.model is Results


def _other_form(document: BlockDocument, best: Candidate, said: set[str]) -> str:
    """The form that a document is of, by its title or by all its tables of indicators, where it applies for no goals."""
    if best.layout.kind not in APPLICATIONS:
        return ""
    title = _title(said)
    if results(said):
        tables = [block for block in document.blocks if isinstance(block, Table) and _has_indicators(block, best)]
        names = [results(cell.text for row in table.rows for cell in row) for table in tables]
        if names and all(names):
            return title or names[0]
    return "" if title in APPLICATIONS else title


def _has_indicators(table: Table, best: Candidate) -> bool:
    return any(map(best.labels.indicators.is_head, table.rows))


def _title(said: set[str]) -> str:
    """The form or text in use that a short line is the title of, one of applications first; empty where none is."""
    lines = [line for line in said if len(line) > _SHORTEST]
    for form, words in _words().items():
        if form in APPLICATIONS and any(line.endswith(words) for line in lines):
            return form
    for form, words in _words().items():
        if form not in APPLICATIONS and any(word in line for line in lines for word in words):
            return form
    return ""


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """What the titles of forms in use say, by key."""
    return {form: tuple(map(key, (form, *words))) for form, words in FORMS.items()}


def _marks(one: Candidate, printed: set[str]) -> int:
    """How many words of its signs a document says; 0 where it has none of the signs, or one that speaks against it."""
    reading = one.layout.reading
    said = printed | {key(label) for word, label in one.labels.meanings.items() if word in printed}
    if reading is None or any(sign.found(said) for sign in reading.excludes):
        return 0
    return max((sign.found(said) for sign in reading.tells), default=0)


def _fields(one: Candidate, said: set[str]) -> int:
    """How many of the further fields of a layout a document says, less the columns that it has not and the layout needs."""
    found = (one.labels.items, one.labels.whole, one.labels.columns)
    has = {label for items in found for word, label in items.named.items() if word in said}
    needed = one.layout.form.fields.required(Scope.INDICATOR) & set(one.labels.columns.named.values())
    return len(has) - _WEIGHT * len(needed - has)


def _own(one: Candidate) -> int:
    return sum(len(one.layout.own.of(scope)) for scope in Scope)


def _said(blocks: Iterable[Block]) -> set[str]:
    """Everything short that cells and paragraphs say, as keys."""
    short = [text for text in _texts(blocks) if len(text) < _LONGEST]
    return {said(text) for text in short for said in (key, head_key)}


def _cells(document: BlockDocument) -> set[str]:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return {key(cell.text) for table in tables for row in table.rows for cell in row}


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.printed
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _unknown(file: Path, document: BlockDocument, among: Sequence[Candidate]) -> DocumentError:
    """What is said of a document of no layout: what it looks like by its title or its heads, if that is known."""
    form = _title(_said(document.blocks))
    lost = untabled(document, together([one.labels for one in among])) if among else ""
    tables = any(isinstance(block, Table) for block in document.blocks)
    of_it = [one for one in among if form and one.layout.kind.endswith(form)]
    if of_it and (lost or not tables):
        return _fault(file, f"像是“{form}”，可是没有读到里面的表格", lost or _SEARCH)
    lacking = _lacking([one for one in of_it if _of_results(one)], _said(document.blocks))
    if lacking:
        hint = "检查表头是不是和常见的不一样；先照表上的字改好表头，再读"
        return _fault(file, f"像是“{form}”，可是表里没有“{'”“'.join(lacking)}”，没有读", hint)
    form = form or results(_texts(document.blocks))
    if form:
        return OtherFormError(_diagnostic(file, *_named(form, among)))
    if lost:
        return _fault(file, "没有读到里面的表格", lost)
    hint = f"检查是不是拿错了文件；现在能读的版式：{_readable(among)}"
    begins = _beginning(document.blocks)
    message = f"认不出这是哪个版式的文件，开头写的是“{begins}”" if begins else "认不出这是哪个版式的文件"
    return OtherFormError(_diagnostic(file, message, hint))


def _beginning(blocks: Sequence[Block]) -> str:
    """The first short line that says a title, behind lines as 附件1; empty where a document begins with other things."""
    lines = (" ".join(text.split()) for text in _texts(blocks))
    said = [line for line in islice((line for line in lines if line), _FIRST) if _SHORTEST < len(line) < _LONGEST]
    return next((line for line in said if not _ATTACHED.match(line)), "")


def _lacking(of_it: Sequence[Candidate], said: set[str]) -> list[str]:
    """The words that the first of some layouts must have to be told, and a document does not say."""
    for one in of_it:
        known = said | {key(label) for word, label in one.labels.meanings.items() if word in said}
        must = one.layout.reading.tells[0].must if one.layout.reading and one.layout.reading.tells else ()
        return [word for word in must if key(word) not in known]
    return []


def _named(form: str, among: Sequence[Candidate]) -> tuple[str, str]:
    hint = f"现在能读的版式：{_readable(among)}。要读别的表，先给它做一个版式，在 layout.yaml 里写 读入"
    return f"这像是“{form}”，没有哪个版式能读它", hint


def _readable(among: Sequence[Candidate]) -> str:
    return "、".join(one.layout.name for one in among)


class OtherFormError(DocumentError):
    """A document is of no layout that can be read: another form, or no form at all."""


def _fault(file: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(_diagnostic(file, message, hint))


def _diagnostic(file: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic("IMP01", message, file, hint=hint)


def no_year(file: Path) -> DocumentError:
    """The error about a document that tells no year."""
    return DocumentError(Diagnostic("IMP02", "文件里看不出是哪一年的", file, hint="用 --year 写明年度，如 --year 2022"))


def guessed_year(file: Path, narrative: Sequence[str], codes: Sequence[str]) -> tuple[str, str]:
    """The year where the cover does not tell it, and from where it is known; both empty where it is not."""
    in_name = re.findall(r"(?<!\d)20\d\d(?!\d)", file.stem)
    if in_name:
        return in_name[-1], "文件名"
    written = Counter(year for text in narrative for year in _YEAR.findall(text))
    if written:
        return written.most_common(1)[0][0], "第一部分的文字"
    coded = Counter(f"20{found[1]}" for code in codes if (found := _CODE.match(code)))
    if coded:
        return coded.most_common(1)[0][0], "项目编码"
    return "", ""
