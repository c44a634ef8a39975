"""Slips of whole lines: indented a little too far or too little, without the dash of a list.

Each repair takes a draft and the line (from 0) where a mistake showed, and gives the drafts that may read further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfgen.errors import Diagnostic
from perfgen.source.draft import Draft, Replaced, column_of
from perfgen.source.grammar import lists, words
from perfgen.source.nodes import Scalar, block_indent
from perfgen.source.scalars import BULLETS, DASHES, KEY, KEYED, NUMBERED

_FAR, _MOST, _WIDEST = 60, 3, 12
"""How many lines further up an indentation is looked for, and by how many blanks a slip may differ from it, or tabs and
full-width blanks."""
_LONGEST_BLOCK = 300
"""How many lines are moved together: the longest project of the samples has 60, and each line moved copies the whole text."""
_ODD = re.compile(r" *[\t\u3000\xa0][ \t\u3000\xa0]*(?=\S)")
_WIDTHS = {"\t": 4, "\u3000": 2}
_BLANK_NAMES = {"\t": "制表符（Tab）", "\xa0": "不换行空格"}


def detabbed(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """The line indented by blanks, where a tab or full-width blanks stand, as one of the lines above is."""
    text = draft.lines[line]
    odd = _ODD.match(text)
    if odd is None or draft.written_line(line) in inside:
        return
    width = sum(_WIDTHS.get(sign, 1) for sign in odd[0])
    first = next(at for at, sign in enumerate(odd[0]) if sign != " ")
    said = draft.said(line, first, indented_by(text[first]), "换成英文空格，每层两个")
    keyed = KEYED.match(text[odd.end() :])
    begin = _Begin(width, text[odd.end()] == "-", range(_WIDEST), keyed[3] if keyed else "")
    for wanted, _ in _indents(draft, line, inside, begin):
        yield draft.changed(line, [Replaced(0, odd.end(), " " * wanted)], said)


def indented_by(sign: str) -> str:
    """What is said of a line that is indented by something else than blanks."""
    return f"这一行用{_BLANK_NAMES.get(sign, '全角空格')}缩进"


def aligned(draft: Draft, line: int, inside: set[int], *, odd: bool) -> Iterator[Draft]:
    """The line, and those that moved with it, to where a line above begins. `inside` are lines of blocks.

    A level is two blanks: that a line is moved by two is no more than a guess; `odd` are the moves by one or three.
    """
    text = draft.lines[line]
    keyed = KEYED.match(text)
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
        if not odd and len(run := _block_below(draft, line, keyed, wanted)) > 1:
            yield _run_moved(draft, run, has - wanted, like)
        yield from _moved(draft, line, has - wanted, inside, like=like)


def _moved(draft: Draft, line: int, more: int, inside: set[int], *, like: str) -> Iterator[Draft]:
    """The draft with a line, and the lines that belong below it and were moved with it, so many blanks to the left."""
    run = [line]
    has = column_of(draft.lines[line])
    for number in range(line + 1, min(len(draft.lines), line + _LONGEST_BLOCK) if more % 2 else line):
        begins = column_of(draft.lines[number])
        if not draft.lines[number].strip():
            continue
        goes_on = (
            draft.written_line(number) in inside and draft.written_line(number - 1) in inside and run[-1] == number - 1
        )
        if begins < has or not (goes_on or (begins - has) % 2 == 0):
            break
        run.append(number)
    yield _run_moved(draft, run, more, like)


def _block_below(draft: Draft, line: int, keyed: re.Match[str], wanted: int) -> list[int]:
    """A line and those below it that belong to it, moved with it by a level: they stand one level further right.

    A list goes on with the items beside the line, up to the first that stands where it should.
    """
    has, dashed, run = len(keyed[1]), bool(keyed[2]), [line]
    for number in range(line + 1, min(len(draft.lines), line + _LONGEST_BLOCK)):
        text = draft.lines[number]
        if not text.strip():
            continue
        begins = column_of(text)
        item = dashed and text.lstrip().startswith("- ")
        if begins < has or (begins == has and not item) or (begins == wanted and item and begins != has):
            break
        if len(run) == 1 and begins != has + 2:
            break  # what is below it has not moved
        run.append(number)
    return run


def too_far_left(draft: Draft, line: int, inside: set[int]) -> Iterator[Draft]:
    """The lines above one moved right by a level, where their key stands there in all other places."""
    keyed = KEYED.match(draft.lines[line])
    if keyed is None or keyed[2]:
        return
    column = len(keyed[1])
    for number in range(line - 1, max(line - _FAR, -1), -1):
        above = KEYED.match(draft.lines[number])
        if above is None or draft.written_line(number) in inside or len(above[1]) > column - 2:
            continue
        word = above[3]
        usual = draft.columns_of(word, but=number)
        if len(above[1]) == column - 2 and not above[2] and usual == {column}:
            run = [one for one in range(number, line) if draft.lines[one].strip()]
            yield _run_moved(draft, run, -2, "")
        return


def _run_moved(draft: Draft, run: list[int], more: int, like: str) -> Draft:
    """The draft with lines so many blanks to the left, which is told once."""
    line, has = run[0], column_of(draft.lines[run[0]])
    words = _off_by(more)
    words += f"，从这里起 {len(run)} 行都是" if len(run) > 1 else ""
    hint = f"和上面的“{like}”对齐，从同一列开始" if like else "每层两个空格，和同一层的各行对齐"
    better, said = draft, draft.said(line, has, f"缩进和上面的行对不齐，{words}", hint)
    for number in run:
        better = _shifted(better, number, more, said if number == line else None)
    return better


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
        if draft.lines[number].strip() and column_of(draft.lines[number]) < column:
            break
        if column_of(draft.lines[number]) == column:
            first = number
    return first


_TEXT_ITEM = re.compile(r" *-\s+\S")
_ITEM_BEGINS = re.compile(rf" *[-*+#\[{{\"'|>{DASHES}{BULLETS}]")


def _item_aligned(draft: Draft, line: int, *, odd: bool) -> Iterator[Draft]:
    """An item of a list of texts where the item above it begins."""
    if line == 0 or not (_TEXT_ITEM.match(draft.lines[line]) and _TEXT_ITEM.match(draft.lines[line - 1])):
        return
    more = column_of(draft.lines[line]) - column_of(draft.lines[line - 1])
    if 0 < abs(more) <= _MOST and more % 2 == odd:
        place = column_of(draft.lines[line])
        said = draft.said(line, place, f"缩进和上面的行对不齐，{_off_by(more)}", "和上一条的“- ”对齐，从同一列开始")
        yield _shifted(draft, line, more, said)


def deeper(draft: Draft, line: int) -> Iterator[Draft]:
    """An item of a list of texts that begins further right than the one above: YAML takes it for more of that."""
    for odd in (True, False):
        yield from _item_aligned(draft, line, odd=odd)


def _is_known(word: str) -> bool:
    """Whether a word is a key that filings have; of another it cannot be told where it belongs."""
    return word.strip("\"'") in words() or word.endswith(("指标", "月底"))


class _Begin(NamedTuple):
    """Where a line begins, whether with a dash, and how far from there it may be meant to."""

    column: int
    dashed: bool
    near: range = range(1, _MOST + 1)
    word: str = ""


def _indents(draft: Draft, line: int, inside: set[int], begin: _Begin) -> list[tuple[int, str]]:
    """Where lines above begin, the likeliest first, each with the word there."""
    found: dict[int, tuple[tuple[bool, int, bool, int], str]] = {}
    usual = draft.columns_of(begin.word) if begin.word else set()
    for number in range(line - 1, max(line - _FAR, -1), -1):
        keyed = KEYED.match(draft.lines[number])
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
        above = column_of(draft.lines[draft.line_of(block.mark.line)])
        near = line - 2 <= last or (line - _FAR <= last < len(draft.lines) and _is_words(draft, last, above))
        if block.style != "|" or last > line or not near:
            continue
        wanted = block_indent(block)
        run, wanted = _too_far_out(draft, block, last, wanted)
        if not run:
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
        said = draft.said(run[0], column_of(first), *words)
        better = draft
        for place, number in enumerate(run):
            text = draft.lines[number]
            has = len(text) - len(text.lstrip(" \t"))
            better = better.changed(number, [Replaced(0, has, " " * wanted)], None if place else said)
        yield better


def _too_far_out(draft: Draft, block: Scalar, start: int, wanted: int) -> tuple[list[int], int]:
    """The lines from `start` on that are too far left for a text under ``|``, and where they should begin.

    `wanted` is where its other lines do; 0 where it has none, as one whose first line is too far left.
    """
    above = column_of(draft.lines[draft.line_of(block.mark.line)])
    run = []
    for number in range(start, len(draft.lines)):
        text = draft.lines[number]
        has = column_of(text)
        if text.strip() and (has >= (wanted or above + 1) or (":" in text and not _is_words(draft, number, above))):
            wanted = wanted or (has if not KEYED.match(text) else 0)
            break
        run += [number] if text.strip() else []
    return run, wanted or above + 2


def _is_words(draft: Draft, line: int, above: int) -> bool:
    """Whether a line with a colon is part of a text, as ``其中: …`` is: no key of ours, and what it parts goes on below it."""
    keyed = KEYED.match(draft.lines[line])
    if keyed is None or keyed[2] or _is_known(keyed[3]) or not draft.lines[line][keyed.end() :].strip():
        return False
    below = draft.lines[line + 1] if line + 1 < len(draft.lines) else ""
    beside = KEYED.match(below)
    if beside is None:
        return column_of(below) > above
    return column_of(draft.lines[line]) < above == column_of(below) and _is_known(beside[3])


def _first_too_far(draft: Draft, block: Scalar, line: int, wanted: int) -> Iterator[Draft]:
    """The first lines of a text under ``|`` moved left by a blank, where the others stand at an even column."""
    has = column_of(draft.lines[line])
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
    keyed = KEYED.match(draft.lines[line])
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
        above = KEYED.match(draft.lines[number])
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
    column = column_of(text)
    if line and _is_item_at(draft.lines[line - 1], column) and NUMBERED.match(text, column):
        yield _unnumbered(draft, line)
    elif (
        line
        and _TEXT_ITEM.match(draft.lines[line - 1])
        and column_of(draft.lines[line - 1]) == column
        and text.strip()
        and "\t" not in text.strip()
    ):
        said = draft.said(line, column, "这里少了“- ”，和上一条接到一起了", "每一条以“- ”开头")
        yield draft.changed(line, [Replaced(column, column, "- ")], said)


def _is_item_at(text: str, column: int) -> bool:
    return column_of(text) == column and _TEXT_ITEM.match(text) is not None


def _unnumbered(draft: Draft, line: int) -> Draft:
    """A text of a list with a dash for its own number."""
    column = column_of(draft.lines[line])
    number = NUMBERED.match(draft.lines[line], column)
    end = number.end() if number else column
    sign = draft.lines[line][column:end].strip()
    hint = "改成英文的 - ，后面空一格；序号不用写，表上自动编"
    said = draft.said(line, column, f"列表的短横线写得不对，写成了“{sign}”", hint)
    return draft.changed(line, [Replaced(column, end, "- ")], said)


def listed(draft: Draft, line: int) -> Iterator[Draft]:
    """A text of a list that has a number for its dash, or the first one, which lacks the dash that the next has."""
    text, above = draft.lines[line], draft.lines[line - 1] if line else ""
    column, keyed = column_of(text), KEYED.match(above)
    first = keyed is not None and keyed[3] in lists() and above.rstrip().endswith(":")
    if (first or _is_item_at(above, column)) and NUMBERED.match(text, column):
        yield _unnumbered(draft, line)
    elif (
        first
        and not _ITEM_BEGINS.match(text)
        and any(_is_item_at(one, column) for one in draft.lines[line + 1 : line + 2])
    ):
        said = draft.said(line, column, "这里少了“- ”", "每一条以“- ”开头")
        yield draft.changed(line, [Replaced(column, column, "- ")], said)


def with_dash(draft: Draft, line: int) -> Iterator[Draft]:
    """A line that begins the next item of a list, but stands as if it went on with the one before."""
    keyed = KEYED.match(draft.lines[line])
    if keyed and not keyed[2] and len(keyed[1]) >= 2:
        column = len(keyed[1])
        yield draft.changed(line, [Replaced(column - 2, column, "- ")], _no_dash(draft, line, keyed))


def _no_dash(draft: Draft, line: int, keyed: re.Match[str]) -> Diagnostic:
    word = keyed[3]
    return draft.said(line, len(keyed[1]), "这里少了“- ”，和上一项接到一起了", f"每一项以“- ”开头：- {word}: …")
