"""The slips of a Chinese keyboard in YAML: found, reported, and mended in memory so that the rest can be read.

``项目名称：接待`` with a full-width colon is no key to a YAML parser. Some slips make it stop; others it takes for text,
and only the tree shows them (`suspects`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice

from perfgen.errors import Diagnostic
from perfgen.source.draft import MOST_LOOKED_AT, Draft, Replaced
from perfgen.source.line_braces import followed, paired, parted, requoted, rounded
from perfgen.source.line_keys import keys, leading, values
from perfgen.source.line_layers import (
    aligned,
    dashed,
    deeper,
    detabbed,
    indented,
    indented_by,
    listed,
    too_far_left,
)
from perfgen.source.line_levels import with_level, with_parent
from perfgen.source.line_slips import behind_bar, closed, flow, half_quoted, hyphen, numbers, quoted, signs, swallowed
from perfgen.source.line_unnamed import pasted, ruled, runs_on, unnamed, unnamed_after_braces
from perfgen.source.nodes import Scalar
from perfgen.source.scalars import BULLETS, DASHES, KEY
from perfgen.source.suspects import a_key
from perfgen.source.text_file import Mark, SourceFile

_START = r"^\s*(?:-\s+)*"
_COLON = ("冒号是全角的“：”", "改成英文冒号，后面空一格")
_NO_COLON = ("这里要用英文冒号", "改成英文冒号，后面空一格")
_NARROW = ("冒号后面少一个空格", "在冒号后面空一格")
_SHORT_DASH = ("列表的短横线写得不对", "改成英文的 - ，后面空一格")
_DASH = ("列表的短横线写得不对，写成了“SIGN”", "改成英文的 - ，后面空一格")
_BRACE = ("花括号不是英文的，写成了“SIGN”", "改成英文的 { 和 }")

# Each slip: what it looks like (group 1 ends right before what is replaced, group 2), what is put there to read on,
# what is said of it, and how to put it right. SIGN stands for group 2; KNOWN stands for the keys a filing has.
_TABLE = (
    (rf"({_START}{KEY}\s*)(：)", ": ", _COLON),
    (rf"([{{,]\s*{KEY}\s*)(：)", ": ", _COLON),
    (rf"([{{,，][^{{}},，]*)(，)(?=\s*{KEY}\s*[:：])", ", ", ("逗号是全角的“，”", "改成英文逗号，后面空一格")),
    (rf"({_START}{KEY})(:)(?=[^\s:/])", ": ", _NARROW),
    (rf"([{{,]\s*{KEY})(:)(?=[^\s:/,}}])", ": ", _NARROW),
    *(
        (rf"({_START}{before})({blank}+)", " ", (f"{what}后面是{name}", "改成英文空格"))
        for before, what in ((f"{KEY}:", "冒号"), ("-", "短横线"))
        for blank, name in (("\u3000", "全角空格"), ("\xa0", "不换行空格"))
    ),
    (rf"(^\s*)([{DASHES}{BULLETS}]+\s*|[一_]\s+)(?=\S)", "- ", _DASH),
    (r"(^\s*)(-)(?=[^\s\-\d])", "- ", _SHORT_DASH),
    (r"(^\s*)([*+]\s+)(?=\S)", "- ", _DASH),
    (
        rf"(^\s*)([①-⑳⑴-⒇]\s*|[(（]?\d{{1,2}}[.、．)）]\s*)(?=\{{\s*{KEY}|(?:项目名称|三级指标|职责活动)\s*[:：])",
        "- ",
        _DASH,
    ),
    (rf"(^\s*)((?:-\s+){{2,}})(?={KEY}\s*[:：])", "- ", ("列表的短横线写了两个", "只写一个 - ，后面空一格")),
    (rf"({_START}KNOWN\s*)([∶﹕︰；;＝=])", ": ", _NO_COLON),
    (
        rf"({_START}KNOWN)([ \t\u3000\xa0]+)(?=[^\s:：#])",
        ": ",
        ("名称后面少了冒号", "写成“名称: 内容”，冒号后面空一格"),
    ),
    (rf"({_START}(?:{KEY}:\s+)?)([｛【])(?=\s*{KEY}\s*[:：])", "{", _BRACE),
    (r"(\S)([｝】])(?=\s*(?:#.*)?$)", "}", _BRACE),
    (r"(^\s*)(＃|//)", "#", ("注释要用英文的 #", "改成英文的 #")),
)
_REPAIRS = (keys, values, half_quoted, followed, parted, requoted, quoted, paired, rounded, closed, signs)
"""What else may be wrong with a line at which a parser stops; `_SEEN_IN_THE_TREE` is what it takes for text."""
_SEEN_IN_THE_TREE = (leading, keys, flow, half_quoted, numbers, values, listed, deeper)
_NEAR = 3
_MOST_ON_A_LINE = 12
_MOST_TOGETHER = 1_000
"""How many slips of a file are mended in its tree: each takes a copy of its lines, and no clerk makes so many."""
_FAR = 400
_ODD_INDENT = re.compile("^ *[\t\u3000\xa0]")
_ODD_KEY = re.compile(rf"^ *[\t\u3000\xa0]\s*(?:-\s+)?{KEY}\s*[:：]")


@dataclass(frozen=True, slots=True)
class _Slip:
    pattern: re.Pattern[str]
    mend: str
    message: str
    hint: str


@cache
def _slips() -> tuple[_Slip, ...]:
    return tuple(_Slip(re.compile(look.replace("KNOWN", a_key())), mend, *words) for look, mend, words in _TABLE)


@lru_cache(maxsize=2 * _FAR)
def _slips_in(line: str) -> tuple[tuple[_Slip, int, int], ...]:
    """The slips on a line, the likeliest first: each with the place of what is replaced. None on a very long line.

    The lines above a mistake are looked at again for the next one.
    """
    if len(line) > MOST_LOOKED_AT:
        return ()
    found = ((slip, slip.pattern.search(line)) for slip in _slips())
    return tuple((slip, *match.span(2)) for slip, match in found if match)


def conflicts(draft: Draft) -> Draft:
    """The draft without the marks that a merge of versions leaves, and without its second side."""
    if "<<<<<<< " not in draft.text:
        return draft
    hidden: list[int] = []
    second = False
    for number, line in enumerate(draft.lines):
        sign = line[:7]
        second = second or (sign == "=======" and bool(hidden))
        if second or sign == "<<<<<<<":
            hidden.append(number)
        second = second and sign != ">>>>>>>"
    for number in hidden if len(hidden) <= _FAR else ():
        line = draft.lines[number]
        message = "这里有版本合并留下的记号，两边还没有合成一份"
        hint = "留下要的一边，删掉另一边和 <<<<<<<、=======、>>>>>>> 这三行"
        told = draft.said(number, 0, message, hint) if line.startswith("<<<<<<<") else None
        draft = draft.changed(number, [Replaced(0, len(line.rstrip("\r\n")), "#")], told)
    return draft


def mended(draft: Draft, line: int, *, certain: bool = False) -> Iterator[Draft]:
    """The drafts in which one slip on a line, which is not too long to look at, is mended; the likeliest first."""
    yield from flow(draft, line)
    found = _slips_in(draft.lines[line])
    for slip, start, end in found:
        yield _mend(draft, line, slip, start, end)
    if len(found) > 1:
        yield _all_mended(draft, line)
    for repair in _REPAIRS if certain else (swallowed, *_REPAIRS, hyphen, behind_bar):
        yield from repair(draft, line)


def _all_mended(draft: Draft, line: int) -> Draft:
    """The draft in which one slip of a line after the other is mended."""
    for _ in range(_MOST_ON_A_LINE):
        found = _slips_in(draft.lines[line])
        if not found:
            break
        draft = _mend(draft, line, *found[0])
    return draft


def together(draft: Draft, lines: Iterable[int]) -> Draft:
    """The draft in which the likeliest slip on each of some lines is mended; this draft where none has one."""
    for line in islice(lines, max(0, _MOST_TOGETHER - len(draft.found))):
        if len(draft.lines[line]) > MOST_LOOKED_AT:
            continue
        found = _slips_in(draft.lines[line])
        better = next((one for repair in _SEEN_IN_THE_TREE for one in repair(draft, line)), None)
        if better is not None:
            draft = better
        elif found:
            draft = _mend(draft, line, *found[0])
    return draft


_TYPED = re.compile("(.+?)是全角的“.”")
_KIND = re.compile("，写成了")
_INDENTED = re.compile("这一行用.+缩进|这一行比|缩进和上面")


def told_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One diagnostic for all signs of a line that are typed full-width, one for its indentation, and one for all of a kind."""
    lines: dict[tuple[int | None, str], list[Diagnostic]] = {}
    for one in found:
        kind = (
            ""
            if _TYPED.fullmatch(one.message)
            else "缩进"
            if _INDENTED.match(one.message)
            else _KIND.split(one.message)[0]
        )
        lines.setdefault((one.line, kind), []).append(one)
    return [_together(said) for said in lines.values()]


