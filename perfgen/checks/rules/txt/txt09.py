"""TXT09: half-width punctuation between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject, where
from perfgen.checks.texts import Spans
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_FULL = {".": "。", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = regex("[,;:?!(.]")
_BEFORE, _BEHIND = "[一-鿿》”’）％]", "[一-鿿《“‘（]"
_MARK = regex(
    r"(?<=[一-鿿》”’）])(?<![一二三四五六七八九十])(?<!\A.)(?P<stop>\.)(?=\s*(?:\n|\Z)|(?<=[一-鿿][一-鿿]\.)(?<!第[一二三四五六七八九十\d][章节条款]\.)[一-鿿]{2})|"
    r"(?<=[一-鿿》”’）])(?P<last>[,;])(?=\s*(?:\n|\Z))|"
    rf"(?<={_BEFORE}|(?<=\d)%)(?!(?<=错误)!)(?P<mark>[,;:?!])[ \t]?(?={_BEHIND})|(?<=[一-鿿])\((?P<inner>[一-鿿](?:[^()（）\n]{{0,40}}[一-鿿])?)\)"
)
_TITLE = regex("《[^《》\\n]*》")
_NAMES = ("项目名称", "名称", "三级指标", "绩效指标", "工作活动", "职责活动", "实施单位", "编制", "审核")
"""Names stand as they were approved, and are named the same elsewhere."""
_AROUND = 4
"""So many characters on either side show which mark is meant."""


def _find(subject: Subject) -> Iterator[Finding]:
    for path, text in where(subject.texts, _HALF.search):
        found = list(_MARK.finditer(text)) if path[-1] not in _NAMES else []
        titles = Spans(title.span() for title in _TITLE.finditer(text)) if found else Spans(())
        for match in found:
            if not titles.hold(match.start()):
                yield _finding(path, text, match)


def _finding(path: Path, text: str, match: re.Match[str]) -> Finding:
    inner, mark = match["inner"], match["mark"] or match["stop"] or match["last"]
    full = f"（{inner}）" if inner else _FULL[mark]
    around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND].replace("\n", " ").strip()
    what = "括号" if inner else f"“{mark}”"
    return Finding(path, f"“{around}”里的{what}是半角的", f"改成全角的“{full}”", match[0], match.start(), full)


RULE = Rule(
    "TXT09",
    Severity.WARNING,
    "汉字之间用了半角标点",
    "汉字之间的逗号、分号、冒号、问号、叹号和括号用全角的。数字、英文旁边的不算；名称和《》里的照原样。",
    Example(
        bad="预算项目:\n  - {资金用途: '用于更换灯具,改造线路;开展照度检测(含复测)。'}\n",
        good="预算项目:\n  - {资金用途: '用于更换灯具，改造线路；开展照度检测（含复测），比例为3:1。'}\n",
    ),
    "样本 承德高新区财政局2021：中心设备维护,满足日常工作；GB/T 15834-2011《标点符号用法》",
    Tag.OTHER,
    _find,
    fixable=True,
)
