"""TXT02: words that are not the words meant, and words written twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from perfgen.checks.lexicon import lexicon
from perfgen.checks.phrases import Phrase, Slip, slips, slips_of, wrong_words
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject, where
from perfgen.checks.texts import remembered
from perfgen.checks.words import added, listed
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_NAMES = ("项目名称", "名称")
_DOUBLED = regex(r"(?![一二三四五六七八九十百千万])([一-鿿]{2,4})\1")
_PATTERN = regex(r"(.)[对到拉比挨接加每]\1[对到拉比挨接加每]|每(.)每\2|(.)\3+")
_TYPED_TWICE = regex(
    "达到到(?!位|期|岗|场|账|户|校|底|家|访)|期间间(?!隔|接|歇|距)|以及及(?!时|格|早)|进行行(?!政|业|动|为|驶|程|使|文)|[低少高多]于于|用于于"
    "|根据据|按照照(?!明|度|片|顾|料|常|护)|的的(?!确|士)|了了(?!解|然)|和和(?!谐|睦|平|美|善)|与与|不不(?!但|仅|断|同|能|足|少|低|符|得)"
)
"""Words that end in a sign that is there once more and begins no other word."""
_SAID_AGAIN = regex(
    r"(?<![^，,。；;：:、\n])([^，,。；;：:、\n]{6,60})[，,；;、。]\1(?=[，,。；;、\n]|$)|(\d+(?:\.\d+)?[%％])\2"
)
"""A clause, or a share, that stands twice in a row."""
_EVEN_IF = regex(
    "既使(?![^。；;\\n]{0,60}(?:又|还要|更))(?:如此|(?=[是有没无不在遇面下天只再受一]|出现|发生|资金|困难|节假日|周末|经费|部分|个别)"
    "|(?=[^。；;，,\\n]{1,20}[，,]?[^。；;\\n]{0,20}[也都仍亦]))"
)
"""即使 typed wrong: 既使 goes on with 又."""
_STOPS = regex("[，。；：、][，。；：、]+")
"""Stops of which one would do."""
_MOST_NAMES = 300
"""So many names with a slip are looked for in the texts; in the samples it is one."""
_HAN = regex("[一-鿿]")


_PAIRS = (("（(", "）)", "括号"), ("“", "”", "引号"), ("《", "》", "书名号"))
_ODD_SIGN = regex(r"(?<=\d)[¥￥$#@&^`|\\]+(?=[一-鿿])")
"""Signs that the hand slipped on, between a number and what it counts: 40¥场."""
_STRAY_SIGN = regex(r"(?<=[一-鿿])[¥￥$#@&^|\\]+(?=[，。；、\n]|$)")
"""Signs that the hand slipped on before a stop: 5日内答复¥。"""
_LISTED_TWICE = regex(
    r"(?<![一-鿿])(?P<name>[一-鿿]{3,8})、(?:[一-鿿]{2,8}、){0,4}?(?P=name)(?=[、，。；等各和]|负责|参加|牵头|\n|$)"
)
_AND_SO_ON_TWICE = regex("、[一-鿿]{2,8}等[一-鿿]{2,6}等(?=[，,。；;\\n]|$)")
_OPENING = regex("[（(“《]")


def _unpaired(text: str) -> Iterator[tuple[str, str, int]]:
    """The marks of a paragraph that open and never close: how they are called, the mark, and where it stands."""
    if not _OPENING.search(text):
        return
    start = 0
    for line in text.split("\n"):
        for opening, closing, name in _PAIRS:
            left: list[int] = []
            for at, sign in enumerate(line):
                if sign in opening:
                    left.append(at)
                elif sign in closing and left:
                    left.pop()
            if left:
                yield name, line[left[0]], start + left[0]
        start += len(line) + 1


def _find(subject: Subject) -> Iterator[Finding]:
    named = dict.fromkeys(one.project.name for one in subject.projects)
    names = frozenset(islice((name for name in named if next(slips(subject, "confusions", name), None)), _MOST_NAMES))
    judged = wrong_words(subject, "confusions")
    compounds, confusions = listed(subject, "doubled"), added(subject, "confusions")

    for path, text in where(subject.texts, lambda text: _may_be_wrong(text, confusions, compounds)):
        known = list(slips(subject, "confusions", text))
        ends = [slip.end for slip in known]
        for slip in known:
            yield _misspelt(path, slip, certain=path[-1] not in _NAMES and not _in_a_name(text, slip, names))
        for at, words in _doubled(text, compounds):
            behind = bisect_right(ends, at)
            if words not in judged and not (behind < len(known) and known[behind].at < at + len(words)):
                half = words[: len(words) // 2]
                yield Finding(path, f"“{half}”连写了两遍", "去掉多写的一遍", words, at)
        yield from (Finding(path, *one) for one in _by_pattern(text, known))
        for match in (*_ODD_SIGN.finditer(text), *_STRAY_SIGN.finditer(text)):
            yield Finding(path, f"这里多了“{match[0]}”", "删掉", match[0], match.start())
        for match in _LISTED_TWICE.finditer(text):
            yield Finding(path, f"“{match['name']}”列了两遍", "删去一个，或者换成漏掉的那个", match[0], match.start())
        for name, mark, at in _unpaired(text):
            yield Finding(path, f"{name}只有“{mark}”，没有另一半", "补上另一半，或者删掉这一半", mark, at)
        for match in _STOPS.finditer(text):
            yield Finding(path, f"标点连写了：“{match[0]}”", "只留一个标点", match[0], match.start())


@remembered
def _may_be_wrong(text: str, confusions: tuple[str, ...], compounds: tuple[str, ...]) -> bool:
    """Whether a text has a wrong word, one of more `confusions` included, a word twice, or what no list has."""
    return bool(
        _doubled(text, compounds)
        or slips_of(text, "confusions", confusions)
        or any(pattern.search(text) for pattern in _PATTERNS)
        or next(_unpaired(text), None)
    )


_PATTERNS = (_STOPS, _SAID_AGAIN, _TYPED_TWICE, _EVEN_IF, _AND_SO_ON_TWICE, _ODD_SIGN, _STRAY_SIGN, _LISTED_TWICE)


def _by_pattern(text: str, known: Sequence[Slip]) -> Iterator[tuple[str, str, str, int, str | None]]:
    """What no list has: clauses and shares said twice, a last sign typed twice, 既使; as a finding says it."""
    for match in _AND_SO_ON_TWICE.finditer(text):
        yield "“等”写了两遍", "只留一个", match[0], match.start(), None
    for match in _SAID_AGAIN.finditer(text):
        yield f"“{match[1] or match[2]}”连写了两遍", "去掉多写的一遍", match[0], match.start(), None
    for match in _TYPED_TWICE.finditer(text):
        right = match[0][:-1]
        if not any(slip.at <= match.start() < slip.end for slip in known):
            yield f"“{match[0]}”多了一个“{match[0][-1]}”", f"改为“{right}”", match[0], match.start(), right
    for match in _EVEN_IF.finditer(text):
        yield "“既使”疑为“即使”", "把“既使”改为“即使”", "既使", match.start(), "即使"


def _misspelt(path: Path, slip: Slip, *, certain: bool) -> Finding:
    one: Phrase = slip.phrase
    message = f"“{one.wrong}”疑为“{one.right}”" if one.right else f"“{one.wrong}”写错了"
    hint = f"把“{one.wrong}”改为“{one.right}”" if one.right else "改成正确的词"
    if not certain:
        hint += "；这是名称里的字，先核对批复的名称，各处一起改"
    return Finding(path, message, hint, one.wrong, slip.at, one.right if certain else None)


def _in_a_name(text: str, slip: Slip, names: frozenset[str]) -> bool:
    """Whether a slip is part of a project's name as the filing has it: they are mended together or not at all."""
    for name in names:
        at = text.find(name, max(0, slip.end - len(name)), slip.at + len(name))
        if at != -1 and at <= slip.at and slip.end <= at + len(name):
            return True
    return False


