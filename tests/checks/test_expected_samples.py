"""The reader's tables hold together: they parse, quote what stands in the text, and count what RULES.md counts."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.checks.expected_samples import SAMPLES, parse, position

TEXTS = Path(__file__).parents[1] / "samples"
INFORMATION = {"NUM04", "IND03", "IND06", "IND09", "IND12", "IND13", "IND18"}
COUNTED = {"IND01": 5, "IND02": 18, "IND04": 30, "IND07": 23, "IND08": 9, "NUM03": 6, "NUM06": 7, "STR02": 3}
COUNTED |= {"STR05": 5, "STR10": 3, "TXT01": 6, "TXT03": 5}


def sample_text(number: str) -> str:
    (path,) = TEXTS.glob(f"{number}_*.txt")
    return re.sub(r"\s", "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", SAMPLES)
def test_what_the_reader_quotes_stands_in_the_text(number):
    text = sample_text(number)
    rows = [(row.code, re.sub(r"\s|…$", "", row.quoted)) for row in parse(SAMPLES[number])]
    missing_heads = [(code, words) for code, words in rows if code == "STR01"]
    assert [(code, words) for code, words in rows if words not in text] == missing_heads


@pytest.mark.parametrize("number", SAMPLES)
def test_the_reader_lists_no_information(number):
    assert {row.code for row in parse(SAMPLES[number])} & INFORMATION == set()


def test_the_reader_counts_what_the_catalogue_counts():
    found = Counter(row.code for table in SAMPLES.values() for row in parse(table))
    assert {code: found[code] for code in COUNTED} == COUNTED


def test_rows_stand_in_the_order_of_the_document():
    places = ["文档", "分项绩效目标", "职责 7.1 绩效目标", "职责 7.1.3 绩效指标", "整体 8 三级指标", "整体 8 指标值"]
    places += ["1", "1 资金用途", "1 绩效目标 1", "1.2 指标值", "1.10 指标值", "2 项目名称"]
    assert sorted(set(places), key=position) == places


@pytest.mark.parametrize("line", ["IND02 | 1.2 指标值", "IND2 | 1.2 指标值 | 100%", "IND02 | 第二行 | 100%"])
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(ValueError):  # noqa: PT011 (the message is the line or place itself)
        parse(line)
