"""执行情况 beside a filing: begun from it, filled in, held against it; the filing itself is never touched."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import perfgen as library
from perfgen import kinds
from perfgen.docx import dump
from perfgen.filing.results import Results, months_of
from perfgen.loading import load
from tests.conftest import OF_CENTRAL, OF_RESULTS, SMALL, Run

FILING = "滦南县民政局-2024.yaml"
JUDGED, WATCHED, WHOLE = OF_RESULTS
Perfgen = Callable[..., Run]


@pytest.fixture
def filing(desk: Path) -> Path:
    """The approved filing, in the folder one works in."""
    shutil.copy(OF_CENTRAL, desk / FILING)
    return desk / FILING


def changed(source: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """An example with pieces of its text changed, beside the filing."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    target = folder / source.name
    target.write_text(text, encoding="utf-8")
    return target


# --- begun from a filing


@pytest.mark.parametrize(
    ("said", "kind"),
    [("自评表", "项目支出绩效自评表"), ("监控表", "项目支出绩效运行监控表"), ("部门自评表", "部门整体支出绩效自评表")],
)
def test_all_but_what_happened_is_written(said: str, kind: str, filing: Path, perfgen: Perfgen) -> None:
    before = hashlib.sha256(filing.read_bytes()).hexdigest()
    ran = perfgen("new", "新.yaml", "--kind", said, "--from", filing)
    assert (ran.code, kind in ran.out) == (0, True), ran.err
    text = (filing.parent / "新.yaml").read_text(encoding="utf-8")
    blanks = text.count(": 【填写")
    assert f"要填写 {blanks} 处" in ran.out
    found = library.validate(Path("新.yaml"))
    assert [one.code for one in found] == ["MOD03"] * blanks, "nothing but blanks is wrong with it"
    assert hashlib.sha256(filing.read_bytes()).hexdigest() == before


def test_targets_goals_and_budgets_are_those_of_the_filing(filing: Path, perfgen: Perfgen) -> None:
    assert perfgen("new", "新.yaml", "--kind", "自评表", "--from", filing).code == 0
    text = (filing.parent / "新.yaml").read_text(encoding="utf-8")
    assert "{三级指标: 保障低保对象人数, 指标值: ≥7200人, 实际完成值: 【填写】}" in text
    assert "年度资金总额: {年初预算数: 486.50, 全年预算数: 486.50, 执行数: 【填写】}" in text
    assert "其他资金: {年初预算数: 80.00" in text
    assert "绩效文本: 滦南县民政局-2024.yaml" in text
    assert "- 规范审核确认程序，救助对象认定准确。" in text


def test_a_file_that_is_there_is_left_alone(filing: Path, perfgen: Perfgen) -> None:
    shutil.copy(JUDGED, "自评.yaml")
    ran = perfgen("new", "自评.yaml", "--kind", "自评表", "--from", filing)
    assert (ran.code, "OUT02" in ran.err) == (1, True)
    assert Path("自评.yaml").read_bytes() == JUDGED.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "申报表"], "可以是 项目支出绩效目标申报表、部门整体支出绩效目标申报表"),
        (["--kind", "天气"], "没有“天气”这种文件"),
        (["--kind", "自评表", "--year", "2025"], "年度照绩效文本"),
        (["--kind", "自评表", "--period", "6-9月"], "看不出“6-9月”是到几月"),
        (["--kind", "自评表", "--layout", "central-monitoring"], "印的是项目支出绩效运行监控表"),
        (["--kind", "绩效文本", "--period", "全年", "--year", "2025"], "--period 只在"),
        (["--kind", "绩效文本"], "缺少 --year"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments: list[str], words: str, filing: Path, perfgen: Perfgen) -> None:
    ran = perfgen("new", "新.yaml", "--from", filing, *arguments)
    assert (ran.code, Path("新.yaml").exists()) == (2, False)
    assert words in ran.err


def test_results_are_not_begun_from_results(filing: Path, perfgen: Perfgen) -> None:
    shutil.copy(JUDGED, "自评.yaml")
    ran = perfgen("new", "新.yaml", "--kind", "监控表", "--from", "自评.yaml")
    assert (ran.code, "要的是年初的绩效文本" in ran.err, filing.exists()) == (2, True, True)


