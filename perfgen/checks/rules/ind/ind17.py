"""IND17: an indicator in a class it does not belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from perfgen.checks import reading
from perfgen.checks.costs import is_cost
from perfgen.checks.examples import moved
from perfgen.checks.reading import Promise
from perfgen.checks.rule import Finding, Reach, Rule, Tag
from perfgen.checks.subject import Row, Subject
from perfgen.checks.texts import remembered
from perfgen.checks.words import added, shipped
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_ANYWHERE = "_"
_BENEFITS = regex("效益|效果")


@dataclass(frozen=True, slots=True)
class _Misplaced:
    """A word that does not belong under a class, where it belongs, and the words beside which it may."""

    word: str
    under: str
    belongs: str
    unless: tuple[str, ...]

    def speaks_of(self, subject: Subject, row: Row) -> bool:
        indicator = row.indicator
        if self.under == subject.standard.cost and not is_cost(subject, row):
            return False
        classes = (indicator.level1, indicator.level2)
        own = self.belongs.removesuffix("指标")
        under = not any(own in one for one in classes) if self.under == _ANYWHERE else self.under in classes
        return under and self.word in indicator.name and not any(word in indicator.name for word in self.unless)


def _misplaced(entries: tuple[str, ...]) -> tuple[_Misplaced, ...]:
    columns = ((*entry.split(), "")[:4] for entry in entries if len(entry.split()) >= 3)
    return tuple(
        _Misplaced(word, under, belongs, tuple(filter(None, unless.split("、"))))
        for word, under, belongs, unless in columns
    )


@cache
def _by_word(more: tuple[str, ...]) -> dict[str, list[_Misplaced]]:
    """The entries of the list, with more of a bureau, by their words."""
    by_word: dict[str, list[_Misplaced]] = {}
    for one in _misplaced((*shipped("classes"), *more)):
        by_word.setdefault(one.word, []).append(one)
    return by_word


@remembered
def _speaking_of(name: str, more: tuple[str, ...]) -> tuple[_Misplaced, ...]:
    """The entries whose words a name has."""
    return tuple(one for word, some in _by_word(more).items() if word in name for one in some)


def _spared(subject: Subject, one: _Misplaced, row: Row) -> bool:
    """Whether a number of things is a benefit by itself: 受益企业个数, 事故数量, 群众跑腿次数 ≤1次."""
    name, target = row.indicator.name, reading.parsed(row.indicator.target)
    return one.belongs == reading.QUANTITY and bool(
        target.operator in ("≤", "<")
        or target.value == 0
        or reading.mentions(subject, "carrying", name)
        or reading.is_adverse(subject, name)
        or _USED.search(name)
    )


_USED = regex(
    "[日周月年人户]均|少跑|采用|采纳|录用|刊发|转载|获奖|入选|立项|引用|点击|阅读|访问|浏览|播放|下载|办案|应用|发布|远程|线上|网上|互联网|共享"
)
"""How often what was made is used, each month or by each, is what came of it: 广场月均开展活动次数."""


def misclassified(subject: Subject, row: Row) -> tuple[str, str] | None:
    """The word of an indicator's name that does not belong under its class, and the class it belongs to, if any.

    Of a department as a whole, forms ask for 预算执行率 as what its money does: rates of 整体绩效指标 may stand under 成本.
    """
    name = row.indicator.name
    for one in _speaking_of(name, added(subject, "classes")):
        whole = row.project is None and one.under == reading.COST and one.word.endswith("率")
        if one.speaks_of(subject, row) and not whole and not _spared(subject, one, row):
            return one.word, one.belongs
    return next(filter(None, (kind(subject, row) for kind in _KINDS)), None)


_OPINION = regex("满意|认可|好评|评价|评议|口碑|信任|信赖|感受|幸福|获得感|安全感|意见|建议|表扬|锦旗|感谢|反映|支持")


def _unasked(subject: Subject, row: Row) -> tuple[str, str] | None:
    """Things counted where people are to be asked: 开展文艺演出 ≥12场 under 满意度指标; complaints count there too."""
    indicator, target = row.indicator, reading.parsed(row.indicator.target)
    name = indicator.name.strip()
    if subject.standard.satisfaction not in (indicator.level1, indicator.level2) or target.value is None:
        return None
    unit = reading.unit_of(target)
    rate = _RATE.search(reading.bare(name)) if reading.is_ratio(unit) else None
    if rate and not _OPINION.search(name) and not _CHOSEN.search(name) and not reading.is_adverse(subject, name):
        return rate[0], "产出指标"
    counted = reading.is_count(subject, unit) or reading.is_money(unit)
    if not counted or _OPINION.search(name) or reading.is_adverse(subject, name):
        return None
    return name, reading.QUANTITY


_RATE = regex("[一-鿿]{2}率$")
_CHOSEN = regex("推荐|回头|复购|续[租订约签]|留存|赞[成同]|拥护|配合|响应|参与|参评|应答|回收|调查")
"""What people do who are content, and rates of the asking itself."""


def _counted_as_cost(subject: Subject, row: Row) -> tuple[str, str] | None:
    """Things done, counted as if they were a cost: 宣传活动场次 ≥36场 under 成本指标."""
    indicator, target = row.indicator, reading.parsed(row.indicator.target)
    name = indicator.name.strip()
    if not is_cost(subject, row) or target.value is None or target.operator in ("≤", "<"):
        return None
    done = reading.promise(subject, name) is Promise.QUANTITY or reading.begins_with(subject, "activities", name)
    if not done or not reading.is_count(subject, reading.unit_of(target)) or _SPENT.search(name):
        return None
    return name, reading.QUANTITY


_SPENT = regex("成本|费|金额|总额|支出|价|补[助贴]|节约|节省|控制|压减|降低|减少|投入|预算|资金|工资|编制")
_PRICE = regex(
    "(?:补助|补贴|发放|救助|低保|资助|奖励|工资|薪酬|报酬|待遇|津贴|收费|付费|保费|伙食|住宿|支付|支出|费用|经费)标准$"
)


def _price(_: Subject, row: Row) -> tuple[str, str] | None:
    """What each gets or costs (人均补助标准 ≥300元), put where it is said how well something is done."""
    indicator, target = row.indicator, reading.parsed(row.indicator.target)
    name = reading.bare(indicator.name)
    if "标准" not in name:
        return None
    if _BENEFITS.search(indicator.level1):  # that people have more to live on is a benefit
        more = target.operator in ("≥", ">") or _LIVED_ON.search(name)
        return ("标准", reading.COST) if _PRICE.search(name) and not more else None
    if indicator.level2 not in (reading.QUALITY, reading.TIME):
        return None
    unit = reading.unit_of(target).partition("/")[0]
    money = (target.value is not None and reading.is_money(unit)) or (
        target.value is None and _AMOUNT.search(target.written) is not None
    )
    return ("标准", reading.COST) if money or _PRICE.search(name) else None


_LIVED_ON = regex("低保|保障|救助|待遇|工资|薪酬|报酬|提高|提升|提标|增")
_AMOUNT = regex(r"\d\s*[十百千万亿]*元")


def _activity(subject: Subject, row: Row) -> tuple[str, str] | None:
    """What is done, counted as if it were a benefit: 开展信息采集 ≥80条 under 经济效益指标."""
    name, target = row.indicator.name.strip(), reading.parsed(row.indicator.target)
    word = reading.begins_with(subject, "activities", name)
    counted = target.value is not None and reading.is_count(subject, reading.unit_of(target))
    if not _BENEFITS.search(row.indicator.level1) or not word or not counted:
        return None
    spared = reading.mentions(subject, "carrying", name) or reading.is_adverse(subject, name) or _USED.search(name)
    return None if spared else (word, reading.QUANTITY)


def _rate_as_cost(subject: Subject, row: Row) -> tuple[str, str] | None:
    """How well something is done, put where it is said what it costs: 文书规范率 ≥96% under 成本指标."""
    if not is_cost(subject, row) or (row.project is None and _OF_BUDGET.search(row.indicator.name)):
        return None
    rate = _RATE.search(reading.bare(row.indicator.name))
    share = reading.is_share(reading.parsed(row.indicator.target), Promise.RATIO)
    return (rate[0], reading.QUALITY) if rate and share and not _OF_MONEY.search(row.indicator.name) else None


_OF_BUDGET = regex("执行|拨付|支付|结转|开支|公务|三公|完成")
_OF_MONEY = regex(
    "成本|费(?!收缴|征收|回收|缴)|价|资金|预算|支出|投入|投资|收[益支]|利润|节[约省支]|结余|控制|降低|压[减降缩]|核减|审减|减少|下浮|超|占|比例|比重|变动|增|偏|采购|公用"
)


def _dated(subject: Subject, row: Row) -> tuple[str, str] | None:
    """When something is done, put where it is said how much, how well or for how much: 按期开工 9月底 under 成本指标."""
    indicator = row.indicator
    elsewhere = is_cost(subject, row) or indicator.level2 in (reading.QUANTITY, reading.QUALITY)
    return ("时间", reading.TIME) if elsewhere and reading.is_date(indicator.target.written) else None


def _counted_as_time(_: Subject, row: Row) -> tuple[str, str] | None:
    """What is counted, put where it is said when: 宣传视频播放量 ≥500万次 under 时效指标."""
    indicator, target = row.indicator, reading.parsed(row.indicator.target)
    if (
        indicator.level2 != reading.TIME
        or target.value is None
        or _OF_TIME.search(indicator.name + indicator.description)
    ):
        return None
    unit = reading.unit_of(target)
    return (indicator.name.strip(), reading.QUANTITY) if _COUNTED.fullmatch(unit) else None


_OF_TIME = regex("时|期|日|天|周|月|季|年|频[次率]|进度|快|速|次数|及早|提前|延|逾|响应|完成")
_COUNTED = regex("[百千万亿]*(?:人次?|名|户|家|件|台|套|辆|场次?|次|份|个|亩|公里|平方米|吨|册|处|所|条|项)")


def _well_as_time(_: Subject, row: Row) -> tuple[str, str] | None:
    """How well something is done, put where it is said when: 文书规范率 ≥96% under 时效指标."""
    name = reading.bare(row.indicator.name)
    found = _HOW_WELL.search(name) if row.indicator.level2 == reading.TIME else None
    return (found[0], reading.QUALITY) if found and not _IN_TIME.search(name + row.indicator.description) else None


_HOW_WELL = regex("(?:在岗|到岗|出勤|规范|合格|准确|正确|达标|优良|完好|通过)率$")
_IN_TIME = regex("时|期|进度|早|快|速|限")


def _cost_elsewhere(_: Subject, row: Row) -> tuple[str, str] | None:
    """What something costs, put where it is said how well it is done or what good it does: 飞防每亩费用 ≤8元/亩 under 社会效益指标."""
    indicator, target = row.indicator, reading.parsed(row.indicator.target)
    elsewhere = indicator.level2 in (reading.QUALITY, reading.TIME) or _BENEFITS.search(indicator.level1)
    found = _COSTS.search(reading.bare(indicator.name)) if elsewhere else None
    if found is None or target.operator in ("≥", ">") or _SAVED.search(indicator.name):
        return None
    return (found[0], reading.COST) if _IN_MONEY.search(reading.unit_of(target)) else None


_COSTS = regex("(?:费用|造价|总?成本|单价|经费|租金|工资)(?:标准|总额|金额|支出)?$")
_SAVED = regex("节|降|减|增|收入|挽回|追回|产值|损失|社会|企业|群众|个人|自付|负担")
_IN_MONEY = regex("^[百千万亿]{0,2}元")


def _not_ecological(_: Subject, row: Row) -> tuple[str, str] | None:
    """People and families counted under 生态效益指标 of which the name says nothing of nature: 转入普通学校人数."""
    indicator, target = row.indicator, reading.parsed(row.indicator.target)
    if indicator.level2 != _ECOLOGY or target.value is None or _NATURE.search(indicator.name + indicator.description):
        return None
    return (indicator.name.strip(), _SOCIAL) if _OF_PEOPLE.fullmatch(reading.unit_of(target)) else None


def _done_as_benefit(_: Subject, row: Row) -> tuple[str, str] | None:
    """How well the work itself is done, put where it is said what good it does: 资金拨付及时率 under 经济效益指标."""
    name = reading.bare(row.indicator.name)
    found = _WORK_DONE.search(name) if _BENEFITS.search(row.indicator.level1) else None
    if found is None or row.indicator.level2 == _ECOLOGY:
        return None
    return found["rate"], reading.TIME if found["rate"] == "及时率" else reading.QUALITY


_WORK_DONE = regex(
    "(?:资金|补助|补贴|经费|工资|款|项目|工程|任务|设备|采购|货物|验收|建设|改造|维修)[一-鿿]{0,4}(?P<rate>(?:及时|合格|完成|到位|足额|执行|通过)率)$"
)


def _counted_as_quality(subject: Subject, row: Row) -> tuple[str, str] | None:
    """How much is done, put where it is said how well: 污水处理量 ≥800万吨 under 质量指标."""
    indicator, target = row.indicator, reading.parsed(row.indicator.target)
    found = _HOW_MUCH.search(reading.bare(indicator.name)) if indicator.level2 == reading.QUALITY else None
    if found is None or target.value is None or target.operator in ("≤", "<") or not target.value:
        return None
    if reading.is_adverse(subject, indicator.name) or not reading.is_measure(subject, reading.unit_of(target)):
        return None
    return found[0], reading.QUANTITY


_HOW_MUCH = regex(
    "(?:处理|完成|生产|供应|发放|销售|检测|储备|运输|接待)量$|(?:培训|发放|补助|救助|覆盖|检查)(?:人数|人次|次数|户数|家数)$"
)
_ECOLOGY, _SOCIAL = "生态效益指标", "社会效益指标"
_NATURE = regex(
    "[生环绿林草树水河湖海湿沙土地山碳尘废污排噪气火]|节能|能耗|节约|植被|垃圾|动物|物种|虫|秸秆|农药|化肥|耕|卫生|循环|资源|塑|清洁|保洁|改厕|公交|步行|骑行"
)
_OF_PEOPLE = regex("[百千万亿]*(?:人次?|名|位|户次?|家)")
_KINDS = (
    *(_activity, _unasked, _price, _counted_as_cost, _rate_as_cost, _dated, _counted_as_time, _well_as_time),
    *(_cost_elsewhere, _done_as_benefit, _counted_as_quality, _not_ecological),
)
"""What is asked of a row of which no word of the list tells, in this order."""


def _may_be_a_benefit(row: Row, belongs: str) -> bool:
    """Whether how often a thing is done may be what it is good for, as many public tables have it: 法治讲座场次 under 社会效益指标."""
    return belongs == reading.QUANTITY and _BENEFITS.search(row.indicator.level1) is not None


def _find(subject: Subject) -> Iterator[Finding]:
    for one in subject.all_rows:
        indicator = one.indicator
        wrong = misclassified(subject, one)
        if wrong:
            word, belongs = wrong
            name = indicator.name.strip()
            yield Finding(
                one.at("三级指标"),
                f"“{name}”"
                + (
                    f"说的是“{word}”"
                    if word != name
                    else "数的是多少人、多少户"
                    if belongs == _SOCIAL
                    else "数的是做了多少"
                )
                + f"，放在了{indicator.level2}下",
                f"看看是不是应当放到{belongs}；确实属于{indicator.level2}的，换一个说得清的名称",
                name,
                severity=Severity.INFO if _may_be_a_benefit(one, belongs) else None,
            )


RULE = Rule(
    "IND17",
    Severity.WARNING,
    "二级指标分类疑似错误",
    "名称说的是时间，却放在成本指标下；说的是次数，却放在满意度指标下；说的是补助标准，却放在质量指标下。放错了位置，该有的指标就缺了。"
    "次数、场次放在效益指标下的很常见，只作提示。",
    moved("设备维护及时率", "≥95%", ("产出指标", "成本指标"), ("产出指标", "时效指标")),
    "样本 001、002",
    Tag.WRONG_LEVEL2,
    _find,
    supersedes=("NUM06",),
    reach=Reach.ITEM,
)
