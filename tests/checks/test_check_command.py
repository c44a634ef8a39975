"""`perfgen check` as a user runs it: what it shows, what keeps it quiet, how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.checking.run import reviewed
from perfgen.checks import RULES
from perfgen.checks.examples import cells
from tests.checks.cases import found, loaded
from tests.conftest import EXAMPLES, MODEL, ROOT, SMALL, Run, program

Perfgen = Callable[..., Run]
BROKEN = SMALL.replace("财政资金: 184.00", "财政资金: 100.00")
LINE = BROKEN.splitlines().index("    预算数: 184.00") + 1


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "接待.yaml"
    file.write_text(BROKEN, encoding="utf-8")
    return file


def test_a_finding_shows_its_line_a_caret_and_the_way_out(perfgen: Perfgen, broken: Path) -> None:
    ran = perfgen("check", str(broken), "--select", "NUM01")
    assert ran.code == 1
    assert ran.out == (
        f"{broken}（乐亭县机关事务中心 2022 年度）\n\n"
        "第1个项目“接待管理经费”：\n"
        f"{broken}:{LINE}:10: 错误 NUM01 “接待管理经费”预算数："
        "财政资金 100万元，其他资金没有写，按 0 算，合起来 100万元，不等于预算数 184万元\n"
        f"     {LINE} |     预算数: 184.00\n"
        "        |             ^\n"
        "  怎么改：核对三个数，让财政资金加其他资金等于预算数\n\n"
        "检查了 1 份绩效文本，共 1 处错误。\n"
    )


ROWS = """预算项目:
  - 绩效指标:
      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 发放人数, 绩效指标描述: 领取补助的人, 指标值: 95%, 指标值确定依据: 花名册}
      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 发放人数, 绩效指标描述: 领取补助的人, 指标值: 95%, 指标值确定依据: 花名册}
    绩效目标: [各学校XX班和XX班发放到位]
  - 绩效指标:
      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 发放人数, 绩效指标描述: 领取补助的人, 指标值: 95%, 指标值确定依据: 花名册}