@remembered
def _doubled(text: str, compounds: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Words of two to four characters that stand twice in a row, where this is not how two terms meet."""
    found = []
    for match in _DOUBLED.finditer(text):
        half, start, end = match[1], match.start(), match.end()
        if not _PATTERN.fullmatch(match[0]) and not (half in compounds and _meet(text, start, end, half)):
            found.append((start, match[0]))
    return tuple(found)


def _meet(text: str, start: int, end: int, half: str) -> bool:
    """Whether two words meet that end and begin alike: 食品安全 and 安全监管; 疗养档案档案一人一册 has one word twice."""
    words = lexicon().cost
    ends = any(text[start - more : start] + half in words for more in (1, 2) if start >= more)
    begins = any(half + text[end : end + more] in words for more in (1, 2))
    inside = bool(_HAN.match(text, end)) and start > 0 and bool(_HAN.match(text, start - 1))
    return inside and (ends or begins)


RULE = Rule(
    "TXT02",
    Severity.WARNING,
    "错别字、叠词",
    "照着常见的错别字清单查：清单里的错词不会出现在写对的话里。连写两遍的词也报，但只改清单里有的。"
    "《》里的名称照原样，不查。清单可以自己加。",
    Example(
        bad="预算项目:\n  - {资金用途: 用于建立建全校园安全制度。}\n",
        good="预算项目:\n  - {资金用途: 用于建立健全校园安全制度，组建全县巡查队。}\n",
    ),
    "样本 乐亭县财政局2022：事物管理、建全；玉田县人民政府办公室2025：意见意见",
    Tag.OTHER,
    _find,
    fixable=True,
    supersedes=("TXT15",),
)
