"""Rules for 自评表 and 运行监控表, wherever rules are shown; each kind of document by its own rules alone."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import perfgen as library
from perfgen import kinds
from perfgen.checks import RULES
from tests.conftest import OF_CENTRAL, OF_RESULTS, ROOT, Run

JUDGED, WATCHED, WHOLE = OF_RESULTS
Perfgen = Callable[..., Run]
CLAIM = ("建成居家和社区养老服务站11个，10个已经投入使用，1个正在验收。", "各项绩效目标均已完成。")
SUM = ("执行数: 470.00}", "执行数: 471.00}")


@pytest.fixture(autouse=True)
def beside_the_filing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder one works in, with the approved filing in it."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(OF_CENTRAL, tmp_path)


def changed(source: Path, name: str, *changes: tuple[str, str]) -> Path:
    """An example with pieces of its text changed, beside its filing."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def codes(ran: Run) -> set[str]:
    return set(re.findall(r"(?:EVA|MON|ACT)\d\d", ran.out + ran.err))


# --- where they are shown


def test_check_tells_what_is_wrong_and_how_to_mend_it(perfgen: Perfgen) -> None:
    ran = perfgen("check", changed(JUDGED, "自评.yaml", CLAIM, SUM))
    assert (ran.code, codes(ran)) == (1, {"EVA05", "EVA13"})
    assert (
        "“居家和社区养老服务站建设”项目资金 年度资金总额 执行数：当年财政拨款 396＋其他资金 74＝470，合计写的是 471，多 1万元"
        in ran.out
    )
    assert "核对每一行资金，让各行加起来等于合计" in ran.out


def test_validate_and_build_tell_what_reckoning_shows(perfgen: Perfgen) -> None:
    file = changed(JUDGED, "自评.yaml", CLAIM, SUM)
    ran = perfgen("validate", file, "--strict")
    assert (ran.code, codes(ran)) == (1, {"EVA05"})
    assert codes(perfgen("build", file, "-o", "自评.docx")) == {"EVA05"}
    assert Path("自评.docx").is_file()
    watched = changed(WATCHED, "监控.yaml", ("全年预计执行数: 470.00}", "全年预计执行数: 170.00}"))
    assert codes(perfgen("validate", watched)) == {"MON01", "MON04"}


def test_score_tells_what_its_lines_do_not(perfgen: Perfgen) -> None:
    file = changed(
        JUDGED,
        "自评.yaml",
        CLAIM,
        SUM,
        ("实际完成值: 98.6%", "实际完成值: 98.6%, 得分: 3"),
        ("实际完成值: 1452人", "实际完成值: 2000人"),
    )
    ran = perfgen("score", file)
    assert (ran.code, codes(ran)) == (1, {"EVA05", "EVA13"}), "得分 and 偏差 stand in their lines"
    assert "填报的得分是 3 分" in ran.out
    assert "超过 30%，要说明原因" in ran.out
    assert codes(perfgen("check", file)) == {"EVA03", "EVA05", "EVA11", "EVA13"}


def test_a_clean_one_is_scored_as_before(perfgen: Perfgen) -> None:
    shutil.copy(JUDGED, "自评.yaml")
    ran = perfgen("score", "自评.yaml")
    assert (ran.code, ran.err) == (0, "")


def test_score_tells_how_it_differs_from_its_filing(perfgen: Perfgen) -> None:
    file = changed(JUDGED, "自评.yaml", ("指标值: ≥98%", "指标值: ≥97%"))
    assert codes(perfgen("score", file)) == codes(perfgen("check", file)) == {"ACT01"}
    Path(OF_CENTRAL.name).unlink()
    ran = perfgen("score", file)
    assert (ran.code, codes(ran)) == (0, {"ACT02"})


