"""What scoring gives: the points, how they came about, and what is to be told of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from perfgen.scoring.rules import Band


class Matter(Enum):
    """What a remark is about, by the word it is known by."""

    UNFILLED = "未填"
    INCOMPARABLE = "不可比"
    DEVIATION = "偏差"
    RATE = "比例"
    ASSUMED = "推断"
    TYPED_OVER = "改分"
    REFUSED = "改分不采用"
    LOW_EXECUTION = "执行率"
    OVERSPENT = "超支"
    WEIGHT = "分值"


@dataclass(frozen=True, slots=True)
class ScoreRemark:
    """Something a reviewer, or the one who fills in the table, has to know: one Chinese sentence."""

    matter: Matter
    said: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One 得分: `points` of `weight` 分, None where it cannot be scored (which is no 0).

    `rate` is the share of 分值 earned, in %, to two decimals; of the 执行率 it is the 执行率 itself, which may be above 100.
    `how` is one Chinese line that leads from target and actual to the points. `met` tells whether the target was reached,
    where that can be told. `band` is the 定性 band chosen.
    """

    points: Decimal | None
    weight: Decimal | None
    how: str
    rate: Decimal | None = None
    remarks: tuple[ScoreRemark, ...] = ()
    met: bool | None = None
    band: Band | None = None

    def telling(self, matter: Matter, said: str) -> Scored:
        """The same, with one more remark."""
        return replace(self, remarks=(*self.remarks, ScoreRemark(matter, said)))

    def tells(self, matter: Matter) -> bool:
        """Whether a remark is about a matter."""
        return any(one.matter is matter for one in self.remarks)
