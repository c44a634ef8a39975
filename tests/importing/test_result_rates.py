"""完成率 of an indicator, held against what was wanted and reached, whatever units the two are in."""

from __future__ import annotations

from perfgen.importing.result_rates import rate_that_follows

CASES = [
    ("≥12个", "11个", "91.67%", ""),
    ("≥1.2万人次", "11000人次", "91.67%", ""),
    ("≥1.2万人次", "11000人次", "90%", "91.67%"),
    ("≥2亩", "1300平方米", "97.5%", ""),
    ("≥1小时", "50分钟", "83%", ""),
    ("≥0.5%", "3‰", "60%", ""),
    ("≤480万元", "4700000元", "100%", ""),
    ("=100%", "0.95", "95", ""),
    ("12", "11个", "91.7%", ""),
    ("≥12公里", "11人", "9%", None),
    ("≥3万", "28000", "93.33%", None),
    ("≥12个", "已完成", "100%", None),
]


def test_it_follows_across_units() -> None:
    assert [(*case[:3], rate_that_follows(*case[:3])) for case in CASES] == CASES
