"""评分: how a layout scores, as the 评分 of its layout.yaml says it. What it does not say is as on the forms in use."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from perfgen.filing.base import Model, fault, together
from perfgen.filing.numbers import Percent, Score, decimal_text
from perfgen.filing.text import Line

EXECUTION = "预算执行率"
"""What the part is called that the money earns."""

_MOST = 100
"""As many parts, bands, grades and units at most. The forms have four of each."""


def _percent(value: Any) -> Decimal:
    """A share that may be more than the whole, as ``30%``."""
    text = value.strip().rstrip("%％") if isinstance(value, str) else value
    try:
        number = Decimal(text) if isinstance(text, (str, int)) and not isinstance(text, bool) else text
    except ArithmeticError:
        number = None
    if not isinstance(number, Decimal) or not number.is_finite() or not 0 <= number <= 1000:
        raise fault("这里应当是百分数", "写成 30% 这样")
    return number


_AnyPercent = Annotated[Decimal, BeforeValidator(_percent)]


class ScorePart(Model):
    """One part of the hundred points, and the 一级指标 that share it.

    `level1` empty: the part named `EXECUTION` is earned by the money; any other takes every 一级指标 that no other part names.
    """

    name: Line = Field(alias="名称", description="如 预算执行率、产出指标")
    weight: Score = Field(alias="分值", description="这一部分一共多少分")
    level1: tuple[Line, ...] = Field(
        (), alias="一级指标", description="算在这一部分里的一级指标；不写，就是同名的那一个"
    )

    @property
    def is_execution(self) -> bool:
        """Whether the money earns it."""
        return self.name == EXECUTION


class Band(Model):
    """定性: how far a target of text was met, and the shares of 分值 (%) that may be chosen for it, both ends included."""

    name: Line = Field(alias="名称", description="表上印的说法，如 达成预期指标")
    upper: Percent = Field(alias="上限", description="最多得分值的百分之几")
    lower: Percent = Field(alias="下限", description="最少得分值的百分之几")
    also: tuple[Line, ...] = Field((), alias="也作", description="还有哪些写法")

    @model_validator(mode="after")
    def _upright(self) -> Band:
        if self.lower > self.upper:
            raise fault(f"“{self.name}”的下限比上限大", "上限写大的，下限写小的")
        return self

    @property
    def limits(self) -> str:
        """``60%–80%``."""
        return f"{decimal_text(self.lower)}%–{decimal_text(self.upper)}%"


class GradeLimit(Model):
    """等级: what a sum is called from so many points on."""

    name: Line = Field(alias="名称", description="如 优")
    lower: Score = Field(alias="下限", description="从多少分起")


class Late(Model):
    """迟于目标: so many per cent of the 分值 less for each day, or for each month begun."""

    every: Literal["日", "月"] = Field(alias="每")
    less: Percent = Field(alias="扣", description="每晚一日（月）扣分值的百分之几")


class OwnUnit(Model):
    """A unit that perfgen does not know, as so many of another."""

    name: Line = Field(alias="名称", description="如 标箱")
    times: Decimal = Field(alias="等于", gt=0, lt=10**15, description="等于多少个下面的单位")
    of: Line = Field(alias="单位", description="换算成的单位")


CENTRAL_PARTS = (
    ScorePart.model_construct(name=EXECUTION, weight=Decimal(10)),
    ScorePart.model_construct(name="产出指标", weight=Decimal(50)),
    ScorePart.model_construct(name="效益指标", weight=Decimal(30)),
    ScorePart.model_construct(name="满意度指标", weight=Decimal(10)),
)
"""10 + 50 + 30 + 10. Source: 项目支出绩效自评表, as most provinces fill it in."""

BANDS = (
    Band.model_construct(
        name="达成预期指标",
        upper=Decimal(100),
        lower=Decimal(80),
        also=("达成年度指标", "达成预期目标", "达成年度目标"),
    ),
    Band.model_construct(
        name="部分达成预期指标并具有一定效果",
        upper=Decimal(80),
        lower=Decimal(60),
        also=("部分达成预期指标", "部分达成年度指标并具有一定效果", "部分达成"),
    ),
    Band.model_construct(
        name="未达成预期指标且效果较差",
        upper=Decimal(60),
        lower=Decimal(0),
        also=("未达成预期指标", "未达成年度指标且效果较差"),
    ),
)
"""Source: the foot of the 项目支出绩效自评表, as printed on filled forms."""

GRADES = tuple(
    GradeLimit.model_construct(name=name, lower=Decimal(lower))
    for name, lower in (("优", 90), ("良", 80), ("中", 60), ("差", 0))
)


class ScoreRules(Model):
    """评分 of a layout. Percentages are numbers of a hundred: ``Decimal(30)`` is 30 %. Source: filled 自评表, 2018 to 2026."""

    parts: Annotated[tuple[ScorePart, ...], Field(min_length=1, max_length=_MOST)] = Field(
        CENTRAL_PARTS, alias="各部分"
    )
    decimals: int = Field(2, alias="得分小数位", ge=0, le=4, description="得分四舍五入到几位小数")
    bands: Annotated[tuple[Band, ...], Field(max_length=_MOST)] = Field(BANDS, alias="定性档次", description="从高到低")
    grades: Annotated[tuple[GradeLimit, ...], Field(max_length=_MOST)] = Field(
        GRADES, alias="等级", description="从高到低"
    )
    deviation: _AnyPercent | None = Field(
        Decimal(30), alias="偏差上限", description="实际和目标相差超过百分之几要说明原因；写 不要求 就不问"
    )
    execution_limit: Percent = Field(Decimal(90), alias="执行率下限", description="执行率低于百分之几要说明原因")
    equal: Literal["达到或不达到", "按比例"] = Field("达到或不达到", alias="等于", description="目标写 = 时怎样算")
    late: Late | None = Field(None, alias="超期", description="晚于目标日期怎样扣分；不写，晚了就不得分")
    remainder: Literal["最后", "最前"] = Field(
        "最后", alias="分值余数", description="分值平均分不尽时：最后，余数都给最后一行；最前，从第一行起各加一分钱"
    )
    units: Annotated[tuple[OwnUnit, ...], Field(max_length=_MOST)] = Field((), alias="单位换算")

    @model_validator(mode="before")
    @classmethod
    def _not_asked(cls, raw: Any) -> Any:
        return {**raw, "偏差上限": None} if isinstance(raw, dict) and raw.get("偏差上限") == "不要求" else raw

    @model_validator(mode="after")
    def _told_apart(self) -> ScoreRules:
        if faults := list(self._faults()):
            raise together(faults)
        return self

    def _faults(self) -> Iterator[Any]:
        whole = sum(part.weight for part in self.parts)
        if whole != 100:
            yield fault(
                f"各部分的分值合计是 {decimal_text(Decimal(whole))}，应当是 100", "核对各部分的分值", at=("各部分",)
            )
        named = [label for part in self.parts for label in (part.level1 or (part.name,))]
        for label in dict.fromkeys(label for label in named if named.count(label) > 1):
            yield fault(f"“{label}”算在两个部分里", "每个一级指标只算在一个部分里", at=("各部分",))
        for label, limits in (
            ("等级", [one.lower for one in self.grades]),
            ("定性档次", [one.lower for one in self.bands]),
        ):
            if limits != sorted(set(limits), reverse=True):
                yield fault(f"{label}没有从高到低写", "下限大的写在前面，不要重复", at=(label,))
        exact = Decimal(1).scaleb(-self.decimals)
        for part in self.parts:
            if part.weight % exact:
                yield fault(
                    f"“{part.name}”的分值比得分的小数位多", "减少分值的小数位，或者加大 得分小数位", at=("各部分",)
                )

    @property
    def execution_weight(self) -> Decimal | None:
        """What the 执行率 is worth; None where the layout does not score it."""
        return next((part.weight for part in self.parts if part.is_execution), None)

    def part_of(self, level1: str) -> ScorePart | None:
        """The part that a 一级指标 shares; None where the layout has none for it."""
        sharing = [part for part in self.parts if not part.is_execution]
        named = (part for part in sharing if level1 in (part.level1 or (part.name,)))
        return next(named, None) or (sharing[0] if len(sharing) == 1 and not sharing[0].level1 else None)
