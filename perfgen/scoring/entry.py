"""One row as the ways of scoring it are handed it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from perfgen.filing.numbers import decimal_text
from perfgen.filing.text import shortened
from perfgen.scoring.exact import earned
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Matter, Scored


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """What stands in a row: 指标值 and 实际完成值 as written, the latter also `cleaned`; 分值; what was chosen beside them."""

    target: str
    actual: str
    cleaned: str
    weight: Decimal
    rules: ScoreRules
    rate: Decimal | None = None
    year: int | None = None

    @property
    def aim(self) -> str:
        """The target for the eye."""
        return _shown(self.target)

    @property
    def done(self) -> str:
        """The actual for the eye."""
        return _shown(self.actual)

    def incomparable(self, why: str) -> Scored:
        """No points, because the actual cannot be held against the target."""
        scored = Scored(None, self.weight, f"目标 {self.aim}，实际 {self.done}：比不了，不计分")
        return scored.telling(Matter.INCOMPARABLE, why)

    def full(self, because: str) -> Scored:
        """All of 分值."""
        points = earned(Fraction(1), self.weight, self.rules.decimals)
        return Scored(points, self.weight, f"{because}，得满分 {decimal_text(points)} 分", Decimal(100), met=True)

    def nothing(self, because: str) -> Scored:
        """None of 分值."""
        points = earned(Fraction(0), self.weight, self.rules.decimals)
        return Scored(points, self.weight, f"{because}，得 0 分", Decimal(0), met=False)


def _shown(text: str) -> str:
    return shortened(" ".join(text.split()))
