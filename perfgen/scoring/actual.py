"""实际完成值 as clerks write it: ``95%``, ``1,200人次``, ``已完成``, ``约2850户``, ``8部（其中新增3部）``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfgen.filing import comparisons
from perfgen.filing.numbers import NUMBER, half_width, parse_decimal
from perfgen.filing.numerals import LONGEST, SIGNS, parse
from perfgen.filing.regex import regex
from perfgen.filing.text import PLACEHOLDER, shortened


@dataclass(frozen=True, slots=True)
class ActualNumber:
    """A number that was reached, with its unit ("" where none was written); `about` where the words say it is not exact."""

    value: Fraction
    unit: str
    about: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """An actual that says no number: why, and how it should be written, as Chinese clauses."""

    why: str


_EMPTY = {"", "/", "／", "-", "—", "——", "未填", "待填", "待定", "暂无"}
_NONE = {"未发生", "没有发生", "无发生", "未出现", "没有出现", "没有", "零"}
_NOT_BEGUN = {"未开展", "没有开展", "未实施", "未启动", "未动工", "未开工", "未采购", "没有实施"}
ALL_DONE = {"全部完成", "已全部完成", "完成", "已完成", "均已完成"}
"""What says 100 % of a target of 100 %."""
_LEAD = (
    r"(?:实际|截至目前|截至年底|全年|本年度?|已经?|共计?|累计|合计|总计|完成|达到?|达成|为|是|了|有|开展|举办|组织|培训|发放|印发|采购|检查|"
    r"建设|新建|改造|维修|处理|办理|服务|资助|救助|养护|接待|新增|:|\s)*"
)
_SCALE = "(?P<scale>[十百千万亿]{0,2})"
_FORM = regex(
    rf"{_LEAD}(?P<near>约|大约|近|将近|接近|逾|超)?(?P<minus>[-−])?"
    rf"(?:百分之(?P<percent>[{SIGNS}]{{1,{LONGEST}}})|(?P<arabic>{NUMBER.pattern})|(?P<chinese>[{SIGNS}]{{1,{LONGEST}}}))"
    rf"\s*{_SCALE}(?P<more>[余多])?\s*(?P<unit>[^\d\s≥≤><=（()），,。.；;、~～\-]{{0,15}})"
    r"\s*(?:[（(][^（）()]*[）)])?(?:[，,。；;][^\d]*)?"
)
_YUAN = regex(r"[￥¥]\s*(?P<number>[\d,.]+)\s*元?")
_AROUND = regex("(?:左右|上下)$")
_LONGEST = 200
_HOW = "只写数和单位，如 92批"


def cleaned(written: str | None) -> str:
    """What was written, on one line, half-width; empty where nothing was filled in."""
    text = " ".join(half_width(written or "").replace("％", "%").replace("：", ":").split())
    return "" if text in _EMPTY or PLACEHOLDER.fullmatch((written or "").strip()) else text


def number(text: str, *, of_zero: bool = False) -> ActualNumber | Unclear:
    """The number that a text (`cleaned`) says. `of_zero` where 0 is wanted, so that 无 means none.

    >>> number("1,200人次")
    ActualNumber(value=Fraction(1200, 1), unit='人次', about=False)
    """
    if text in _NONE or text in _NOT_BEGUN or (of_zero and text == "无"):
        return ActualNumber(Fraction(0), "")
    if len(text) > _LONGEST:
        return Unclear(f"实际完成值太长，{_HOW}")
    yuan = _YUAN.fullmatch(text)
    text = f"{yuan['number']}元" if yuan else text.removeprefix("人民币")
    words, sign = comparisons.sign_of(text)
    if sign and words != "达到" and sign != "=":
        return Unclear(f"“{shortened(text)}”没有说究竟是多少，{_HOW}")
    found = _FORM.fullmatch(text.removeprefix(words).strip() if sign == "=" else text)
    value = _value(found["arabic"], found["chinese"], found["percent"]) if found else None
    if found is None or value is None:
        return Unclear(f"“{shortened(text)}”里看不出完成了多少，{_HOW}")
    unit = f"{found['scale']}{found['unit']}"
    if comparisons.is_bounded(unit):
        return Unclear(f"“{shortened(text)}”没有说究竟是多少，{_HOW}")
    unit = unit.removesuffix("整") if unit.endswith("元整") else unit
    bare = _AROUND.sub("", unit)
    about = bool(found["near"] or found["more"] or bare != unit)
    return ActualNumber(-value if found["minus"] else value, "%" if found["percent"] else bare, about)


def _value(arabic: str | None, chinese: str | None, percent: str | None) -> Fraction | None:
    if percent == "百":
        return Fraction(100)
    read = parse_decimal(arabic) if arabic else parse(chinese or percent or "")
    return None if read is None else Fraction(read)