"""


def test_messages_name_project_and_indicator_and_no_two_are_alike() -> None:
    one = loaded(ROWS)
    said = [found.diagnostic.message for found in reviewed(one, [RULES["IND02"], RULES["TXT01"], RULES["STR08"]]).found]
    assert len(set(said)) == len(said) == 7
    first = "“义务教育学校教室照明改造资金”产出指标/数量指标/发放人数"
    assert sum(message.startswith(f"{first}（第1行） 指标值：") for message in said) == 1
    assert sum(message.startswith(f"{first}（第2行） 指标值：") for message in said) == 1
    assert any(message.startswith("“乡村教师培训经费”产出指标/数量指标/发放人数 指标值：") for message in said)
    assert [message[-5:] for message in said if "XX" in message][1] == "（第2处）"


@pytest.mark.parametrize(
    ("code", "piece", "hint"),
    [
        ("IND12", cells("教室照度达标率", "96%"), "在数字前写上 ≥"),
        ("IND12", cells("设备故障率", "2%"), "在数字前写上 ≤"),
        ("IND15", cells("教室照度达标率", "≤100%"), "写成 100%"),
        ("IND15", cells("教室照度达标率", "≤95%"), "应当用 ≥"),
    ],
)
def test_a_hint_does_not_lead_to_the_next_finding(code: str, piece: str, hint: str) -> None:
    rows = f"预算项目:\n  - 绩效指标:\n      产出指标:\n        质量指标:\n          - {{{piece}}}\n"
    (one,) = found(code, rows)
    assert hint in one.finding.hint


def test_a_finding_in_an_included_file_stands_there(perfgen: Perfgen, tmp_path: Path) -> None:
    filing = tmp_path / "政府办"
    shutil.copytree(EXAMPLES / "乐亭县人民政府办公室-2022", filing)
    project = sorted((filing / "projects").iterdir())[2]
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("财政资金: 50.00", "财政资金: 49.00"), encoding="utf-8")
    line = text.splitlines().index("预算数: 50.00") + 1
    ran = perfgen("check", str(filing), "--select", "NUM01", "--format", "github")
    assert f"/{project.name},line={line},col=6,title=NUM01::" in ran.out


def test_a_word_file_is_imported_and_its_places_told_in_words(perfgen: Perfgen, tmp_path: Path, broken: Path) -> None:
    built = tmp_path / "接待.docx"
    assert perfgen("build", str(broken), "-o", str(built)).code == 0
    ran = perfgen("check", str(built), "--select", "NUM01")
    assert f"{built}: 第1个项目“接待管理经费” 预算数：错误 NUM01" in ran.out
    assert ran.code == 1


@pytest.mark.usefixtures("broken")
def test_what_cannot_be_read_fails_alone(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text("版式: hebei-2022\n年度: 二零二二\n", encoding="utf-8")
    ran = perfgen("check", str(tmp_path), "--select", "NUM01")
    assert "坏.yaml:2:5: 错误 MOD" in ran.out
    assert "接待.yaml:" in ran.out
    assert "检查了 2 份绩效文本" in ran.out
    assert ran.code == 1


@pytest.mark.usefixtures("broken")
def test_a_folder_holds_filings_and_other_things(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (tmp_path / "~$锁.docx").write_bytes(b"")
    shutil.copytree(EXAMPLES / "乐亭县人民政府办公室-2022", tmp_path / "下属" / "政府办")
    ran = perfgen("check", str(tmp_path), "--select", "NUM01")
    assert "检查了 2 份绩效文本，共 1 处错误；合格 1 份。" in ran.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--select", "NUM02"], 0),
        (["--select", "NUM", "--ignore", "NUM0"], 0),
        (["--select", "NUM", "--ignore", "NUM01"], 0),
        (["--select", "NUM01", "--ignore", "NUM"], 1),
        (["--select", "NUM01,PRJ"], 1),
    ],
)
def test_rules_are_chosen_by_code_and_prefix(perfgen: Perfgen, broken: Path, arguments: list[str], code: int) -> None:
    only = arguments if "--select" in arguments else ["--select", "NUM01,NUM02", *arguments]
    assert perfgen("check", str(broken), *only).code == code


def test_a_rule_there_is_not_is_a_wrong_call(perfgen: Perfgen, broken: Path) -> None:
    ran = perfgen("check", str(broken), "--select", "NUM99")
    assert ran.code == 2
    assert "没有“NUM99”这条规则" in ran.err


def test_statistics_count_by_rule(perfgen: Perfgen, broken: Path) -> None:
    ran = perfgen("check", str(broken), "--select", "NUM01", "--statistics")
    assert ran.out.startswith("     1  NUM01  错误  财政资金与其他资金之和不等于预算数\n")
    assert ran.code == 1


# --- quiet


@pytest.mark.parametrize(
    "text",
    [
        BROKEN.replace("预算数: 184.00", "预算数: 184.00  # perfgen: ignore[NUM01] 另有批复"),
        BROKEN.replace("预算数: 184.00", "预算数: 184.00  # perfgen：ignore【num01】全角也行"),
        BROKEN.replace("    预算数: 184.00", "    # perfgen:ignore[NUM]\n    # 批复见附件\n    预算数: 184.00"),
        BROKEN.replace("预算数: 184.00", "预算数: 184.00  # perfgen: ignore[PRJ02，NUM01]").replace("7B\n", "7C\n"),
    ],
)
def test_a_comment_keeps_its_line_quiet(perfgen: Perfgen, broken: Path, text: str) -> None:
    broken.write_text(text, encoding="utf-8")
    ran = perfgen("check", str(broken), "--select", "NUM01")
    assert "没有发现问题" in ran.out, ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# perfgen: ignore[NUM02]", "IGN01 这条忽略没有起作用：这里没有 NUM02"),
        ("# perfgen: ignore[ABC]", "IGN02 没有“ABC”这条规则"),
        ("# perfgen: ignore", "IGN02 这条注释没有写清要忽略哪条规则"),
        ("# perfgen: ignroe[NUM01]", "IGN02 这条注释没有写清要忽略哪条规则"),
    ],
)
def test_a_comment_without_effect_is_reported(perfgen: Perfgen, broken: Path, comment: str, said: str) -> None:
    broken.write_text(BROKEN.replace("预算数: 184.00", f"预算数: 184.00  {comment}"), encoding="utf-8")
    ran = perfgen("check", str(broken), "--select", "NUM01,NUM02")
    assert said in ran.out
    assert "错误 NUM01" in ran.out


def test_a_comment_for_a_rule_that_did_not_run_is_not_accused(perfgen: Perfgen, broken: Path) -> None:
    broken.write_text(BROKEN.replace("预算数: 184.00", "预算数: 184.00  # perfgen: ignore[NUM01]"), encoding="utf-8")
    assert "没有发现问题" in perfgen("check", str(broken), "--select", "NUM02").out


def test_a_baseline_shows_only_what_is_new(perfgen: Perfgen, broken: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "基线.json"
    assert perfgen("check", str(broken), "--select", "NUM", "--write-baseline", str(baseline)).code == 0
    ran = perfgen("check", str(broken), "--select", "NUM", "--baseline", str(baseline))
    assert (ran.code, "基线里已有的 1 处没有列出" in ran.out) == (0, True)
    # Lines above move it, and it is still known; a plan that falls is new.
    text = f"# 新的一行\n{BROKEN}".replace("6月底: 60%", "6月底: 10%")
    broken.write_text(text, encoding="utf-8")
    ran = perfgen("check", str(broken), "--select", "NUM01,NUM02", "--baseline", str(baseline))
    assert ran.code == 1
    assert "错误 NUM02" in ran.out
    assert "错误 NUM01" not in ran.out


def test_a_baseline_that_is_none_is_said_to_be(perfgen: Perfgen, broken: Path, tmp_path: Path) -> None:
    assert "没有这个基线文件" in perfgen("check", str(broken), "--baseline", str(tmp_path / "无.json")).err
    for text in ("", "[]", '{"version": 3}', '{"version": 2, "units": [1]}', '{"version": 2, "units": [{"code": 1}]}'):
        (tmp_path / "坏.json").write_text(text, encoding="utf-8")
        ran = perfgen("check", str(broken), "--baseline", str(tmp_path / "坏.json"))
        assert (ran.code, "这不是 perfgen 的基线文件" in ran.err) == (1, True)


# --- settings of a workspace


def test_a_workspace_sets_rules_and_severity(perfgen: Perfgen, broken: Path, tmp_path: Path) -> None:
    settings = tmp_path / "perfgen.toml"
    settings.write_text('[check]\nselect = ["NUM"]\nignore = ["NUM01"]\n', encoding="utf-8")
    assert "没有发现问题" in perfgen("check", str(broken)).out
    assert perfgen("check", str(broken), "--select", "NUM01").code == 1  # who asks for it by name gets it
    settings.write_text('[check]\nselect = ["NUM01"]\n', encoding="utf-8")
    assert perfgen("check", str(broken)).code == 1
    assert perfgen("check", str(broken), "--ignore", "NUM01").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('check = [["NUM"]]\n', "perfgen.toml:1:1: 错误 SET01 “check”不能这样写"),
        ('[[departments.each]]\ncode = "1"\n', "perfgen.toml:1:1: 错误 SET01 缺少“name”"),
        ('[check]\nselct = ["NUM"]\n', "perfgen.toml:2:1: 错误 SET01 没有“selct”这一项"),
        ("[check]\nselect = NUM\n", "perfgen.toml:2:10: 错误 SET01 TOML 写得不对"),
        ("[部门]\n", "名称是英文的，如 [departments]"),
        ('[check]\nfail_on = "info"\n', "perfgen.toml:2:1: 错误 SET01 “fail_on”不能这样写"),
        ('[check]\nignore = ["XYZ"]\n', "perfgen.toml: 错误 SET01 没有“XYZ”这条规则"),
        ('[check.words]\nconfusions = "无.txt"\n', "无.txt: 错误 SET02 词表读不出来：找不到"),
        ('[check.words]\nconfusion = "a.txt"\n', "perfgen.toml: 错误 SET01 没有“confusion”这个词表"),
    ],
)
def test_a_setting_that_is_wrong_is_placed(
    perfgen: Perfgen, broken: Path, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "perfgen.toml").write_text(text, encoding="utf-8")
    ran = perfgen("check", str(broken))
    assert said in ran.err
    assert ran.code == 1


def test_a_bureau_adds_words_of_its_own(perfgen: Perfgen, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "perfgen.toml").write_text(
        '[check]\nselect = ["TXT02"]\n[check.words]\nconfusions = "错别字.txt"\n', encoding="utf-8"
    )
    (tmp_path / "错别字.txt").write_text("# 本县的\n搞好接待 → 做好接待  # 口语\n", encoding="utf-8")
    ran = perfgen("check", str(broken), "--fix")
    assert "已改" in ran.err
    assert "- 做好接待服务\n" in broken.read_text(encoding="utf-8")


# --- formats


def test_json_says_everything(perfgen: Perfgen, broken: Path) -> None:
    data = json.loads(perfgen("check", str(broken), "--select", "NUM01", "--format", "json").out)
    (filing,) = data["filings"]
    (finding,) = filing["findings"]
    assert data["counts"] == {"错误": 1}
    assert (finding["code"], finding["line"], finding["column"], finding["quoted"]) == ("NUM01", LINE, 10, "184")
    assert finding["path"] == ["预算项目", 0, "预算数"]
    assert finding["group"] == "第1个项目“接待管理经费”"


def test_github_annotations_escape_what_would_end_them(perfgen: Perfgen, tmp_path: Path) -> None:
    file = tmp_path / "a,b%：c.yaml"
    file.write_text(BROKEN.replace("6月底: 60%", "6月底: 10%"), encoding="utf-8")
    line = perfgen("check", str(file), "--select", "NUM02", "--format", "github").out.splitlines()[0]
    assert line.startswith("::error file=")
    assert "a%2Cb%25：c.yaml,line=" in line
    assert "10%25 不能小于3月底的 30%25" in line


@pytest.mark.usefixtures("broken")
def test_sarif_is_valid_for_microsofts_validator(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text("版式: hebei-2022\n年度: 二零二二\n", encoding="utf-8")
    log = tmp_path / "结果.sarif"
    perfgen("check", str(tmp_path), "--format", "sarif", "-o", str(log))
    validator = ROOT / "tests/npm/node_modules/@microsoft/sarif-multitool/bin.js"
    findings = tmp_path / "validated.sarif"
    ran = subprocess.run(
        [program("node"), str(validator), "validate", str(log), "--output", str(findings), "--log", "ForceOverwrite"],
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    results = json.loads(findings.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    assert [one for one in results if one.get("level", "warning") == "error"] == []
    run = json.loads(log.read_text(encoding="utf-8"))["runs"][0]
    codes = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert codes == list(RULES)
    assert {one["ruleId"] for one in run["results"]} >= {"NUM01"}
    assert all(codes[one["ruleIndex"]] == one["ruleId"] for one in run["results"] if "ruleIndex" in one)


def test_html_is_one_page_that_stands_alone(perfgen: Perfgen, broken: Path, tmp_path: Path) -> None:
    name = "<script>alert(1)</script>&经费"
    broken.write_text(BROKEN.replace("接待管理经费", f'"{name}"'), encoding="utf-8")
    page = tmp_path / "结果.html"
    ran = perfgen("check", str(broken), "--select", "NUM01", "--format", "html", "-o", str(page))
    text = page.read_text(encoding="utf-8")
    assert ran.code == 1
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;经费" in text
    assert 'href="#f1g1r1"' in text
    assert f">{broken.name}:" not in text
    assert ">预算数</a>" in text
    assert "评审意见：其他" in text
    assert "年6月30日" not in text
    assert 'id="f1g1r1"' in text
    assert not any(word in text for word in ("src=", "http://", "https://", "@import", "url("))


def test_html_has_the_date_that_is_given_and_filters_without_a_script(
    perfgen: Perfgen, broken: Path, tmp_path: Path
) -> None:
    page = tmp_path / "结果.html"
    asked = ("check", str(broken), "--select", "NUM01,STR08", "--format", "html", "-o", str(page))
    assert perfgen(*asked, "--date", "2023-06-30").code == 1
    text = page.read_text(encoding="utf-8")
    assert '<p class="date">2023年6月30日</p>' in text
    assert 'type="radio" class="pick" name="rule" id="r-NUM01"' in text
    assert 'for="p-f1g1">第1个项目“接待管理经费”</label>' in text
    assert "#r-NUM01:checked ~ main" in text
    assert text.count('class="finding ') == 2
    assert perfgen(*asked, "--date", "2023-06-31").code == 2
    assert perfgen("check", str(broken), "--date", "2023-06-30").code == 2


@pytest.mark.usefixtures("broken")
def test_html_says_of_what_it_could_not_read_that_it_could_not(perfgen: Perfgen, tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text("版式: hebei-2022\n年度: 二零二二\n", encoding="utf-8")
    page = tmp_path / "结果.html"
    perfgen("check", str(tmp_path), "--select", "NUM01", "--format", "html", "-o", str(page))
    text = page.read_text(encoding="utf-8")
    assert "共 2 份绩效文本，1 处错误，1 份读不出，合格 0 份。" in text
    assert '<td class="error" colspan="3">读不出</td>' in text
    assert '<span class="error">读不出</span> MOD01' in text
    assert '<span class="error">错误</span> MOD' not in text


# --- rules


def test_a_rule_is_explained(perfgen: Perfgen) -> None:
    for ran in (perfgen("check", "--explain", "num01"), perfgen("rules", "NUM01")):
        assert ran.code == 0
        assert ran.out.startswith("NUM01  财政资金与其他资金之和不等于预算数（错误）\n")
        assert "要改的写法：" in ran.out


def test_rules_lists_every_rule(perfgen: Perfgen) -> None:
    listed = perfgen("rules").out
    assert all(f"  {code}  " in listed for code in RULES)


def test_the_rule_pages_are_fresh(perfgen: Perfgen, tmp_path: Path) -> None:
    assert perfgen("rules", "--docs", str(tmp_path / "rules")).code == 0
    made = {page.name: page.read_text(encoding="utf-8") for page in (tmp_path / "rules").iterdir()}
    kept = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "rules").iterdir()}
    assert kept == made, "make rules"


def test_the_model_filing_is_clean(perfgen: Perfgen) -> None:
    ran = perfgen("check", str(MODEL), "--fail-on", "warning")
    assert ran.code == 0, ran.out
