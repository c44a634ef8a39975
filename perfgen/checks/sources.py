"""What a text says of where the money comes from, 财政资金 and 其他资金, of the whole filing or of one project."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from perfgen.checks.figures import Figure, counts, money
from perfgen.checks.history import of_this_year
from perfgen.checks.mentions import CLOSE, Mention, NarrativeReading
from perfgen.checks.subject import Path, PlacedProject, Subject
from perfgen.checks.totals import agrees, stated_totals, without_name
from perfgen.checks.whole import OURS, Funded, funded
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

FISCAL, OTHER = "财政资金", "其他资金"

_LABELS = (
    r"(?P<other>非财政(?:性|拨款)*资金|其[他它](?:来源)?资金|(?:单位|部门|企业|社会|[镇乡村]级)?自筹(?:资金|经费)?|单位自?有?资金|自有资金)"
    r"|(?P<fiscal>一般公共预算(?:财政)?(?:性|拨款|资金|安排|收入|补助|投入)*|财政(?:性|预算|补助|专项|拨款)*(?:资金|拨款|经费|安排|补助|投入)|(?<=[：:，,；;、中])财政(?=\d|$))"
)
_SOURCE = regex("财政|一般公共预算|其[他它](?:来源)?资金|自筹|单位自?有?资金|自有资金")
"""What every text that tells a source of money has."""
_GIVEN = regex(
    r"(?P<behind>[，,、；;和及与以\s]*(?:另外?|其余|剩余)?)(?P<who>[\u4e00-\u9fff“”]{0,12}?(?:自筹|配套|投资|投入|出资|捐赠|捐款|捐助|赞助|筹资|集资|自有收入|事业收入|经营收入|贷款|公益金|社会资本|自有))"
    r"(?:资金|经费|收入|款)?(?:为|是|约|共|安排)?\s*$",
    signs=("自筹", "配套", "投资", "投入", "资", "捐", "赞助", "自有", "业收入", "经营收入", "贷款", "公益金"),
)
"""Money that somebody else gives, right behind what 财政 gives: 财政资金800万元、企业投资400万元."""
_LEVELS = regex("财政|中央|省|市级|县级|区级|镇级|本级|上级|预算|每|人均|总|累计|其中|完成|新增|带动|用于")
_AMONG = regex(r"[\u4e00-\u9fff、“”]{1,24}等(?=其[他它](?:来源)?资金|$)", signs="等")
"""What is named for an example before 其他资金: 失业保险基金等其他资金."""
_LEAD = r"(?:[\s为是：:（()）有占]|共计?|合计|总计|安排|投入|申请|申报|预算|需要?|支出|金额|人民币)*"
_ANY_LABEL = regex(_LABELS)
_LABEL_BEFORE = regex(rf"(?:{_LABELS}){_LEAD}$")
_LABEL_BEHIND = regex(rf"\s*(?:为|是|系|由|来自|的)?(?:{_LABELS})", signs=("财政", "资金", "自筹", "公共预算"))
_PARTIAL = regex(
    r"(?:中央|省级?|市级?|县级?|区级?|乡镇|镇级?|本级|上级|地方|非)$", signs=("中央", *"省市县区镇级", "地方", "非")
)
"""What makes 财政资金 only a part of it."""
_ALL_FISCAL = regex(
    r"(?:全部|均|都|全额)(?:为|是|由|来自|来源于|使用|属于|系)?(?:本?[县区市]?级?)财政(?:性|拨款|预算)*(?:资金|拨款|安排|解决|保障)|(?:无|没有|不含|未安排)其[他它]资金",
    signs=("全部", "均", "都", "全额", "其他资金", "其它资金"),
)
_ANOTHER = regex(
    "上年|去年|往年|以前|上一年|每|人均|累计|结转|结余|基本支出|人员|公用|三公|收入|决算|执行|增加|减少|争取|追加"
)
_NAME = "\0"
_GENERIC = regex(
    rf"(?:\s|[，,：:、（）()；;一二三四五六七八九十]|\d|年度?|本年度?|今年|当年|年初|全年|[本该](?=项目)|部门|单位|{OURS}|全[局县区]|其中"
    rf"|一般公共预算|[县区]级?(?=财政|$)|按(?:照)?(?:资金)?(?:来源|性质|渠道)(?:划?分|来?看)?|资金来源|来源|构成|组成|包括|分别|所需|所有|全部|预算|项目|支出|资金|经费|申请|申报|安排|编报|批复|核定|投入|整体|总|共计|合计|共|额|规模|为|是|各|个|人民币|由|使用"
    rf"|拟|计划|金额|数|列入|涉及|的|中|根据|按照|实际|工作|需要|{_NAME})*"
)
_CLAIMS = regex(
    r"申请|申报|总|合计|共|安排|预算|来源|项目支出|(?<![\u4e00-\u9fff])项目(?:\d{1,3}|[一二三四五六七八九十]{1,3})个[，,]"
)
_BREAKS, _SENTENCE = "，,。；;：:、（(\n", "。；;\n"
_GOES_ON = regex(
    rf"\s*(?:其中|(?:项目支出|资金)?按(?:照)?(?:资金)?(?:来源|性质|渠道)|资金来源|资金构成|包括|分别|{_LABELS})"
)
_MOST_BACK = 3
"""What a sentence begins with that goes on with the one before (``共190万元。其中：财政资金170万元；其他资金20万元``), and how many go on."""
_LABEL = 4
_WINDOW = 200
"""As far back, in characters, as the sentence of an amount is read."""


class SaidSource(NamedTuple):
    """A source of money in a text: its place, which of the two, how it is said, and what the tables have.

    `said` is the text's words; `yuan` what the tables have in 元; `project` whose it is, None for the whole filing.
    """

    path: Path
    start: int
    said: str
    source: str
    yuan: Decimal
    project: PlacedProject | None


class _Claim(NamedTuple):
    figure: Figure
    source: str
    sentence: int
    project: int | None


def other_sources(subject: Subject, reading: NarrativeReading) -> Iterator[SaidSource]:
    """The amounts said of 财政资金 or 其他资金 that the tables have otherwise, and 全部为财政资金 where that is not so."""
    narratives = [(path, text) for path, text in subject.narratives() if _SOURCE.search(text)]
    totals: dict[Path, list[int]] = defaultdict(list)
    for path, amount in stated_totals(subject, reading) if narratives else ():
        totals[path].append(amount.start)
    for path, text in narratives:
        named = [one for one in reading.mentions if one.path == path]
        yield from _in_text(subject, path, text, _Owners(subject, path, text, totals[path], named, reading))
    for index, placed in enumerate(subject.projects):
        for path, text in _own_texts(placed):
            if _SOURCE.search(text):
                yield from _in_text(subject, path, text, _Owners(subject, path, text, [], project=index))


def _own_texts(placed: PlacedProject) -> Iterator[tuple[Path, str]]:
    project = placed.project
    yield placed.at("资金用途"), project.purpose
    yield placed.at("工作活动概况"), project.overview or ""
    yield placed.at("资金安排情况"), project.funds_said or ""
    yield from ((placed.at("绩效目标", number), goal) for number, goal in enumerate(project.goals))


class _Owners(NamedTuple):
    """Whose money a place of a text is about. `named` are the projects it names, in order."""

    subject: Subject
    path: Path
    text: str
    totals: list[int]
    named: Sequence[Mention] = ()
    reading: NarrativeReading | None = None
    project: int | None = None

    def of(self, label: int) -> tuple[bool, int | None]:
        """Whether it can be told whose the money labelled at `label` is; the project, or None for the whole."""
        begin = self.sentence(label)
        if _ANOTHER.search(_AMONG.sub("", self.text[begin : label + _LABEL])) or not of_this_year(
            self.subject, self.text, begin, label
        ):
            return False, None
        clause = max(begin, *(self.text.rfind(sign, begin, label) + 1 for sign in _BREAKS))
        if self.project is not None:
            return self._is_generic(self.text[clause:label]), self.project
        if self.reading is None:
            return False, None
        number = bisect_right(self.named, label, key=lambda one: one.end) - 1
        if number >= 0 and self.named[number].start >= begin and not self._is_after_list(number, begin, label):
            named = self.named[number]
            return self._is_generic(self.text[max(clause, named.end) : label]), named.project
        owner = self.reading.owner(self.path, label)
        if owner is not None:
            return self._is_generic(self.text[clause:label]), owner
        return self._is_whole(begin, label) and self._is_generic(self.text[clause:label]), None

    def _is_after_list(self, number: int, begin: int, label: int) -> bool:
        """Whether a sentence of its own follows one that names several projects: it speaks of all of them."""
        own = self._begin(begin, label)
        first = bisect_left(self.named, begin, key=lambda one: one.start)
        return self.named[number].start < own and len({one.project for one in self.named[first : number + 1]}) > 1

    def sentence(self, at: int) -> int:
        """Where the sentence of a place begins, in the narrative together with those that it goes on with."""
        window = max(0, at - _WINDOW)
        begin = self._begin(window, at)
        for _ in range(_MOST_BACK if self.project is None else 0):
            if begin <= window or not _GOES_ON.match(self.text, begin):
                break
            begin = self._begin(window, begin - 1)
        return begin

    def _begin(self, window: int, at: int) -> int:
        return max(window, *(self.text.rfind(sign, window, at) + 1 for sign in _SENTENCE))

    def _is_whole(self, begin: int, label: int) -> bool:
        place = bisect_left(self.totals, begin)
        if place < len(self.totals) and self.totals[place] < label:
            return True
        prefix = self.text[begin:label]
        own = not prefix.strip().startswith("其中") and _CLAIMS.search(self.text[begin : label + 12]) is not None
        return own and self._of_all(prefix) and self._is_generic(prefix)

    def _is_generic(self, words: str) -> bool:
        name = self.subject.filing.department.name
        for one in reversed([*money(words)]):
            words = words[: one.start] + words[one.end :]
        words = _ANY_LABEL.sub("", _AMONG.sub("", words))
        return _GENERIC.fullmatch(without_name(words, name) if name else words) is not None

    def _of_all(self, prefix: str) -> bool:
        number = len(self.subject.projects) or len(self.subject.filing.tasks)
        return all(one.value == number for one in counts(prefix) if one.unit == "个")


def _in_text(subject: Subject, path: Path, text: str, owners: _Owners) -> Iterator[SaidSource]:
    groups: dict[tuple[str, int, int | None], list[Figure]] = defaultdict(list)
    for one in _claims(text, owners):
        groups[one.source, one.sentence, one.project].append(one.figure)
    tables_of = cache(partial(_tables, subject))
    for (source, _, project), figures in groups.items():
        tables = tables_of(source, project)
        together = [one.value for one in figures]
        if not tables or (len(figures) > 1 and any(abs(sum(together) - table) <= CLOSE for table in tables)):
            continue
        for figure in figures:
            if not agrees(figure, tables):
                words = text[figure.start : figure.end]
                yield SaidSource(path, figure.start, words, source, tables[0], _placed(subject, project))
    for found in _ALL_FISCAL.finditer(text):
        known, project = owners.of(found.start())
        tables = tables_of(OTHER, project) if known else []
        if tables and all(tables):
            yield SaidSource(path, found.start(), found[0], OTHER, tables[0], _placed(subject, project))


def _placed(subject: Subject, project: int | None) -> PlacedProject | None:
    return None if project is None else subject.projects[project]


def _claims(text: str, owners: _Owners) -> Iterator[_Claim]:
    last = 0
    told: _Claim | None = None
    for figure in money(text):
        window = max(last, figure.start - 30)
        found, at = _LABEL_BEFORE.search(text[window : figure.start]), window
        last = figure.end
        if found is None:
            found, at = _LABEL_BEHIND.match(text[figure.end : figure.end + 20]), figure.end
            last += found.end() if found else 0
        if told and not figure.loose and (found is None or (found["other"] and at < figure.start)):
            given = _GIVEN.fullmatch(text, told.figure.end, figure.start)
            if given and not _LEVELS.search(given["who"]):
                told = _Claim(figure, OTHER, told.sentence, told.project)
                yield told
                continue
        told = None
        if found is None or figure.loose:
            continue
        source = FISCAL if found["fiscal"] else OTHER
        label = at + found.start("fiscal" if source == FISCAL else "other")
        if _is_partial(text, label, found[0]):
            continue
        known, project = owners.of(min(label, figure.start))
        if known:
            claim = _Claim(figure, source, owners.sentence(label), project)
            told = claim if source == FISCAL else None
            yield claim


def _is_partial(text: str, label: int, said: str) -> bool:
    """Whether 财政资金 is only that of one level, or one of the budgets 财政 has, beside others of the same paragraph."""
    begin = max(text.rfind("\n", 0, label) + 1, label - _WINDOW)
    end = text.find("\n", label, label + _WINDOW)
    around = text[begin : end if end >= 0 else label + _WINDOW]
    if said.startswith("一般公共预算"):
        return _OTHER_BUDGETS.search(around) is not None
    partial = _PARTIAL.search(text, max(0, label - 4), label)
    return partial is not None and (partial[0] not in _OWN_LEVEL or _OTHER_LEVELS.search(around) is not None)


_OWN_LEVEL = ("县", "县级", "区", "区级", "本级")
_OTHER_LEVELS = regex("中央|省|市级|市财政|上级|乡镇财政|镇级?财政|村级?(?:自筹|配套)")
_OTHER_BUDGETS = regex("政府性基金|国有资本|社会保险基金|专户|上级|中央|省级|市级")


def _tables(subject: Subject, source: str, project: int | None) -> list[Decimal]:
    """What the tables have of a source, in 元: of a project, or of all (with 专项资金 and without); empty where none tell."""
    filing = subject.filing
    groups: Sequence[Sequence[Funded]] = funded(subject) if project is None else [(subject.projects[project].project,)]
    if not all(groups) or any(one.fiscal is None and one.other is None for group in groups for one in group):
        return []
    scale = PER_YUAN[filing.amount_unit]
    return [
        sum(((one.fiscal if source == FISCAL else one.other) or Decimal(0) for one in group), Decimal(0)) * scale
        for group in groups
    ]
