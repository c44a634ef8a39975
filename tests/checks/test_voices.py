"""XRF08: what one voice of a project says otherwise than the others, and what stands beside it and is right."""

from __future__ import annotations

import pytest

from tests.checks.cases import quoted

FILING = """\
部门整体绩效目标:
  总体绩效目标: 保障教学。
  分项绩效目标: |
    （一）教室照明改造资金，预算资金120万元
    绩效目标：{passage}
预算项目:
  - 项目名称: 教室照明改造资金
    资金用途: {purpose}
    绩效目标: ['{goal}']
    绩效指标:
      产出指标:
        数量指标:
          - {{三级指标: 监督抽查批次, 指标值: ≥180批次}}
          - {{三级指标: 归档页数, 指标值: ≥60万页}}
        时效指标:
          - {{三级指标: 抽查结果公布时间, 指标值: 11月底前}}
          - {{三级指标: 顾问到校服务频次, 指标值: ≥1次/月}}
          - {{三级指标: 补贴发放时间, 指标值: 季度末月20日前}}
        成本指标:
          - {{三级指标: 每批次抽查费用, 指标值: ≤3000元}}
"""


def filing(passage: str = "保障教学。", purpose: str = "用于教学。", goal: str = "保障教学。") -> str:
    return FILING.format(passage=passage, purpose=purpose, goal=goal)


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (filing("抽查180批次。", "抽查灯具等180批次。", "抽查灯具150批次。"), "150批次"),
        (filing("抽查150批次。", "抽查灯具等180批次。", "抽查灯具180批次。"), "150批次"),
        (filing("对档案扫描、归档，全年完成50万页。", "归档60万页。", "归档60万页。"), "50万页"),
        (filing("抽查结果11月底前公布。", goal="8月底前公布抽查结果，对不合格的全部处理。"), "8月底前"),
        (filing("顾问每月到校服务1次。", goal="签约顾问，每月到校服务2次。"), "每月到校服务2次"),
        (filing("补贴每季度末月20日前发放。", goal="对调解员发放补贴，每季度末月28日前发放。"), "季度末月28日前"),
        (filing("抽查180批次。", "抽查180批次，每批次3万元。", "每批次抽查3万元。"), "≤3000元"),
    ],
)
def test_the_odd_one_is_told(piece: str, words: str) -> None:
    assert quoted("XRF08", piece) == [words]


@pytest.mark.parametrize(
    "piece",
    [
        filing("抽查180批次。", "抽查180批次。", "抽查灯具120批次、线路60批次。"),
        filing("抽查180批次。", "抽查180批次。", "上年抽查灯具150批次。"),
        filing("抽查180批次。", "抽查180批次。", "培训教师150批次。"),
        filing("抽查180批次。", goal="抽查180批次，其中首批抽查90批次。"),
        filing("抽查150批次。", "抽查150批次。", "抽查150批次。"),
        filing("抽查结果11月底前公布。", goal="抽查结果11月30日前公布。"),
        filing("6月底前完成采购，抽查结果11月底前公布。", goal="11月底前公布抽查结果。"),
        filing("顾问每周到校服务1次。", goal="签约顾问，每周到校服务1次。"),
        filing("全校24小时值守。", goal="值守12小时。"),
        filing("每批次抽查3000元。", "抽查180批次，每批次0.3万元。"),
    ],
)
def test_what_goes_together_is_not_told(piece: str) -> None:
    assert quoted("XRF08", piece) == []
