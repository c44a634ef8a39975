"""The lists of words: how an entry is written, and that the list of confusions accuses nothing that is right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from perfgen.checks import Subject
from perfgen.checks.phrases import Phrase, phrase, slips
from perfgen.checks.words import shipped
from tests.checks.cases import CLEAN, loaded
from tests.conftest import ROOT

CONFUSIONS = tuple(map(phrase, shipped("confusions")))
SUBJECT = loaded().subject


def extended(*entries: str) -> Subject:
    return replace(SUBJECT, words={"confusions": entries})


def wrong(text: str, subject: Subject = SUBJECT) -> list[str]:
    return [slip.phrase.wrong for slip in slips(subject, "confusions", text)]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("甲乙 → 甲丙", Phrase("甲乙", "甲丙")),
        ("甲乙\t甲丙", Phrase("甲乙", "甲丙")),
        ("甲乙 -> 甲丙", Phrase("甲乙", "甲丙")),
        ("甲乙", Phrase("甲乙")),
        ("甲乙 → 甲丙　除：丁甲乙、甲乙戊", Phrase("甲乙", "甲丙", (), ("丁甲乙", "甲乙戊"))),
        ("甲乙 → 甲丙 只：甲乙…戊 除：丁甲乙", Phrase("甲乙", "甲丙", ("甲乙…戊",), ("丁甲乙",))),
    ],
)
def test_an_entry_is_one_line(entry: str, expected: Phrase) -> None:
    assert phrase(entry) == expected


def test_exceptions_hold_on_either_side_and_on_both() -> None:
    subject = extended("甲乙 → 甲丙　除：丁甲乙、甲乙戊、己甲乙庚")
    assert wrong("丁甲乙，甲乙戊，己甲乙庚", subject) == []
    assert wrong("甲乙，己甲乙，甲乙庚", subject) == ["甲乙"] * 3


def test_only_phrases_are_at_fault_and_a_gap_ends_with_its_clause() -> None:
    subject = extended("甲乙 → 甲丙　只：甲乙…戊")
    assert wrong("甲乙丁己戊", subject) == ["甲乙"]
    assert wrong("甲乙，戊。甲乙戊", subject) == []


def test_a_bureau_can_switch_an_entry_off() -> None:
    assert wrong("邀请劵商", extended("劵商　除：劵商")) == []


def test_there_are_enough_and_each_right_word_is_free_of_wrong_ones() -> None:
    assert len({one.wrong for one in CONFUSIONS}) >= 400
    assert [one.right for one in CONFUSIONS if one.right is None or wrong(one.right)] == []


@pytest.mark.parametrize("one", CONFUSIONS, ids=lambda one: one.wrong)
def test_every_confusion_is_found_and_spared_in_its_exceptions(one: Phrase) -> None:
    bad = [where.replace("…", "一些") for where in one.only] or [f"，{one.wrong}，"]
    for where in bad:
        assert one.wrong in wrong(where), where
    for where in one.never:
        assert one.wrong not in wrong(where), where


# The wrong words of the samples themselves: each is a defect of its text.
KNOWN = {
    "000": {"建全", "事物管理", "工作政策运行"},
    "001": {
        *("反应", "第发生", "工次", "一交", "宣传培训调研培训"),
        "促进预算绩效管理意识，促进",
    },
    "002": {"县位优势", "支现任务", "服务员全县"},
    "003": {"法制政府", "意见意见", "租金劳务派遣人员消费"},
    "004": {"劵商", "水电迅", "合力预留"},
}


@pytest.mark.parametrize("sample", sorted(KNOWN))
def test_samples_have_the_confusions_a_reader_found_and_no_others(sample: str) -> None:
    (file,) = (ROOT / "tests" / "samples").glob(f"{sample}_*.txt")
    assert set(wrong(file.read_text(encoding="utf-8"))) == KNOWN[sample]


RIGHT = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.zh-CN.md", CLEAN["hebei-2022"]]


@pytest.mark.parametrize("file", RIGHT, ids=lambda file: file.name)
def test_right_text_is_not_accused(file: Path) -> None:
    # Guides show a piece of sample 002 as it stands, mistake and all, and two lines of such a list.
    assert set(wrong(file.read_text(encoding="utf-8"))) <= {"服务员全县", "事物管理", "建全"}


@pytest.mark.parametrize(
    "text",
    [
        "提高县域产业的研究竞争力",
        "安抚贫困群众情绪，商铺导购员培训",
        "集采仿制药按时配送，矿冶安全生产检查",
        "新生事物所带来的变化，楼顶目前漏水",
        "干部份内工作落实到人，交通迅速恢复",
        "裁剪采购清单，消防汛期值守，湿法冶金废渣处置",
        "公开选拔款项管理人员，折旧和拆旧建新同步",
        "会议器材更新，典礼议程简化，字符和图片校对",
        "按置换债券额度安排，按抚养人数发放",
        "给付责任险保费，支付局长办公室租金",
    ],
)
def test_neighbours_that_together_look_like_a_confusion_are_right(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize("name", ["confusions", "placeholders", "results"])
def test_every_phrase_of_an_entry_has_its_wrong_word(name: str) -> None:
    kept = [
        entry
        for entry in shipped(name)
        for one in [phrase(entry)]
        if len(one.only + one.never) != entry.count("、") + entry.count("：")
    ]
    assert kept == []