def test_a_filing_without_overall_indicators_gets_rows_to_fill_in(desk: Path, perfgen: Perfgen) -> None:
    (desk / "小.yaml").write_text(SMALL, encoding="utf-8")
    ran = perfgen("new", "新.yaml", "--kind", "部门自评表", "--from", "小.yaml")
    assert "要核对 1 处" in ran.out, ran.err
    text = (desk / "新.yaml").read_text(encoding="utf-8")
    assert "# 请核对：绩效文本里没有部门整体的指标" in text
    assert {one.code for one in library.validate(desk / "新.yaml")} == {"MOD03"}


def test_a_new_one_without_a_filing_has_every_item(desk: Path, perfgen: Perfgen) -> None:
    ran = perfgen("new", "新.yaml", "--kind", "监控表", "--department", "某局", "--code", "318002", "--year", "2024")
    assert ran.code == 0, ran.err
    text = (desk / "新.yaml").read_text(encoding="utf-8")
    assert all(label in text for label in ("时间: 全年", "执行数: 【填写】", "完成可能性: 【填写】", "整改"))
    assert {one.code for one in library.validate(desk / "新.yaml")} == {"MOD03"}


@pytest.mark.parametrize("said", ["全年", "1-6月", "1—8月", "1月至9月", "1～10月"])
def test_a_period_begins_with_the_year(said: str) -> None:
    assert Results.model_fields["period"].alias == "时间"
    assert months_of(said) == {"全年": 12, "1-6月": 6, "1—8月": 8, "1月至9月": 9, "1～10月": 10}[said]


@pytest.mark.parametrize("said", ["6-9月", "上半年", "1-13月", "2024年", "=cmd|'/c calc'!A1"])
def test_another_period_is_told_at_its_place(said: str, filing: Path) -> None:
    file = changed(JUDGED, filing.parent, ("时间: 全年", f'时间: "{said}"'))
    (found,) = library.validate(file)
    assert (found.code, found.line, "是到几月" in found.message) == ("MOD03", 7, True)


def test_a_kind_is_meant_by_part_of_its_name() -> None:
    assert kinds.meant("自评表") == ("项目支出绩效自评表",)
    assert kinds.meant("部门自评") == ("部门整体支出绩效自评表",)
    assert kinds.meant("") == kinds.names()
    assert kinds.meant("表评自") == ()


# --- held against the filing


def told(file: Path, perfgen: Perfgen) -> list[tuple[int, str]]:
    """The lines and messages of what validate tells of it."""
    said = perfgen("validate", file).err
    return [
        (int(one[1]), one[2]) for one in re.finditer(r"^[^\n]*?:(\d+):\d+: 提醒 ACT0\d ([^\n]*)$", said, re.MULTILINE)
    ]


@pytest.mark.parametrize("example", [JUDGED, WATCHED, WHOLE], ids=lambda path: path.stem)
def test_what_agrees_is_not_told(example: Path, filing: Path, perfgen: Perfgen) -> None:
    assert told(changed(example, filing.parent), perfgen) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("三级指标: 保障特困人员人数", "三级指标: 保障城乡特困人员数", "这个指标在绩效文本里叫“保障特困人员人数”"),
        ("项目名称: 居家和社区养老服务站建设", "项目名称: 养老服务站建设", "在绩效文本里叫“居家和社区养老服务站建设”"),
        ("指标值: ≥98%", "指标值: ≥97%", "指标值是 ≥97%，绩效文本里是 ≥98%"),
        ("年初预算数: 486.50", "年初预算数: 500", "年初预算数是 500万元，绩效文本里的预算数是 486.5万元"),
        ("项目编码: 13022424P00312010001T", "项目编码: 13022424P00312010002R", "项目编码在绩效文本里是 13022424P00312010001T"),
        ("年度: 2024", "年度: 2023", "年度是 2023，绩效文本是 2024 年度的"),
        ('编码: "312001"', '编码: "312002"', "部门编码是 312002，绩效文本里是 312001"),
    ],
)  # fmt: skip
def test_what_is_apart_is_told_where_it_stands(old: str, new: str, words: str, filing: Path, perfgen: Perfgen) -> None:
    file = changed(JUDGED, filing.parent, (old, new))
    line = next(n for n, one in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if new in one)
    assert [(at, words in said) for at, said in told(file, perfgen)] == [(line, True)]


