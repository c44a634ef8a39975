"""Where texts of 执行情况 claim what their numbers deny: that all was reached, that a target was, that the sum was another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from perfgen.checks.outcome import OutcomeForm
from perfgen.checks.outcome_money import agrees
from perfgen.checks.reached import Reached, reached
from perfgen.checks.rule import Finding
from perfgen.checks.subject import Path
from perfgen.filing import IndicatorResults
from perfgen.filing.numbers import NUMBER, decimal_text, half_width, parse_decimal
from perfgen.filing.regex import regex
from perfgen.filing.target import Target
from perfgen.filing.text import shortened
from perfgen.scoring.scored import Scored
from perfgen.scoring.units import measure

SENTENCE = regex(r"[^。；;！\n]+")
CLAUSE = regex(r"(?:[^。；;！\n，,、]|(?<=\d),(?=\d{3}))+")
_OF_ALL = (
    r"(?:20\d\d年度?|各项|各个|各|全部|所有|年度|年初|全年|当年|本年度?|今年|绩效|预期|预定|既定|总体|整体|设定|下达|计划|重点|主要|的|项目|"
    r"产出|效益|效果|满意度|数量|质量|时效|成本|经济|社会|生态|服务对象|和|及|与|、)*"
)
_AIM = r"(?:目标|指标|任务|工作)(?:任务|目标|指标|值)?"
_FULLY = r"(?:已经?|均|都|全部|全面|全数|圆满|如期|按期|按时|按计划|超额|顺利|高质量|地|得到|100[%％]|百分之百)*"
_DONE = r"(?:完成|达成|实现|达到|达标)(?!率|情况|时间|值|的)"
_PARTS = ("产出", "效益", "效果", "满意度", "数量", "质量", "时效", "成本")
"""What a claim may be about, by the words in 一级 and 二级指标."""
_WHO = r"(?:[一二三四五六]是|其中|我[局委办院校中心]{1,2}|本单位|本部门|我单位|本项目|该项目|项目|202\d年度?|截至(?:目前|年底|年末|\d{1,2}月底?))*"
_CLAIM = regex(
    rf"(?:^|(?<=[，,。；;：:、\s）)]))(?P<who>{_WHO}{_OF_ALL}{_AIM}(?:完成情况良好[，,])?)(?P<how>{_FULLY}{_DONE})"
    rf"|(?P<fully>(?:已经?|均|都|全部|全面|圆满|如期|按期|按时|按计划|超额|顺利|高质量)+)地?(?:完成|达成|实现|达到)了?{_OF_ALL}{_AIM}"
    rf"|(?:目标|指标|任务)(?:总体|整体)?完成率(?:均|都)?(?:达到?了?|为|是|[:：])*\s*100(?:\.0+)?\s*[%％]"
)
_DOUBT = regex("未|没有|尚|除|其余|其他|个别|部分|结转|不足|偏差|差距|较低|推迟|延期|滞后|基本完成|基本实现|大部分")
NOT_YET = regex("确保|力争|争取|保证|计划于|将|拟|要求|督促|下一步|明年|预计|应当|为了")
OF_PLAN = regex("计划|目标|年初|应|拟|原定|预期|要求|任务")
_SUFFIX = regex("(?:数量|总数|个数|次数|人数|人次|批次|场次|户数|家数|件数|台数|面积|长度|里程|数|量|情况)$")
_VERBS = regex("^(?:建成|新建|完成|新增|组织|开展|举办|培训|购置|采购|改造|维修|修缮|保障|实施|发放)+")
_TOTAL = regex(
    r"(?<![\u4e00-\u9fff])(?P<lead>[\u4e00-\u9fff]{0,14}?)(?:总分|得分|评分|自评分)(?:值|数|结果)?(?:达到了?|达|为|是|[:：\s])*"
    rf"(?P<number>{NUMBER.pattern})\s*分"
)
_OF_SUM = regex(
    r"(?:经|综合|自评|自我|评价|绩效|最终|年度|全年|本项目|该项目|项目|支出|整体|部门|单位|合计|总体|总|本年度?|我[局委办院校]|的|结果|表)*"
)
_YEAR = regex(r"(20\d\d)年")
_EARLIER = regex("上年|去年|往年|历年|累计")
_MOST_NAMED = 3


def claimed(outcome: OutcomeForm, held: Sequence[Scored], texts: Sequence[tuple[Path, str]]) -> Iterator[Finding]:
    """Sentences that say that all targets were reached, where the rows as `held` say of some that they were not."""
    unmet = [one for one, scored in zip(outcome.rows, held, strict=True) if outcome.is_unmet(scored)]
    for path, text in texts if unmet else ():
        for sentence in SENTENCE.finditer(text):
            found = _CLAIM.search(sentence[0])
            if not found or _DOUBT.search(sentence[0]) or NOT_YET.search(sentence[0][: found.start()]):
                continue
            words = found[0].strip("，,。；;：:、 ")
            short = [one.name for one in unmet if is_meant(one, words)]
            if not short:
                continue
            more = " 等" if len(short) > _MOST_NAMED else ""
            names = "、".join(f"“{shortened(name)}”" for name in short[:_MOST_NAMED]) + more
            yield Finding(
                path,
                f"写着“{shortened(words)}”，表里有 {len(short)} 个指标没有达到：{names}",
                "照表里的实际完成值改写，没有完成的写清楚；确实完成了的，核对实际完成值",
                words,
                sentence.start() + found.start() + found[0].index(words),
            )


def is_meant(one: IndicatorResults, words: str) -> bool:
    """Whether a claim is about a row: one that names parts, 产出指标均已完成, is about theirs alone."""
    named = [part for part in _PARTS if part in words]
    return not named or any(part in f"{one.level1}{one.level2}".replace("效果", "效益") for part in named)


def copied(outcome: OutcomeForm, done: Sequence[Target | None], texts: Sequence[tuple[Path, str]]) -> Iterator[Finding]:
    """Numbers in sentences that are the target of a row, where less was reached by the table."""
    rows = [
        (one.name, stem(one.name), got)
        for one, value in zip(outcome.rows, done, strict=True)
        if (got := reached(one, value, outcome.rules)) and got.sign in ("≥", ">", "=") and got.value < got.low
    ]
    for path, text in texts:
        for clause in CLAUSE.finditer(text) if rows else ():
            if is_of_another_year(text, clause.end(), outcome.year):
                continue
            if OF_PLAN.search(clause[0]) or NOT_YET.search(clause[0]) or _DOUBT.search(clause[0]):
                continue
            yield from (
                Finding(
                    path,
                    f"文字里写 {said}，正好是目标，表里“{shortened(name)}”实际完成的没有这么多",
                    "核对文字和实际完成值，写同一个数",
                    said,
                    clause.start() + at,
                )
                for name, key, got in rows
                if key and key in clause[0]
                for at, said in _numbers(clause[0], got)
                if not (clause[0][:at].endswith(key) and _HAN.match(clause[0], at + len(said)))
            )


def is_of_another_year(text: str, end: int, year: int) -> bool:
    """Whether the year last said in a sentence, up to a place, is not the document's; or it speaks of last year, or of all years."""
    begin = max(text.rfind(sign, 0, end - 1) for sign in "。；;！\n") + 1
    said = _YEAR.findall(text, begin, end)
    return bool(said and said[-1] != str(year)) or _EARLIER.search(text, begin, end) is not None


