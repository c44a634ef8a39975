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


def aligned(draft: Draft, line: int, inside: set[int], *, certain: bool) -> Iterator[Draft]:
    """The line moved to where a line above begins: an extra blank, or one too few. `inside` are lines of blocks.

    A level is two blanks: that a line is moved by two is no more than a guess.
    """
    text = draft.lines[line]
    keyed = _KEYED.match(text)
    if keyed is None or not _is_known(keyed[3]):
        return
    has, dashed = len(keyed[1]), bool(keyed[2])
    for wanted, like in _indents(draft, line, inside, _Begin(has, dashed)):
        more = has - wanted
        if certain and more % 2 == 0:
            continue
        words = f"多了 {more} 格" if more > 0 else f"少了 {-more} 格"
        said = draft.said(line, has, f"缩进和上面的行对不齐，{words}", f"和上面的“{like}”对齐，从同一列开始")
        change = Replaced(0, more, "") if more > 0 else Replaced(0, 0, " " * -more)
        yield draft.changed(line, [change], said)


def _is_known(word: str) -> bool:
    """Whether a word is a key that filings have; of another it cannot be told where it belongs."""
    return word.strip("\"'") in words() or word.endswith(("指标", "月底"))


class _Begin(NamedTuple):
    """Where a line begins, whether with a dash, and how far from there it may be meant to."""

    column: int
    dashed: bool
    near: range = range(1, _MOST + 1)


def _indents(draft: Draft, line: int, inside: set[int], begin: _Begin) -> list[tuple[int, str]]:
    """Where lines above begin, the likeliest first, each with the word there."""
    found: dict[int, tuple[tuple[int, bool, int], str]] = {}
    for number in range(line - 1, max(line - _FAR, -1), -1):
        keyed = _KEYED.match(draft.lines[number])
        if keyed is None or draft.written_line(number) in inside:
            continue
        begins = len(keyed[1])
        places = [(begins, bool(keyed[2]))] + ([(begins + len(keyed[2]), False)] if keyed[2] else [])
        for column, with_dash in places:
            if abs(column - begin.column) in begin.near and column not in found:
                found[column] = ((abs(column - begin.column), with_dash != begin.dashed, line - number), keyed[3])
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
            if text.strip() and (len(text) - len(text.lstrip(" ")) >= wanted or ":" in text):
                break
            run.append(number)
        run = [number for number in run if draft.lines[number].strip()]
        if not run or not wanted:
            continue
        first = draft.lines[run[0]]
        said = draft.said(
            run[0], len(first) - len(first.lstrip(" ")), "这一行比上面的文字缩进得少，接不上去",
            f"是同一段文字，就和上面各行对齐（前面空 {wanted} 格）",
        )  # fmt: skip
        better = draft
        for place, number in enumerate(run):
            has = len(draft.lines[number]) - len(draft.lines[number].lstrip(" "))
            better = better.changed(number, [Replaced(0, 0, " " * (wanted - has))], None if place else said)
        yield better


_ITEM = re.compile(rf"( *)-\s+({KEY})\s*:(?:\s|$)")


def dashed(draft: Draft, line: int) -> Iterator[Draft]:
    """A line that lacks the dash which its neighbours have: one like it, with a dash, stands above."""
    keyed = _KEYED.match(draft.lines[line])
    if keyed is None or keyed[2]:
        return
    for number in range(line - 1, max(line - _FAR, -1), -1):
        item = _ITEM.match(draft.lines[number])
        if item and item[2] == keyed[3] and len(item[1]) == len(keyed[1]):
            yield draft.changed(line, [Replaced(len(keyed[1]), len(keyed[1]), "- ")], _no_dash(draft, line, keyed))
            return


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
            top, len(draft.lines[top]) - len(draft.lines[top].lstrip()), f"这一行上面少了一层：{what}的名称",
            f"在它上面加一行“{name}:”（或别的{what}），它和它下面的再缩进两格",
        )  # fmt: skip
        yield draft.with_line(top, f"{' ' * column}{name}:\n", said)


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