def test_check_tells_it_too(filing: Path, perfgen: Perfgen) -> None:
    file = changed(JUDGED, filing.parent, ("指标值: ≥98%", "指标值: ≥97%"))
    said = perfgen("check", file)
    assert "ACT01 “救助对象认定准确率”的指标值是 ≥97%" in said.out + said.err
    assert said.code == 0, "a reminder"


def test_missing_and_added_ones_are_told_with_the_nearest(filing: Path, perfgen: Perfgen) -> None:
    row = "          - {三级指标: 救助资金按月发放及时率, 指标值: 100%, 实际完成值: 100%}\n"
    file = changed(JUDGED, filing.parent, (row, "          - {三级指标: 资金发放差错, 指标值: 0次, 实际完成值: 0次}\n"))
    found = dict(told(file, perfgen))
    assert set(found.values()) == {
        "绩效文本里没有指标“资金发放差错”",
        "缺少绩效文本里的指标“救助资金按月发放及时率”（产出指标—时效指标，指标值 100%）",
    }
    head, _, second = JUDGED.read_text(encoding="utf-8").partition("  - 项目名称: 居家")
    (filing.parent / "少.yaml").write_text(head, encoding="utf-8")
    assert second
    assert [said for _, said in told(filing.parent / "少.yaml", perfgen)] == [
        "缺少绩效文本里的项目“居家和社区养老服务站建设”，预算数 486.5"
    ]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("../滦南县民政局-2024.yaml", "只能写本文件夹里的"),
        ("/etc/passwd", "只能写本文件夹里的"),
        ("C:/x.yaml", "只能写本文件夹里的"),
        ("*.yaml", "只能写本文件夹里的"),
        ("没有.yaml", "没有这个文件"),
        ("滦南县民政局-2024-自评.yaml", "不是年初的绩效文本"),
        ("坏.yaml", "还有错"),
        ("x" * 900 + ".yaml", "没有这个文件"),
    ],
)
def test_a_filing_that_cannot_be_had_is_told(named: str, words: str, filing: Path, perfgen: Perfgen) -> None:
    (filing.parent / "坏.yaml").write_text("版式: hebei-2022\n", encoding="utf-8")
    file = changed(JUDGED, filing.parent, ("绩效文本: 滦南县民政局-2024.yaml", f'绩效文本: "{named}"'))
    ((line, said),) = told(file, perfgen)
    assert (line, words in said) == (8, True), said


def test_a_link_out_of_the_folder_is_not_followed(filing: Path, tmp_path: Path, perfgen: Perfgen) -> None:
    secret = tmp_path / "别处.yaml"
    shutil.copy(filing, secret)
    filing.unlink()
    filing.symlink_to(secret)
    ((_, said),) = told(changed(JUDGED, filing.parent), perfgen)
    assert "在文件夹外面" in said


# --- what else there is in a folder


def test_results_beside_a_filing_change_nothing_of_its_standing(filing: Path, perfgen: Perfgen) -> None:
    alone = perfgen("status", filing.parent).out
    for example in (JUDGED, WATCHED, WHOLE):
        shutil.copy(example, filing.parent)
    assert perfgen("status", filing.parent).out == alone
    assert perfgen("check", filing.parent).code == 0


@pytest.mark.parametrize("example", [JUDGED, WATCHED, WHOLE], ids=lambda path: path.stem)
def test_the_examples_are_in_the_one_style(example: Path, perfgen: Perfgen) -> None:
    assert perfgen("fmt", "--check", example).code == 0


