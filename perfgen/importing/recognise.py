"""What kind of document it is: whose layout, and of which year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from perfgen.docx.blocks import Block, Document, Paragraph
from perfgen.errors import Diagnostic, DocumentError
from perfgen.importing.split import COLUMNS, HEADS
from perfgen.importing.words import key

LAYOUT = "hebei-2022"
"""The layout that can be read."""

_FORM = {*HEADS, "项目编码", "项目名称", "预算数"} | set(COLUMNS)
_OTHER = ("部门职责工作活动绩效目标", "绩效指标评价标准", "工作活动概况", "评价标准")
_ENOUGH = 6
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_CODE = re.compile(r"[0-9]{6}([0-9]{2})P")


def labels_of(document: Document) -> set[str]:
    """Everything short that its cells and paragraphs say, as keys."""
    return {key(text) for text in _texts(document.blocks) if len(text) < 40}


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.printed
        else:
            yield from (cell.text for row in block.rows for cell in row)


def check_layout(file: Path, document: Document) -> None:
    """Raises DocumentError where a document is no filing of the layout that can be read."""
    said = labels_of(document)
    if len(said & _FORM) >= _ENOUGH and "资金支出计划" in said:
        return
    if any(word in label for word in _OTHER for label in said):
        raise _fault(file, f"这份文件不是 {LAYOUT} 版式的，现在还不能读入", "它像是 hebei-2021 版式的文件")
    if _sections(said):
        return  # part one alone
    raise _fault(file, "认不出这是一份部门预算绩效文本", f"确实是的话，用 --layout {LAYOUT} 指明版式再试")


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