def test_batch_makes_none_with_errors(perfgen: Perfgen) -> None:
    Path("部门").mkdir()
    changed(JUDGED, "部门/自评.yaml", SUM, ("绩效文本: 滦南县民政局-2024.yaml\n", ""))
    changed(WATCHED, "部门/监控.yaml", ("绩效文本: 滦南县民政局-2024.yaml\n", ""))
    ran = perfgen("batch", "部门", "-o", "成品", "--check", "-j", "1", "--no-page-numbers")
    assert (ran.code, "EVA05" in ran.out + ran.err) == (1, True)
    assert "共 1 份项目支出绩效运行监控表、1 份项目支出绩效自评表：已生成 1 份，失败 1 份。" in ran.out
    assert len(list(Path("成品").glob("*.docx"))) == 1


def test_the_library_gives_them_with_their_places() -> None:
    file = changed(WATCHED, "监控.yaml", ("实际完成值: 5个", "实际完成值: 已完成"))
    (one,) = library.check(file, select=["MON11"])
    assert (one.code, one.line, one.message.partition("：")[0]) == (
        "MON11",
        63,
        "“居家和社区养老服务站建设”产出指标/数量指标/建成养老服务站数量 实际完成值",
    )


@pytest.mark.parametrize("form", ["json", "sarif", "html", "github"])
def test_reports_show_them(form: str, perfgen: Perfgen) -> None:
    perfgen("check", changed(JUDGED, "自评.yaml", SUM), "--format", form, "-o", "结果")
    assert "EVA05" in Path("结果").read_text(encoding="utf-8")


def test_a_comment_and_a_baseline_keep_them_quiet(perfgen: Perfgen) -> None:
    file = changed(JUDGED, "自评.yaml", (CLAIM[0], f"{CLAIM[1]} # perfgen: ignore[EVA13] 市里这样要求"))
    assert codes(perfgen("check", file)) == set()
    file = changed(JUDGED, "自评.yaml", SUM)
    assert perfgen("check", file, "--write-baseline", "基线.json").code == 0
    assert "EVA05" in Path("基线.json").read_text(encoding="utf-8")
    assert codes(perfgen("check", file, "--baseline", "基线.json")) == set()


def test_what_is_not_filled_in_yet_keeps_the_rest_from_nothing(perfgen: Perfgen) -> None:
    file = changed(
        JUDGED,
        "自评.yaml",
        CLAIM,
        ("实际完成值: 7356人", "实际完成值: 【填写】"),
        ("执行数: 3180.50", "执行数: 【填写】"),
    )
    ran = perfgen("check", file)
    assert (ran.code, codes(ran)) == (1, {"EVA13"}), ran.out


def test_a_workbook_is_checked_as_well(perfgen: Perfgen) -> None:
    file = changed(
        JUDGED,
        "自评.yaml",
        SUM,
        ("执行数: 3180.50}", "执行数: 3180.50, 执行率: 97%}"),
        ("- 项目名称: 居家", "- 总分: 80.25\n    项目名称: 居家"),
    )
    assert codes(perfgen("check", file)) == {"EVA01", "EVA05", "EVA06"}
    ran = perfgen("export", file, "-o", "自评.xlsx")
    assert ran.code == 0, ran.err
    assert codes(perfgen("check", "自评.xlsx")) == {"EVA01", "EVA05", "EVA06"}


# --- each kind by its own


def test_nothing_of_them_is_said_of_a_filing() -> None:
    assert [
        one.code for one in library.check(OF_CENTRAL, select=["EVA", "MON"]) if one.code[:3] in ("EVA", "MON")
    ] == []


@pytest.mark.parametrize("name", kinds.names())
def test_a_kind_has_its_own_rules(name: str) -> None:
    families = {code[:3] for code in RULES if kinds.by_name(name).rules(code)}
    own = {
        "项目支出绩效自评表": {"EVA"},
        "部门整体支出绩效自评表": {"EVA"},
        "项目支出绩效运行监控表": {"MON"},
        "自评结果汇总表": set(),
    }
    assert families == own.get(name, {code[:3] for code in RULES} - {"EVA", "MON"})


@pytest.mark.parametrize("example", OF_RESULTS, ids=lambda path: path.stem)
def test_the_examples_are_without_errors_and_reminders(example: Path, perfgen: Perfgen) -> None:
    ran = perfgen("check", example, "--fail-on", "warning")
    assert (ran.code, codes(ran)) == (0, set())


