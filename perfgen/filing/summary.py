"""自评结果汇总表: what many 自评表 came to, a row for each project and for each department as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from pydantic import Field

from perfgen.filing.base import Model
from perfgen.filing.filing import Department, Document
from perfgen.filing.numbers import Amount, Score
from perfgen.filing.text import Code, Line, Text

AS_A_WHOLE = "部门整体"


class Summariser(Department):
    """Who sums up, such as a finance bureau: it may have no code of its own."""

    code: Code = Field("", alias="编码", description="汇总单位的编码；没有时不写", validate_default=False)
    name: Line = Field(alias="名称", description="汇总单位", examples=["滦南县财政局"])


class SummaryRow(Model):
    """What one 自评 came to. Amounts in the document's 金额单位, points in 分."""

    department: Line = Field(alias="部门名称", description="哪个部门的", examples=["滦南县民政局"])
    code: Code | None = Field(None, alias="部门编码", description="部门的编码")
    about: Literal["项目", "部门整体"] = Field(alias="类别", description="项目 或 部门整体")
    project: Line | None = Field(None, alias="项目名称", description="部门整体的不写")
    project_code: Code | None = Field(None, alias="项目编码", description="没有时不写")
    budget: Amount | None = Field(None, alias="全年预算数", description="调整以后的预算")
    spent: Amount | None = Field(None, alias="执行数", description="全年支出了多少")
    points: Score | None = Field(None, alias="得分", description="自评的总分；还算不出的不写")
    grade: Line | None = Field(None, alias="等级", description="如 优；还算不出的不写")
    problems: Text | None = Field(None, alias="存在问题", description="主要的问题")
    measures: Text | None = Field(None, alias="改进措施", description="打算怎样改进")


class ResultsSummary(Document):
    """The results of many 自评表 of a year."""

    department: Summariser = Field(alias="部门", description="汇总单位")
    rows: tuple[SummaryRow, ...] = Field((), alias="自评结果", description="一个项目、一个部门整体一行")

    def sums(self) -> tuple[Decimal, Decimal]:
        """预算 and 执行 of all projects together, in the document's 金额单位: of departments as a whole, they are in there."""
        projects = [row for row in self.rows if row.about != AS_A_WHOLE]
        return _sum(row.budget for row in projects), _sum(row.spent for row in projects)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