def stem(name: str) -> str:
    """What a row counts, as texts name it: 养老服务站 of 建成养老服务站数量."""
    bare = _VERBS.sub("", _SUFFIX.sub("", name))
    return bare if len(bare) > 1 else ""


def _numbers(clause: str, got: Reached) -> Iterator[tuple[int, str]]:
    """The places of a clause where the target stands, in its own unit or in one that can be turned into it."""
    if not got.unit:
        return
    wanted = measure(got.unit)
    for found in NUMBER.finditer(half_width(clause)):
        number, behind = parse_decimal(found[0]), half_width(clause[found.end() : found.end() + _LONGEST_UNIT])
        for length in range(len(behind), 0, -1):
            unit = measure(behind[:length].strip())
            alike = number is not None and unit.base == wanted.base and not _ABOUT.search(clause, 0, found.start())
            if alike and Fraction(number or 0) * unit.times == got.low * wanted.times:
                yield found.start(), clause[found.start() : found.end() + length]
                break


_LONGEST_UNIT = 8
_HAN = regex(r"[\u4e00-\u9fff]")
"""A number behind the name with a noun behind it counts that: 养老服务站12个选址."""
_ABOUT = regex("(?:约|近|大约|接近|超过?|逾)\\Z")


def wrong_totals(outcome: OutcomeForm) -> Iterator[Finding]:
    """总分 that was written and is not the sum of the points: in the form, and in what is told in sentences.

    While rows have no points, it is one that cannot be, whatever they get.
    """
    table = outcome.table
    if table is None:
        return
    whole, written = table.total, outcome.owner.total_points
    every = [*([table.money] if table.money else []), *table.rows]
    most = whole.points + sum((one.weight or Decimal(0) for one in every if one.points is None), Decimal(0))
    added = f"各项得分相加 {whole.how}"
    if whole.unscored:
        added = f"{added}，还有 {whole.unscored} 项没有得分，最多 {decimal_text(most)} 分"
    if written is not None and not whole.points <= written <= most:
        hint = "核对各项得分；总分不用写，印的是各项得分相加。perfgen score 列出每一项怎么算的"
        yield Finding((*outcome.path, "总分"), f"写的是 {written:f} 分，{added}", hint, f"{written:f}")
    for path, text in outcome.texts:
        for found in _TOTAL.finditer(half_width(text)):
            said = parse_decimal(found["number"])
            if said is None or not _is_of_sum(found["lead"], found[0]) or whole.points <= said <= most:
                continue
            if agrees(said, Fraction(whole.points)):
                continue
            yield Finding(
                path,
                f"文字里的总分是 {said:f} 分，{added}",
                "核对文字和各项得分，写同一个数",
                text[found.start("number") : found.end("number")],
                found.start("number"),
            )


def _is_of_sum(lead: str, words: str) -> bool:
    """Whether what is said is the sum: 得分 alone may be that of a row, with 自评 or 总 before it it is not."""
    return bool(_OF_SUM.fullmatch(lead)) and (
        "总分" in words or any(word in lead for word in ("自评", "综合", "总", "评价"))
    )
