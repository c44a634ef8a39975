"""A county's folder as its bureau has it: departments made from the example, with what goes wrong in such a collection."""

from __future__ import annotations

import re
from pathlib import Path

import xlsxwriter

from perfgen.checks.codes import check_character
from tests.conftest import MODEL

YEAR = 2023
MISSING = (78, 79, 80)
UNREADABLE, DOUBLED, BY_NAME = 5, 9, 15
WRONG, REMARKED = (20, 21), (30, 31, 32)
BEFORE = (1, 2, 3, 4)
"""The departments of which last year's filing is there too."""
_DIGITS = "零一二三四五六七八九"


def name_of(number: int) -> str:
    """A department's name; none begins as another does."""
    return f"乐亭县{_DIGITS[number // 10]}{_DIGITS[number % 10]}路街道办事处"


def code_of(number: int) -> str:
    """A department's code."""
    return str(360000 + number)


def filing_of(number: int, year: int = YEAR) -> str:
    """A filing without findings: the example, of another department."""
    text = MODEL.read_text(encoding="utf-8").replace("乐亭县教育和体育局", name_of(number))
    text = text.replace('编码: "360001"', f'编码: "{code_of(number)}"').replace("2023年", f"{year}年")
    text = text.replace("年度: 2023", f"年度: {year}")

    def code(found: re.Match[str]) -> str:
        bare = f"130225{year % 100}P00A3T{number:03}{found[1]}"
        return bare + check_character(bare)

    return re.sub(r"13022523P00A3T610(\d{3})\w", code, text)


def county(root: Path, departments: int = 80) -> Path:
    """Write the folder: perfgen.toml, 名册.xlsx and the filings in 各部门. Every fault is told by a constant above."""
    folder = root / "各部门"
    folder.mkdir(parents=True)
    (root / "perfgen.toml").write_text('[departments]\nlist = "名册.xlsx"\ndeadline = "2023-11-17"\n', encoding="utf-8")
    _list(root / "名册.xlsx", departments)
    for number in range(1, departments + 1):
        if number not in MISSING:
            (folder / f"{name_of(number)}.yaml").write_text(seeded(number), encoding="utf-8")
    (folder / f"{name_of(DOUBLED)}-改.yaml").write_text(filing_of(DOUBLED), encoding="utf-8")
    stranger = filing_of(90).replace(code_of(90), "999001")
    (folder / "外单位.yaml").write_text(stranger, encoding="utf-8")
    (root / "去年").mkdir()
    for number in BEFORE:
        last = filing_of(number, YEAR - 1).replace("预算数: 120.00", "预算数: 100.00")
        (root / "去年" / f"{number}.yaml").write_text(
            last.replace("财政资金: 120.00", "财政资金: 100.00"), encoding="utf-8"
        )
    return root


GONE, MENDED, STILL, SLIPPED = 40, (20, 30, 31), (21, 32), 50
"""In the second submission: who did not hand in again, put right what was found, did not, and made a new mistake."""
DEARER, WITH_ONE_PROJECT_LESS, WITHOUT_CODE, LATE = 60, 61, 62, 78
"""Whose money grew, who dropped a project, whose code is missing, and who hands in only now."""


def second(folder: Path, departments: int = 80) -> Path:
    """Write what the departments hand in when they are asked again: under other names, with what became of it told above."""
    folder.mkdir(parents=True)
    for number in range(1, departments + 1):
        if number not in (*MISSING, GONE) or number == LATE:
            (folder / f"{number:02} 第二次.yaml").write_text(_again(number), encoding="utf-8")
    return folder


def _again(number: int) -> str:
    text = filing_of(number) if number in (*MENDED, LATE, UNREADABLE) else seeded(number)
    if number == SLIPPED:
        return text.replace("资金用途: 用于", "资金用途: 用于XX", 1)
    if number == DEARER:
        return text.replace("预算数: 120.00", "预算数: 150.00").replace("财政资金: 120.00", "财政资金: 150.00")
    if number == WITH_ONE_PROJECT_LESS:
        return text[: text.rindex("  - 项目名称:")]
    if number == WITHOUT_CODE:
        return text.replace(f'编码: "{code_of(number)}", ', "")
    return text


def seeded(number: int) -> str:
    """A department's filing with what is wrong with it."""
    text = filing_of(number)
    if number == UNREADABLE:
        return f"{text[:60]}\x00"
    if number == BY_NAME:
        return text.replace(code_of(number), "123456")
    if number in WRONG:
        return text.replace("资金用途: 用于", "资金用途: 用于XX", 1)
    if number in REMARKED:
        head, _, rest = text.partition("  工作保障措施: |\n")
        return f"{head}  工作保障措施: |\n    完善制度。\n预算项目:{rest.partition('预算项目:')[2]}"
    return text


def _list(path: Path, departments: int) -> None:
    """The list as a bureau keeps it: a title above the heads, dates as cells and as texts."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("名册")
    day = book.add_format({"num_format": "yyyy/m/d"})
    sheet.write(0, 0, "2023年应报绩效文本的部门")
    sheet.write_row(1, 0, ("序号", "单位编码", "单位名称", "联系人", "截止日期"))
    for number in range(1, departments + 1):
        sheet.write_row(number + 1, 0, (number, code_of(number), name_of(number), "张三"))
        if number == MISSING[0]:
            sheet.write_number(number + 1, 4, 45250, day)  # 2023-11-20
        elif number == MISSING[1]:
            sheet.write_string(number + 1, 4, "2023年11月30日")
    book.close()