def _together(said: list[Diagnostic]) -> Diagnostic:
    first = min(said, key=lambda one: one.column or 0)
    kinds = list(dict.fromkeys(typed[1] for one in said if (typed := _TYPED.fullmatch(one.message))))
    if len(said) == 1 or not kinds:
        return first
    more = f"，这一行有 {len(said)} 处" if len(said) > 1 else ""
    if len(kinds) == 1:
        return replace(first, message=f"{first.message}{more}")
    return replace(
        first, message=f"{'、'.join(kinds)}是全角的{more}", hint=f"{'、'.join(kinds)}都改成英文的，后面空一格"
    )


def _mend(draft: Draft, line: int, slip: _Slip, start: int, end: int) -> Draft:
    message = slip.message.replace("SIGN", draft.lines[line][start:end].strip())
    said = draft.said(line, start, message, slip.hint)
    return draft.changed(line, [Replaced(start, end, slip.mend)], said)


def likely(draft: Draft, first: int, problem: int, blocks: list[Scalar], *, certain: bool) -> Iterator[Draft]:
    """Drafts in which the slip behind a mistake may be mended.

    `first` is the line where what went wrong began, `problem` where it showed (both from 0). A slip further above is
    looked for only at keys a filing has, and none in the text of a block. `certain` leaves out what is but a guess.
    """
    inside = _inside(blocks)
    last = min(problem, len(draft.lines) - 1)
    above = range(last, max(last - _FAR, -1), -1)
    known = re.compile(rf"^\s*(?:-\s+)?[\"']?{a_key()}")
    if not certain:
        yield from _without_name(draft, (min(first, last), last), inside)
    for line in dict.fromkeys((min(first, last), *above)):
        near = line >= last - _NEAR or line == first
        text = draft.lines[line]
        if draft.written_line(line) not in inside and len(text) <= MOST_LOOKED_AT and (near or known.match(text)):
            yield from mended(draft, line, certain=certain)
    yield from _several(draft, first, last, inside, known)
    for line in dict.fromkeys((min(first, last), last)):
        yield from indented(draft, line, blocks)
    for line in dict.fromkeys((min(first, last), last, last - 1)):
        yield from detabbed(draft, line, inside)
    yield from aligned(draft, last, inside, odd=True)
    if first < last and (better := next(mended(draft, first, certain=certain), None)):
        yield from aligned(better, last, inside, odd=True)
    for line in dict.fromkeys((min(first, last), last)):
        yield from dashed(draft, line, inside)
    if not certain:
        yield from _guesses(draft, first, last, inside)


