"""XRF06: an indicator in the narrative without a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks.examples import goals
from perfgen.checks.figures import has_number
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_VALUELESS = regex(
    r"^[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．][ \t\u3000]*)*[^：:，,。；;\n]{0,12}指标[ \t\u3000]*[：:](?P<named>[^\n]+)$",
    re.MULTILINE,
)
_PROSE = 60
_SEE_BELOW = regex("详见|见附|附表|如下|下表")


_WITHOUT_UNIT = regex(
    r"(?P<name>[\u4e00-\u9fff]{2,12}(?:率|满意度|比例))(?:稳定|保持|控制)?(?:不低于|不小于|不少于|达到|达|在|为)(?P<said>\d{2}(?:\.\d{1,2})?)(?:及?以[上下内]|左右)?(?=[，,。；;、）)\n]|$)"
)


_PRICE_WITHOUT_UNIT = regex(
    r"(?:每(?:公里|平方米|立方米|人次|[亩人户名个台套辆场次期座处所村间棵株吨米])|人均|户均|亩均)(?:补助|补贴|奖励|补偿|投入|安排|费用)?(?P<said>\d{2,6}(?:\.\d{1,2})?)(?=[，,。；;、）)\n]|$)",
    signs="每均",
)


def _without_unit(subject: Subject) -> Iterator[Finding]:
    """Shares in running text without %, and prices for each without 元: 调解成功率达到98以上, 每亩800."""
    own = (one for placed in subject.projects for one in placed.aims)
    for path, text in (*subject.narratives(), *own):
        for found in _WITHOUT_UNIT.finditer(text) if "率" in text or "度" in text or "比例" in text else ():
            words = found["said"]
            message = f"“{found['name']}”写的是 {words}，没有写单位"
            yield Finding(path, message, f"是百分之几的，写成 {words}%", words, found.start("said"))
        for found in _PRICE_WITHOUT_UNIT.finditer(text):
            message = f"“{found[0]}”没有写单位"
            yield Finding(path, message, f"是钱就写成“{found[0]}元”", found[0], found.start())


def _find(subject: Subject) -> Iterator[Finding]:
    yield from _without_unit(subject)
    for path, text in subject.narratives():
        for found in _VALUELESS.finditer(text):
            named = found["named"].strip().rstrip("。；;")
            if named and len(named) <= _PROSE and not has_number(named) and not _SEE_BELOW.search(named):
                yield Finding(
                    path,
                    f"这里只写了指标“{named}”，没有写要达到多少",
                    "在每项指标后面写上指标值，与项目表里的一致",
                    named,
                    text.index(named, found.start("named")),
                )


RULE = Rule(
    "XRF06",
    Severity.WARNING,
    "叙述中的指标未给值",
    "文字里列了指标，却没有写要达到多少，等于没有目标。超过 60 字的叙述不按指标看待。",
    Example(
        bad=goals("（一）乡村教师培训经费\n绩效指标：参训教师满意度。"),
        good=goals("（一）乡村教师培训经费\n绩效指标：参训教师满意度不低于92%。"),
    ),
    "样本 003：绩效指标：会议服务保障率。",
    Tag.NOT_QUANTIFIED,
    _find,
)
