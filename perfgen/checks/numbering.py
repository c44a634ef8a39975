"""The numbers that paragraphs and clauses begin with, read and counted through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfgen.checks.subject import Path, Subject
from perfgen.checks.texts import remembered
from perfgen.filing.regex import regex

_DIGITS = "一二三四五六七八九"
_CHINESE = f"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"
_STYLES = (
    ("一、", regex(rf"[^\S\n]*((?P<number>{_CHINESE})[、.．])")),
    ("（一）", regex(rf"[^\S\n]*([(（]\s*(?P<number>{_CHINESE})\s*[)）][、.．]?)")),
    ("1、", regex(r"[^\S\n]*((?P<number>[0-9０-９]{1,2})\s*、)")),
    ("1.", regex(r"[^\S\n]*((?P<number>[0-9０-９]{1,2})\s*[.．](?![0-9０-９]))")),
    ("1）", regex(r"[^\S\n]*((?P<number>[0-9０-９]{1,2})\s*[)）])")),
    ("（1）", regex(r"[^\S\n]*([(（]\s*(?P<number>[0-9０-９]{1,2})\s*[)）][、.．]?)")),
    ("①", regex("[^\\S\n]*((?P<number>[①-⑳])[、.．]?)")),
)
"""How a paragraph is numbered."""
_ALIKE = {"1、": "1.", "1.": "1、"}
"""Styles that clerks mix within one list."""

_LEAD = regex(r"\s*([^。：:；;，,\n]{2,20})[。：:]")
"""The words a point of a list begins with: ``质量指标。``."""
_CLAUSE = regex(rf"(?:^|[。；;，,：:\n])\s*([{_DIGITS}])\s*([^\s，。；：、]{{1,2}})")
_COUNTED = "级次类农公年个项大种家条批期季度月日号位名层分之十百千万亿届等手线维中轮方者人户台场件套份期"
"""What stands behind a numeral that counts, and does not number."""
_TEXTS = ("工作活动概况", "资金安排情况", "绩效目标说明", "绩效指标说明")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: where it begins in its text, and its number (`style` empty where it has none)."""

    start: int
    text: str
    style: str = ""
    number: int = 0
    written: str = ""
    written_at: int = 0

    @property
    def rest(self) -> str:
        """What stands behind the number."""
        return self.text[self.written_at - self.start + len(self.written) :] if self.style else self.text


@dataclass(slots=True)
class _List:
    """A list that is being read: its last number, what stands in it since, and its first point without a number."""

    style: str
    last: int
    since: list[str]
    led: bool = False
    unnumbered_text: bool = False
    unnumbered: _Line | None = None


def _value(written: str) -> int:
    """The number a numeral means, 0 to 99."""
    if "①" <= written <= "⑳":
        return ord(written) - 0x245F
    if not set(written) <= set(_DIGITS + "十"):
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS.find(written) + 1
    return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            for style, pattern in _STYLES:
                found = pattern.match(paragraph)
                if found:
                    number = _value(found["number"])
                    yield _Line(start, paragraph, style, number, found[1], start + found.start(1))
                    break
            else:
                yield _Line(start, paragraph)
        start += len(paragraph) + 1


def numbered_texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    """The narrative, and the sentences of the projects."""
    yield from subject.narratives()
    for placed in subject.projects:
        project = placed.project
        said = (project.overview, project.funds_said, project.goals_said, project.indicators_said)
        yield from ((placed.at(label), text) for label, text in zip(_TEXTS, said, strict=True) if text)


def bare_numbers(text: str) -> Iterator[tuple[int, str]]:
    """The numbers of a text that have nothing behind them: where each stands, and as written."""
    for line in _lines(text):
        if line.style and not re.search(r"\w", line.rest):
            yield line.written_at, line.written


@remembered
def faults(text: str) -> Sequence[Fault]:
    """What is wrong with the numbers of a text, in order."""
    return sorted([*_Reading(list(_lines(text))).faults(), *_clauses(text)])


Fault = tuple[int, str, str, str, str]
"""Where it stands, the words, the message, the hint and the fix (empty where there is none)."""


