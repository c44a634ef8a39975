"""TXT13: goals that only divide the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfgen.checks.figures import counts, money
from perfgen.checks.naming import normalised
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import PlacedProject, Subject
from perfgen.errors import Severity
from perfgen.filing.numbers import HALF_WIDTH, NUMBER
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

_MONEY = regex(rf"(?:{NUMBER.pattern})\s*[百千]?[万亿]?元")
_FIGURE = regex(r"\d")
_CLAUSE = regex("[，,。；;：:、\\n]")
_BETWEEN = 12
"""A clause without an amount, between those with one, that still is a name: 其中, 资金安排如下."""
_RESULT = regex(
    "完成|达到|达标|确保|保证|保障|提高|提升|改善|实现|增加|增强|促进|推动|满足|解决|减少|降低|受益|覆盖|服务(?!费)|不低于|不小于|不少于|以上|率|正常|有序|及时"
)
_LEAST = 2
"""A single amount may be what a goal is about."""


def _find(subject: Subject) -> Iterator[Finding]:
    for placed in subject.projects:
        said = [(number, goal) for number, goal in enumerate(placed.project.goals) if goal.strip()]
        dividing = [(number, goal) for number, goal in said if _divides(goal) or _only_paid(goal)]
        if said and len(dividing) == len(said) and sum(map(_amounts, (goal for _, goal in said))) >= _LEAST:
            number, goal = said[0]
            yield Finding(
                placed.at("绩效目标", number),
                "绩效目标只把钱分了一遍，没有写办成什么",
                _HINT,
                goal.strip(),
            )
            continue
        purpose, budget = normalised(placed.project.purpose), _budget(subject, placed)
        for number, goal in said:
            copied = (
                (number, goal) in dividing
                and not _FROM.fullmatch(goal.translate(HALF_WIDTH))
                and ((_amounts(goal) >= _LEAST and normalised(goal) in purpose) or _all_of(goal, budget))
            )
            others = [other for at, other in said if at != number]
            if copied or (purpose and _only_prices(goal, others)):  # without 资金用途 the goals say it
                yield Finding(
                    placed.at("绩效目标", number),
                    "这一条只写了钱怎么分，没有写办成什么"
                    if copied
                    else "这一条只写了每份多少钱、一共多少钱，没有写办成什么",
                    _HINT,
                    goal.strip(),
                )


_FROM = regex(
    rf"(?:[^，,。；;、\d]{{0,10}}(?:财政|其[他它]资金|自筹|冠名|配套|捐|赞助|承担)[^，,。；;、\d]{{0,8}}{_MONEY.pattern}[，,。；;、]?)+"
)
"""A line that only says where the money comes from, beside others that say what it is for: 财政资金100万元、其他资金8万元."""


def _budget(subject: Subject, placed: PlacedProject) -> Decimal:
    return placed.project.budget * PER_YUAN[subject.filing.amount_unit]


def _all_of(goal: str, budget: Decimal) -> bool:
    """Whether the amounts of a goal are all the money of a project, so that nothing but that is said."""
    amounts = [one.value for one in money(_PAID_OUT.sub("", goal.translate(HALF_WIDTH)))]
    return len(amounts) >= _LEAST and bool(budget) and sum(amounts) == budget


_HINT = "各项多少钱写在资金用途里；绩效目标写做多少事、做成什么样、有什么用"


def _only_prices(goal: str, others: Sequence[str]) -> bool:
    """Whether a goal says a price for each and what they come to, of so many as another goal has: 15家企业每家10万元，共150万元."""
    if "每" not in goal or _amounts(goal) < _LEAST or _RESULT.search(goal) or _WHEN.search(goal):
        return False
    said = {(one.kind, one.unit, one.value) for other in others for one in counts(other)}
    counted = list(counts(goal))
    return (
        bool(counted)
        and all((one.kind, one.unit, one.value) in said for one in counted)
        and all(_FIGURE.search(clause) for clause in _CLAUSE.split(goal.translate(HALF_WIDTH)) if clause.strip())
    )


_WHEN = regex("月|季|年底|按时|按期")


_SPENDS = regex("支付|支出|拨付|使用")
_PAID = regex(
    r"(?:其中|全年|按时|及时|足额|完成|做好|确保|(?:上|下)半年|[一二三四]季度|\d{1,2}月底前|资金|项目|预算|经费|支付|支出|拨付|执行|使用|到位|按?(?:季度?|月度?|进度|计划|时|序时)|均衡|分(?:期|批|次)|安排|进度|率|达到|不低于|为|的|和|、|\s|[\d.]|[万亿]?元|[%％]|及|工作)+"
)
"""What a goal has nothing besides that only says how the money is paid out: 完成资金支付738万元，其中上半年支付369万元."""


def _only_paid(goal: str) -> bool:
    return bool(
        _SPENDS.search(goal)
        and _MONEY.search(goal.translate(HALF_WIDTH))
        and all(_PAID.fullmatch(one.strip()) for one in _CLAUSE.split(goal.translate(HALF_WIDTH)) if one.strip())
    )


_SHARED = regex(r"按\d+[处个家所户村人名][^，,。；;]{0,4}平均(?:分配|分摊|安排)|每[处个家所户村人名](?=\d)")
"""What says that all get as much: 按5处平均分配，每处30万元."""
_PAID_OUT = regex(
    rf"^\s*(?:完成)?(?:项目|本年|全年)?资金(?:支出|支付|拨付|使用)?{_MONEY.pattern}(?:按[^，,\d]{{1,4}}(?:支出|支付|拨付|使用))?[，,]?(?=其中)"
)
"""What says of all the money that it is paid, before it is divided."""


def _amounts(goal: str) -> int:
    return len(_MONEY.findall(goal.translate(HALF_WIDTH)))


def _divides(goal: str) -> bool:
    """Whether a goal says amounts, what each is for, and nothing else."""
    text = _SHARED.sub("", _PAID_OUT.sub("", goal.translate(HALF_WIDTH)))
    if not _MONEY.search(text) or _RESULT.search(text):
        return False
    clauses = [one.strip() for one in _CLAUSE.split(text) if one.strip()]
    return all(
        not _FIGURE.search(_MONEY.sub("", one).lstrip("（(0123456789)） "))
        if _MONEY.search(one)
        else len(one) <= _BETWEEN and not _FIGURE.search(one.lstrip("（(0123456789)） "))
        for one in clauses
    )


RULE = Rule(
    "TXT13",
    Severity.WARNING,
    "绩效目标只分配资金",
    "办公费多少、培训费多少，是资金用途；绩效目标要说花了这些钱办成什么、达到多少。",
    Example(
        bad="预算项目:\n  - 绩效目标: [教师培训费20万元，教材费12.5万元，差旅费4万元。]\n",
        good="预算项目:\n  - 绩效目标: [投入36.5万元，培训乡村教师600人次，考核合格率不低于95%。]\n",
    ),
    "评审时常见的意见",
    Tag.NOT_QUANTIFIED,
    _find,
)
