"""What kind of document it is: whose layout, and of which year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from perfgen.docx.blocks import Block, Document, Paragraph, Table
from perfgen.errors import Diagnostic, DocumentError
from perfgen.importing.split import COLUMNS, HEADS
from perfgen.importing.words import key

HEBEI_2021, HEBEI_2022 = "hebei-2021", "hebei-2022"
KNOWN = (HEBEI_2022, HEBEI_2021)
"""The layouts that can be read."""

_FORM = {*HEADS, "项目编码", "项目名称", "预算数"} | set(COLUMNS)
_ONLY_2021 = (
    "部门职责工作活动绩效目标", "工作活动概况", "资金安排情况", "评价标准", "评扣分标准",
    "加强部门整体绩效目标实施", "部门整体支出绩效指标情况",
)  # fmt: skip
_SEVERAL = 2
_IN_TABLES = {"职责活动", "评扣分标准", "项目编码"}
"""What the tables of hebei-2021 say in their head rows."""
_ENOUGH = 6
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_CODE = re.compile(r"[0-9]{6}([0-9]{2})P")


def labels_of(document: Document) -> set[str]:
    """Everything short that its cells and paragraphs say, as keys."""
    return {key(text) for text in _texts(document.blocks) if len(text) < 40}


def _cells(document: Document) -> set[str]:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return {key(cell.text) for table in tables for row in table.rows for cell in row}


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.printed
        else:
            yield from (cell.text for row in block.rows for cell in row)


def recognise(file: Path, document: Document) -> str:
    """The layout of a document. Raises DocumentError where it is no filing of a layout that can be read."""
    said = labels_of(document)
    if sum(any(word in label for label in said) for word in _ONLY_2021) >= _SEVERAL:
        if not _cells(document) & _IN_TABLES:
            raise _fault(file, f"像是 {HEBEI_2021} 版式的文件，可是没有读到里面的表格", "找到原来的 Word 文件再试")
        return HEBEI_2021
    if (len(said & _FORM) >= _ENOUGH and "资金支出计划" in said) or _sections(said):  # or part one alone
        return HEBEI_2022
    raise _fault(
        file, "认不出这是一份部门预算绩效文本", f"确实是的话，用 --layout 指明版式再试，如 --layout {HEBEI_2022}"
    )


def _sections(said: set[str]) -> bool:
    wanted = ("总体绩效目标", "分项绩效目标", "工作保障措施")
    return all(any(label.endswith(word) for label in said) for word in wanted)


def _fault(file: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("IMP01", message, file, hint=hint))


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
