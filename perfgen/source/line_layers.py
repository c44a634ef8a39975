"""Slips of whole lines: indented a little too far or too little, without the dash of a list, below a level that is missing.

Each repair takes a draft and the line (from 0) where a mistake showed, and gives the drafts that may read further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfgen.errors import Diagnostic
from perfgen.source.draft import Draft, Replaced
from perfgen.source.grammar import words
from perfgen.source.nodes import Scalar, block_indent
from perfgen.source.scalars import KEY

_KEYED = re.compile(rf"( *)((?:-\s+)?)({KEY})\s*[:：](?:\s|$)")
_FAR, _MOST, _WIDEST = 60, 3, 12
"""How many lines further up an indentation is looked for, and by how many blanks a slip may differ from it, or tabs and
full-width blanks."""
_LONGEST_BLOCK = 300
"""How many lines are moved together: the longest project of the samples has 60, and each line moved copies the whole text."""
_ODD = re.compile(r" *[\t\u3000\xa0][ \t\u3000\xa0]*(?=\S)")
_WIDTHS = {"\t": 4, "\u3000": 2}


def detabbed(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """The line indented by blanks, where a tab or full-width blanks stand, as one of the lines above is."""
    text = draft.lines[line]
    odd = _ODD.match(text)
    if odd is None or draft.written_line(line) in inside:
        return
    width = sum(_WIDTHS.get(sign, 1) for sign in odd[0])
    first = next(at for at, sign in enumerate(odd[0]) if sign != " ")
    said = draft.said(line, first, indented_by(text[first]), "换成英文空格，每层两个")
    begin = _Begin(width, text[odd.end()] == "-", range(_WIDEST))
    for wanted, _ in _indents(draft, line, inside, begin):
        yield draft.changed(line, [Replaced(0, odd.end(), " " * wanted)], said)


def indented_by(sign: str) -> str:
    """What is said of a line that is indented by something else than blanks."""
    return f"这一行用{'制表符（Tab）' if sign == chr(9) else '全角空格'}缩进"


def aligned(draft: Draft, line: int, inside: set[int], *, odd: bool) -> Iterator[Draft]:
    """The line, and those that moved with it, to where a line above begins. `inside` are lines of blocks.

    A level is two blanks: that a line is moved by two is no more than a guess; `odd` are the moves by one or three.
    """
    text = draft.lines[line]
    keyed = _KEYED.match(text)
    if keyed is None:
        yield from _item_aligned(draft, line, odd=odd)
        return
    if not _is_known(keyed[3]):
        return
    has, dashed = len(keyed[1]), bool(keyed[2])
    for wanted, like in _indents(draft, line, inside, _Begin(has, dashed, word=keyed[3])):
        if (has - wanted) % 2 != odd:
            continue
        if odd and has % 2 == 0:
            # A level is two blanks: those above stand at an odd column, this one does not.
            yield from _moved(draft, _begun_at(draft, line, wanted), wanted - has, inside, like="")
        yield from _moved(draft, line, has - wanted, inside, like=like)


def _moved(draft: Draft, line: int, more: int, inside: set[int], *, like: str) -> Iterator[Draft]:
    """The draft with a line, and the lines that belong below it and were moved with it, so many blanks to the left."""
    run = [line]
    has = _column(draft.lines[line])
    for number in range(line + 1, min(len(draft.lines), line + _LONGEST_BLOCK) if more % 2 else line):
        begins = _column(draft.lines[number])
        if not draft.lines[number].strip():
            continue
        goes_on = (
            draft.written_line(number) in inside and draft.written_line(number - 1) in inside and run[-1] == number - 1
        )
        if begins < has or not (goes_on or (begins - has) % 2 == 0):
            break
        run.append(number)
    words = _off_by(more)
    words += f"，从这里起 {len(run)} 行都是" if len(run) > 1 else ""
    hint = f"和上面的“{like}”对齐，从同一列开始" if like else "每层两个空格，和同一层的各行对齐"
    better, said = draft, draft.said(line, has, f"缩进和上面的行对不齐，{words}", hint)
    for number in run:
        better = _shifted(better, number, more, said if number == line else None)
    yield better


def _off_by(more: int) -> str:
    return f"多了 {more} 格" if more > 0 else f"少了 {-more} 格"


def _shifted(draft: Draft, line: int, more: int, told: Diagnostic | None) -> Draft:
    """The draft with a line so many blanks to the left; to the right where that is less than none."""
    change = Replaced(0, more, "") if more > 0 else Replaced(0, 0, " " * -more)
    return draft.changed(line, [change], told)


def _begun_at(draft: Draft, line: int, column: int) -> int:
    """The first of the lines right above one that begin at a column, or further right."""
    first = line
    for number in range(line - 1, max(line - _FAR, -1), -1):
        if draft.lines[number].strip() and _column(draft.lines[number]) < column:
            break
        if _column(draft.lines[number]) == column:
            first = number
    return first


def _column(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


_TEXT_ITEM = re.compile(r" *-\s+\S")


def _item_aligned(draft: Draft, line: int, *, odd: bool) -> Iterator[Draft]:
    """An item of a list of texts where the item above it begins."""
    if line == 0 or not (_TEXT_ITEM.match(draft.lines[line]) and _TEXT_ITEM.match(draft.lines[line - 1])):
        return
    more = _column(draft.lines[line]) - _column(draft.lines[line - 1])
    if 0 < abs(more) <= _MOST and more % 2 == odd:
        place = _column(draft.lines[line])
        said = draft.said(line, place, f"缩进和上面的行对不齐，{_off_by(more)}", "和上一条的“- ”对齐，从同一列开始")
        yield _shifted(draft, line, more, said)


def _is_known(word: str) -> bool:
    """Whether a word is a key that filings have; of another it cannot be told where it belongs."""
    return word.strip("\"'") in words() or word.endswith(("指标", "月底"))


def _begins_with(text: str, word: str) -> bool:
    keyed = _KEYED.match(text)
    return keyed is not None and keyed[3] == word


class _Begin(NamedTuple):
    """Where a line begins, whether with a dash, and how far from there it may be meant to."""

    column: int
    dashed: bool
    near: range = range(1, _MOST + 1)
    word: str = ""


def _indents(draft: Draft, line: int, inside: set[int], begin: _Begin) -> list[tuple[int, str]]:
    """Where lines above begin, the likeliest first, each with the word there."""
    found: dict[int, tuple[tuple[bool, int, bool, int], str]] = {}
    usual = {_column(text) for text in draft.lines if begin.word in text and _begins_with(text, begin.word)}
    for number in range(line - 1, max(line - _FAR, -1), -1):
        keyed = _KEYED.match(draft.lines[number])
        if keyed is None or draft.written_line(number) in inside:
            continue
        begins = len(keyed[1])
        places = [(begins, bool(keyed[2]))] + ([(begins + len(keyed[2]), False)] if keyed[2] else [])
        for column, with_dash in places:
            if abs(column - begin.column) in begin.near and column not in found:
                found[column] = (
                    (column not in usual, abs(column - begin.column), with_dash != begin.dashed, line - number),
                    keyed[3],
                )
    return [(column, word) for column, (_, word) in sorted(found.items(), key=lambda one: one[1][0])]


def indented(draft: Draft, line: int, blocks: list[Scalar]) -> Iterator[Draft]:
    """A line of a text under ``|`` that begins too far left, and those behind it that do."""
    for block in blocks:
        last = draft.line_of(min(block.end.line, draft.written_line(line)))
        if block.style != "|" or not line - 2 <= last <= line:
            continue
        wanted = block_indent(block)
        run = []
        for number in range(last, len(draft.lines)):
            text = draft.lines[number]
            if text.strip() and (_column(text) >= wanted or ":" in text):
                break
            run.append(number)
        run = [number for number in run if draft.lines[number].strip()]
        if not run or not wanted:
            continue
        yield from _first_too_far(draft, block, run[0], wanted)
        first = draft.lines[run[0]]
        words = (
            ("这一行用制表符（Tab）缩进", "换成英文空格，和上面各行对齐")
            if first[0] == "\t"
            else (
                "这一行比上面的文字缩进得少，接不上去",
                f"是同一段文字，就和上面各行对齐（前面空 {wanted} 格）",
            )
        )
        said = draft.said(run[0], _column(first), *words)
        better = draft
        for place, number in enumerate(run):
            text = draft.lines[number]
            has = len(text) - len(text.lstrip(" \t"))
            better = better.changed(number, [Replaced(0, has, " " * wanted)], None if place else said)
        yield better


def _first_too_far(draft: Draft, block: Scalar, line: int, wanted: int) -> Iterator[Draft]:
    """The first lines of a text under ``|`` moved left by a blank, where the others stand at an even column."""
    has = _column(draft.lines[line])
    if wanted % 2 == 0 or has != wanted - 1:
        return
    above = [number for number in range(draft.line_of(block.mark.line) + 1, line) if draft.lines[number].strip()]
    if len(above) > _LONGEST_BLOCK:
        return
    said = draft.said(above[0], wanted, "这一行比下面的文字多缩进了 1 格", "和下面各行对齐")
    better = draft
    for number in above:
        better = _shifted(better, number, 1, said if number == above[0] else None)
    yield better


_ITEM = re.compile(rf"( *)-\s+(\{{?)\s*({KEY})\s*:(?:\s|$)")


def dashed(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """A line that lacks the dash which its neighbours have: one like it, with a dash, stands above, or below."""
    keyed = _KEYED.match(draft.lines[line])
    if keyed is None:
        yield from _text_dashed(draft, line)
        return
    if keyed[2]:
        yield from _first_dashed(draft, line, keyed, inside)
        return
    for number in range(line - 1, max(line - _FAR, -1), -1):
        item = _ITEM.match(draft.lines[number])
        if not item or item[3] != keyed[3]:
            continue
        if len(item[1]) == len(keyed[1]):
            yield draft.changed(line, [Replaced(len(keyed[1]), len(keyed[1]), "- ")], _no_dash(draft, line, keyed))
            return
        if item[2] and len(item[1]) + 2 == len(keyed[1]):
            yield from with_dash(draft, line)
            return


def _first_dashed(draft: Draft, line: int, keyed: re.Match[str], inside: set[int]) -> Iterator[Draft]:
    """The first item of a list, which lacks the dash that the next one has."""
    column = len(keyed[1])
    for number in range(line - 1, max(line - _FAR, -1), -1):
        above = _KEYED.match(draft.lines[number])
        if above is None or draft.written_line(number) in inside:
            continue
        if len(above[1]) < column:
            return
        if above[3] == keyed[3] and not above[2] and len(above[1]) == column + 2:
            yield from with_dash(draft, number)
            return


def _text_dashed(draft: Draft, line: int) -> Iterator[Draft]:
    """A text that lacks the dash which the text above it has."""
    text = draft.lines[line]
    column = _column(text)
    if line and _TEXT_ITEM.match(draft.lines[line - 1]) and _column(draft.lines[line - 1]) == column and text.strip():
        said = draft.said(line, column, "这里少了“- ”，和上一条接到一起了", "每一条以“- ”开头")
        yield draft.changed(line, [Replaced(column, column, "- ")], said)


def runs_on(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """A line without a name, set below the one it goes on from: what reads the tree tells that it was broken."""
    text = draft.lines[line]
    if (
        line == 0
        or draft.written_line(line - 1) in inside
        or not text.strip()
        or ":" in text
        or text.lstrip()[0] in "-#"
    ):
        return
    above = draft.lines[line - 1]
    if above.strip() and _column(text) <= _column(above):
        yield draft.changed(line, [Replaced(0, _column(text), " " * (_column(above) + 4))], None)


def with_dash(draft: Draft, line: int) -> Iterator[Draft]:
    """A line that begins the next item of a list, but stands as if it went on with the one before."""
    keyed = _KEYED.match(draft.lines[line])
    if keyed and not keyed[2] and len(keyed[1]) >= 2:
        column = len(keyed[1])
        yield draft.changed(line, [Replaced(column - 2, column, "- ")], _no_dash(draft, line, keyed))


def _no_dash(draft: Draft, line: int, keyed: re.Match[str]) -> Diagnostic:
    word = keyed[3]
    return draft.said(line, len(keyed[1]), "这里少了“- ”，和上一项接到一起了", f"每一项以“- ”开头：- {word}: …")


_LEVELS = (
    (("产出指标",), ("数量指标", "质量指标", "时效指标", "成本指标")),
    (("效益指标", "效果指标"), ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    (("满意度指标",), ("服务对象满意度指标",)),
)
"""一级指标, and 二级指标 below them, as most layouts have them: put in to read on, where one is left out."""
_ROW = re.compile(r"( *)-\s+(?:\{\s*)?[\"']?(?:三级指标|name)\b")


def with_level(draft: Draft, line: int) -> Iterator[Draft]:
    """The name of a level put in above the lines that lack it: rows right under a 一级指标, 二级指标 under 绩效指标."""
    keyed = _KEYED.match(draft.lines[line])
    if keyed is None or keyed[2]:
        return
    column = len(keyed[1])
    top = line
    for number in range(line - 1, max(line - _FAR, -1), -1):
        above = _KEYED.match(draft.lines[number])
        if above and not above[2] and len(above[1]) < column:
            break
        top = number
    else:
        return
    parent = _KEYED.match(draft.lines[top - 1]) if top else None
    if parent is None or top == line:
        return
    used = set(_beside(draft, line, column))
    name = _level_for(parent[3], draft.lines[top], keyed[3], used)
    if name:
        what = "二级指标" if name in {word for _, below in _LEVELS for word in below} else "一级指标"
        said = draft.said(
            top, _column(draft.lines[top]), f"这一行上面少了一层：{what}的名称",
            f"在它上面加一行“{name}:”（或别的{what}），它和它下面的再缩进两格",
        )  # fmt: skip
        yield draft.with_line(top, f"{' ' * column}{name}:\n", said)


_PARENTS = {
    **dict.fromkeys(("总体绩效目标", "分项绩效目标", "工作保障措施"), "部门整体绩效目标"),
    **dict.fromkeys((word for words, _ in _LEVELS for word in words), "绩效指标"),
    "项目名称": "预算项目",
}
"""What a key stands under; put in to read on, where it is left out."""


def with_parent(draft: Draft, line: int) -> Iterator[Draft]:
    """The key put in that a line should stand under: the line is indented, and no such key stands above it."""
    keyed = _KEYED.match(draft.lines[line])
    parent = _PARENTS.get(keyed[3]) if keyed else None
    if keyed is None or parent is None or len(keyed[1]) < 2 or bool(keyed[2]) != (parent == "预算项目"):
        return
    column = len(keyed[1])
    if parent == "绩效指标" and column == 2:
        parent = "整体绩效指标"
    said = draft.said(line, column, f"这一行上面少了一行“{parent}:”", f"在它上面加一行“{parent}:”，少缩进两格")
    yield draft.with_line(line, f"{' ' * (column - 2)}{parent}:\n", said)


def _beside(draft: Draft, line: int, column: int) -> Iterator[str]:
    """The keys from a line on that begin at a column, up to the first that begins before it."""
    for text in draft.lines[line : line + _FAR]:
        keyed = _KEYED.match(text)
        if keyed and len(keyed[1]) < column:
            return
        if keyed and len(keyed[1]) == column:
            yield keyed[3]


def _level_for(parent: str, first: str, beside: str, used: set[str]) -> str | None:
    """The name that is missing between a key and the first line below it, beside another key; None where none is."""
    keyed = _KEYED.match(first)
    for level1, level2 in _LEVELS:
        if parent in level1 and _ROW.match(first):
            return next((name for name in level2 if name not in used), level2[0])
        if keyed and not keyed[2] and keyed[3] in level2 and any(beside in names for names, _ in _LEVELS):
            return next((name for name in level1 if name != beside), None)
    return None
