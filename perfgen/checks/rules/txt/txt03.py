"""TXT03: a project that calls itself by another's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Path, Subject
from perfgen.errors import Severity
from perfgen.filing import Project
from perfgen.filing.regex import regex

_TAIL = regex("(?:项目|专项)?(?:工作|运行|业务|专项)?(?:经费|资金|费用|费|款|项目|专项)$")
_SPEAKS = regex(
    "(?=[专工项主共设用预的绩资])(?:(?:专项)?工作活动|(?:专项)?项目(?:中|的)?(?=主要|共|设置|绩效|预算|资金|包含|包括|安排|用于|总|实施|完成|支出|计划|申请|开展|面向|覆盖|涉及|属于|旨在|通过|围绕)"
    "|(?=主要|共设置|设置|用于|预算资金|的?绩效目标|的?绩效指标|资金\\d))"
)
"""Behind what it is seen at once whether a word may begin: most characters begin none."""
_BEFORE = 24
"""As far back, in characters, as it is seen whether a name begins a sentence."""
_SHORTEST, _LONGEST = 4, 100
_TELLING = 6
"""A name that is shorter, such as 办公经费, may stand for a kind of money."""
_OWN = ("资金用途", "绩效目标", "绩效指标", "工作活动概况", "资金安排", "资金安排情况", "绩效目标说明", "绩效指标说明")
_BEGINS = regex(
    r"[。；;！？\n：:][\s（(]*(?:[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)?\s*(?:\d{4}年度?|本年度?|今年)?[，,]?$"
)
_REFERS = regex("(?:与|和|同|跟|及|除|从|由|按|按照|参照|结合|配合|区别于|衔接|对接|依托|利用|借助|列入|并入|转入|、)$")


def _names(project: Project) -> set[str]:
    """What a project is called: by its name, its 工作活动, and either without 经费, 项目 and the like."""
    said = {project.name.strip(), (project.activity or "").strip()} - {""}
    return said | {stem for stem in (_TAIL.sub("", one) for one in said) if len(stem) >= _SHORTEST}


@dataclass(frozen=True, slots=True)
class _Mention:
    """A project's name in a text, with the word behind it that makes it the one spoken of (工作活动, 项目, or none)."""

    at: int
    name: str
    speaks: str


def _mentions(text: str, names: frozenset[str], lengths: Iterable[int], lasts: AbstractSet[str]) -> Iterator[_Mention]:
    """The names before words such as 工作活动 and 主要用于; of several that end there the longest. `lasts` are their last characters."""
    for match in _SPEAKS.finditer(text):
        end = match.start()
        for length in lengths if text[end - 1 : end] in lasts else ():
            if length <= end and text[end - length : end] in names:
                yield _Mention(end - length, text[end - length : end], match[0])
                break


def _find(subject: Subject) -> Iterator[Finding]:
    projects = subject.projects
    called = [_names(one.project) for one in projects]
    everyone = frozenset[str]().union(*called)
    titles = {one.project.name.strip() for one in projects} | {(one.project.activity or "").strip() for one in projects}
    lengths = sorted({len(name) for name in everyone if len(name) <= _LONGEST}, reverse=True)
    lasts = {name[-1] for name in everyone}
    texts: dict[Path, list[tuple[Path, str]]] = defaultdict(list)
    for path, text in subject.texts:
        if len(path) > 2 and path[2] in _OWN:
            texts[path[:2]].append((path, text))
    for placed, own in zip(projects, called, strict=True):
        project = placed.project
        for path, text in texts[placed.path]:
            mentions = (one for one in _mentions(text, everyone, lengths, lasts) if one.speaks or one.name in titles)
            found = (one for one in mentions if _as_itself(text, one, own))
            first = next(found, None)
            if first:
                yield Finding(
                    path,
                    f"这是“{project.name}”的内容，写的却是“{first.name}”",
                    "换成本项目的名称，并核对这段话是不是从别的项目抄来的",
                    first.name + first.speaks,
                    first.at,
                )


def _as_itself(text: str, one: _Mention, own: set[str]) -> bool:
    """Whether a name stands where a project speaks of itself, and is not its own nor a part of its own."""
    before = text[max(0, one.at - _BEFORE) : one.at]
    if any(one.name in mine or mine in one.name for mine in own) or _REFERS.search(before):
        return False
    if "工作活动" in one.speaks:
        return True
    if len(one.name) < _TELLING:
        return False
    return _BEGINS.search(before if one.at > _BEFORE else f"\n{before}") is not None


RULE = Rule(
    "TXT03",
    Severity.ERROR,
    "混入其他项目的文字",
    "一个项目的说明里，把自己叫成了本单位另一个项目或工作活动，多半是复制后没有改。提到别的项目（与某项目配合）不算。",
    Example(
        bad="预算项目:\n  - 绩效目标: [乡村教师培训经费主要用于教师培训，提高教学水平。]\n",
        good="预算项目:\n  - 绩效目标: [与乡村教师培训经费项目配合，提高教学水平。]\n",
    ),
    "样本 承德高新区财政局2021：五个项目都写“网络设备运维工作活动主要设置了”",
    Tag.IRRELEVANT,
    _find,
)