def test_what_the_filing_shows_is_told_once(perfgen: Perfgen) -> None:
    ran = perfgen(
        "check",
        changed(
            JUDGED,
            "自评.yaml",
            ("指标值: ≥12个", "指标值: ≥11个"),
            ("            原因说明: 1个站点选址变更，开工推迟\n", ""),
        ),
    )
    assert codes(ran) == {"ACT01"}
    assert (ran.out + ran.err).count("ACT01 ") == 1


# --- a layout's own measures


def layout(name: str, *changes: tuple[str, str]) -> Path:
    """A shipped layout in a folder of its own, with pieces of its layout.yaml changed."""
    folder = Path("版式")
    shutil.copytree(ROOT / "templates" / "central" / name, folder)
    file = folder / "layout.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("偏差上限: 30%", "偏差上限: 2%", {"EVA11"}),
        ("执行率下限: 90%", "执行率下限: 99%", {"EVA08"}),
        ("得分高出执行率: 30%", "得分高出执行率: 2%", {"EVA14"}),
        ("超额倍数: 2 ", "超额倍数: 1.2 ", {"EVA12"}),
        ("超额倍数: 2 ", "不适用: [EVA11]\n  超额倍数: 2 ", set()),
    ],
)
def test_its_limits_are_the_layouts(old: str, new: str, wanted: set[str], perfgen: Perfgen) -> None:
    shutil.copy(JUDGED, "自评.yaml")
    assert codes(perfgen("check", "自评.yaml", "--layout", layout("self-evaluation", (old, new)))) == wanted


def test_its_lights_are_the_layouts(perfgen: Perfgen) -> None:
    file = changed(
        WATCHED,
        "监控.yaml",
        ("是否整改: 是", "是否整改: 否"),
        (", 整改要求: 9月底前全部开工，11月底前完工, 整改结果: 变更站点已于9月15日开工", ""),
    )
    assert "黄灯：执行率 43.17%，1-8月该有 66.67%" in perfgen("check", file).out
    lights = (("红灯: 60%", "红灯: 65%"), ("黄灯: 80%", "黄灯: 90%"))
    assert "红灯：执行率 43.17%" in perfgen("check", file, "--layout", layout("monitoring", *lights)).out


def test_lights_the_wrong_way_round_are_told(perfgen: Perfgen) -> None:
    shutil.copy(WATCHED, "监控.yaml")
    ran = perfgen("check", "监控.yaml", "--layout", layout("monitoring", ("红灯: 60%", "红灯: 85%")))
    assert (ran.code, "红灯的界线比黄灯高" in ran.out + ran.err) == (1, True)


@pytest.mark.parametrize("rate", ["1001%", "=1+1", "很高", "-5%", "0.97", "9" * 400])
def test_a_rate_that_is_none_is_told_at_its_place(rate: str) -> None:
    file = changed(JUDGED, "自评.yaml", ("执行数: 470.00}", f'执行数: 470.00, 执行率: "{rate}"}}'))
    (one,) = library.validate(file)
    assert (one.code, one.line) == ("MOD03", 41)


def test_long_texts_and_many_rows_take_no_longer_than_they_are() -> None:
    row = "          - {三级指标: 救助对象认定准确率%d, 指标值: ≥98%%, 实际完成值: 97%%}\n"
    text = "各项绩效指标任务目标全部已经完成率执行率自评得分" * 400
    head = JUDGED.read_text(encoding="utf-8").replace(CLAIM[0], text)
    line = "          - {三级指标: 救助对象认定准确率, 指标值: ≥98%, 实际完成值: 98.6%}\n"
    Path("大.yaml").write_text(head.replace(line, "".join(row % number for number in range(400))), encoding="utf-8")
    begun = time.perf_counter()
    assert any(one.code == "EVA11" for one in library.check(Path("大.yaml")))
    assert time.perf_counter() - begun < 10
