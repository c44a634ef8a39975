"""The tables worked by hand, as they stand in `tables/`: every scalar is the text that was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

TABLES = Path(__file__).parent / "tables"
UNSCORED = "未计"


@dataclass(frozen=True)
class WorkedRow:
    """One indicator, what it is worth, and what it is to get (None where it cannot be scored)."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: Decimal
    points: Decimal | None
    more: Mapping[str, Any]

    @property
    def told(self) -> set[str]:
        return set(self.more.get("提示", ()))


@dataclass(frozen=True)
class WorkedTable:
    """One 自评表: its head, its funds, its rows, and the sum."""

    name: str
    year: int
    shape: str
    rules: Mapping[str, Any]
    spread: bool
    funds: Mapping[str, Any]
    rows: tuple[WorkedRow, ...]
    total: Decimal
    grade: str | None


def read(path: Path) -> WorkedTable:
    said = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    rows = tuple(
        WorkedRow(*row[:5], Decimal(row[5]), None if row[6] == UNSCORED else Decimal(row[6]), (*row, {})[7])
        for row in said["指标"]
    )
    return WorkedTable(
        path.stem,
        int(said["年度"]),
        said["权重"],
        said.get("规则", {}),
        "分摊" in said,
        said["资金"],
        rows,
        Decimal(said["总分"]),
        None if said["等级"] == "无" else said["等级"],
    )


WORKED = tuple(read(path) for path in sorted(TABLES.glob("*.yaml")))