def _guesses(draft: Draft, first: int, last: int, inside: set[int]) -> Iterator[Draft]:
    """Drafts that may read further by what is but a guess."""
    yield from too_far_left(draft, last, inside)
    yield from with_level(draft, last)
    yield from with_parent(draft, last)
    yield from aligned(draft, last, inside, odd=False)
    for repair in (runs_on, unnamed):
        for line in dict.fromkeys((min(first, last), last)):
            yield from repair(draft, line, inside)


def _without_name(draft: Draft, lines: Iterable[int], inside: set[int]) -> Iterator[Draft]:
    """Drafts without a line that is none of YAML, or with the row of a table as an indicator."""
    for line in dict.fromkeys(lines):
        for repair in (ruled, pasted, unnamed_after_braces):
            yield from repair(draft, line, inside)


def _several(draft: Draft, first: int, last: int, inside: set[int], known: re.Pattern[str]) -> Iterator[Draft]:
    """The draft in which lines right above one another are mended: a key without its colon goes on over those behind it."""
    run = []
    for line in range(last, max(last - _FAR, -1), -1):
        text = draft.lines[line]
        slipped = draft.written_line(line) not in inside and known.match(text) and _slips_in(text)
        if slipped:
            run.append(line)
        elif line < min(first, last):
            break
    if len(run) > 1:
        yield together(draft, reversed(run))


def _inside(blocks: list[Scalar]) -> set[int]:
    """The lines that are text of a block."""
    return {line for block in blocks for line in range(block.mark.line + 1, block.end.line)}


def odd_indentation(file: SourceFile, near: int, blocks: list[Scalar]) -> list[Diagnostic]:
    """Lines indented by tabs or full-width blanks, where the line at fault or one beside it is."""
    inside = _inside(blocks)
    odd = [
        number
        for number, line in enumerate(file.lines)
        if number not in inside and (_ODD_INDENT if number <= near + 1 else _ODD_KEY).match(line)
    ]
    if not any(near - 1 <= number <= near + 1 for number in odd):
        return []
    return [_indented_oddly(file, number) for number in odd]


def _indented_oddly(file: SourceFile, number: int) -> Diagnostic:
    line = file.lines[number]
    column = len(line) - len(line.lstrip(" "))
    return Mark(file, number, column).diagnostic("YML04", indented_by(line[column]), "换成英文空格，每层两个")