class _Reading:
    """Reads the numbered paragraphs of one text."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._lines = lines
        self._open: list[_List] = []
        self._above = ""

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the numbers, and points that have none."""
        following = self._following()
        for line, after in zip(self._lines, following, strict=True):
            if line.style:
                yield from self._numbered(line, after)
            else:
                self._without_number(line)
        yield from self._closed(0)

    def _following(self) -> list[int]:
        """For each paragraph, the next number of its style; 0 where there is none."""
        following: list[int] = []
        known: dict[str, int] = {}
        for line in reversed(self._lines):
            following.append(known.get(line.style, 0))
            known[line.style] = line.number
        return following[::-1]

    def _numbered(self, line: _Line, after: int) -> Iterator[Fault]:
        depth = self._depth(line)
        if depth is None:
            self._open.append(_List(line.style, 0, self._open[-1].since[-1:] if self._open else [self._above]))
            depth = len(self._open) - 1
        yield from self._closed(depth + 1)
        here = self._open[depth]
        wanted = here.last + 1
        begun = line.number == 1 and here.unnumbered_text and not (here.last and after == wanted + 1 > 2)
        if line.number != wanted and not begun and not self._said_inline(here, line):
            where = f"应当是第 {wanted} 项" if here.last else "前面没有第 1 项"
            shown = "重复或倒退" if line.number < wanted else "跳号"
            yield line.written_at, line.written, f"序号“{line.written}”{shown}，{where}", "按先后顺序重新编号", ""
            goes_on = {wanted: here.last, wanted + 1: wanted}
            here.last = goes_on.get(after, line.number)
        else:
            here.last = line.number
        if line.number == 1 or wanted == 1:
            here.led, here.unnumbered = _LEAD.match(line.rest) is not None, None
        here.since, here.unnumbered_text = [line.rest], False

    def _depth(self, line: _Line) -> int | None:
        """The list a number belongs to; None where it begins one."""
        own = next((at for at, one in enumerate(self._open) if one.style == line.style), None)
        if own is not None:
            return own
        alike = _ALIKE.get(line.style)
        return next(
            (at for at, one in enumerate(self._open) if one.style == alike and one.last + 1 == line.number), None
        )

    def _said_inline(self, here: _List, line: _Line) -> bool:
        """Whether the numbers that seem to lack stand within the paragraphs before."""
        if line.number <= here.last + 1:
            return False
        before = "\n".join(here.since)
        written = line.written
        shown = re.search(r"[0-9０-９]+|[一二三四五六七八九十]+|[①-⑳]", written)
        if shown is None:
            return False
        missing = range(here.last + 1, line.number)
        return all(written.replace(shown[0], _shown(number, shown[0]), 1) in before for number in missing)

    def _without_number(self, line: _Line) -> None:
        self._above = line.text
        for one in self._open:
            one.unnumbered_text = True
            one.since.append(line.text)
        if len(self._open) > 1:
            here = self._open[-1]
            if here.last == 1 and here.led and here.unnumbered is None and _LEAD.match(line.text):
                here.unnumbered = line

    def _closed(self, depth: int) -> Iterator[Fault]:
        """Close the lists below a level; say which point of a list with one number alone lacks its number."""
        for one in self._open[depth:]:
            line = one.unnumbered
            lead = _LEAD.match(line.text) if line and one.last == 1 else None
            if line and lead:
                number = one.style.replace("1", "2").replace("一", "二").replace("①", "②")
                yield (
                    line.start + lead.start(1),
                    lead[1],
                    f"前一项编了“{one.style}”，这一项没有序号",
                    f"在前面加上“{number}”",
                    "",
                )
        for outer in self._open[:depth]:
            outer.since += [text for one in self._open[depth:] for text in one.since]
        del self._open[depth:]


def _shown(number: int, like: str) -> str:
    """A number in the digits of another."""
    if like in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return chr(0x245F + number)
    if set(like) <= set(_DIGITS + "十"):
        tens, ones = divmod(number, 10)
        head = ("" if tens == 1 else _DIGITS[tens - 1]) + "十" if tens else ""
        return head + (_DIGITS[ones - 1] if ones else "")
    return str(number)


def _clauses(text: str) -> Iterator[Fault]:
    """``一是…；二做好…``: a clause that is numbered like those before it, without 是."""
    start = 0
    for paragraph in text.split("\n"):
        first = paragraph.find("一是")
        wanted = 2
        for found in _CLAUSE.finditer(paragraph, first) if first >= 0 else ():
            number = _value(found[1])
            if found[2].startswith("是"):
                wanted = number + 1
            elif number == wanted and found[2][0] not in _COUNTED and f"{found[1]}是" not in paragraph:
                quoted = paragraph[found.start(1) : found.end(2)]
                yield (
                    start + found.start(1),
                    quoted,
                    f"前面写“一是”，这里的“{found[1]}”后面漏了“是”",
                    f"改成“{found[1]}是{found[2]}”",
                    f"{found[1]}是{found[2]}",
                )
                wanted += 1
        start += len(paragraph) + 1