def test_projects_in_files_of_their_own(filing: Path, perfgen: Perfgen) -> None:
    head, _, projects = JUDGED.read_text(encoding="utf-8").partition("预算项目:\n")
    folder = filing.parent / "自评"
    (folder / "projects").mkdir(parents=True)
    (folder / "filing.yaml").write_text(f"{head}预算项目: [projects/*.yaml]\n", encoding="utf-8")
    for number, one in enumerate(projects.split("  - 项目名称")[1:]):
        text = "\n".join(line[4:] for line in f"    项目名称{one}".splitlines())
        (folder / "projects" / f"{number}.yaml").write_text(f"{text}\n", encoding="utf-8")
    assert perfgen("fmt", "--check", folder / "projects").code == 0
    assert perfgen("build", folder, "-o", "甲.docx").code == 0
    assert perfgen("build", JUDGED, "-o", "乙.docx").code == 0
    assert dump(Path("甲.docx")) == dump(Path("乙.docx"))


def test_they_are_begun_in_a_folder_of_files(filing: Path, perfgen: Perfgen) -> None:
    """One file a project: what they say together is what one file says, and the filing beside the folder is found."""
    assert perfgen("new", "一份.yaml", "--kind", "自评表", "--from", filing).code == 0
    ran = perfgen("new", "自评/", "--kind", "自评表", "--from", filing)
    assert (ran.code, "perfgen check 自评" in ran.out) == (0, True), ran.err
    files = sorted(Path("自评").rglob("*.yaml"))
    assert [file.name for file in files] == [
        "filing.yaml",
        "01-困难群众救助补助资金.yaml",
        "02-居家和社区养老服务站建设.yaml",
    ]
    assert perfgen("fmt", "--check", *files).code == 0
    for file in (Path("一份.yaml"), *files):
        file.write_text(filled_in(file.read_text(encoding="utf-8")), encoding="utf-8")
    one, many = (load(Path(path)).valid.filing for path in ("一份.yaml", "自评/filing.yaml"))
    assert one == many
    assert "ACT0" not in perfgen("check", "自评").out
    project = files[1]
    project.write_text(project.read_text(encoding="utf-8").replace("≥98%", "≥97%"), encoding="utf-8")
    assert "是 ≥97%，绩效文本里是 ≥98%" in perfgen("check", "自评").out
    again = perfgen("new", "自评", "--folder", "--kind", "自评表", "--from", filing)
    assert (again.code, "已经有这个文件" in again.err) == (1, True), "what is there is left alone"


def filled_in(text: str) -> str:
    return re.sub("执行数: 【填写】", "执行数: 1", text).replace("【填写】", "已完成")


def test_a_new_year_is_one_file(filing: Path, perfgen: Perfgen) -> None:
    ran = perfgen("new", "明年/", "--from", filing, "--year", "2025")
    assert (ran.code, "不能写成文件夹" in ran.err) == (2, True)
    assert not Path("明年").exists()


def test_results_in_a_folder_tell_the_new_year(filing: Path, perfgen: Perfgen) -> None:
    text = JUDGED.read_text(encoding="utf-8")
    Path("自评").mkdir()
    Path("自评/filing.yaml").write_text(text, encoding="utf-8")
    ran = perfgen("new", "2025.yaml", "--from", filing, "--year", "2025")
    assert "看了 1 份自评表：自评" in ran.out


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([JUDGED.name], "检查了 1 份项目支出绩效自评表，"),
        (
            [JUDGED.name, WHOLE.name, FILING],
            "检查了 1 份项目支出绩效自评表、1 份部门整体支出绩效自评表、1 份绩效文本，",
        ),
        ([FILING], "检查了 1 份绩效文本，"),
    ],
)
def test_check_says_what_it_checked(names: list[str], said: str, filing: Path, perfgen: Perfgen) -> None:
    for example in (JUDGED, WHOLE):
        shutil.copy(example, filing.parent)
    assert perfgen("check", *names).out.splitlines()[-1].startswith(said)
    page = perfgen("check", *names, "--format", "html").out
    assert said.removeprefix("检查了 ").removesuffix("，") in page


def test_what_cannot_be_read_is_called_what_it_would_be(filing: Path, perfgen: Perfgen) -> None:
    broken = filing.parent / "坏.yaml"
    broken.write_text(
        "版式: central-self-evaluation\n年度: 2024\n部门: {编码: 1, 名称: 甲}\n预算项目: [\n", encoding="utf-8"
    )
    assert "检查了 1 份项目支出绩效自评表，" in perfgen("check", broken).out
