"""Rules stand alone: each finds by itself, and where one says more than another on one place, only it is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from perfgen.checking import load
from perfgen.checks import RULES, Finding, Reach, Rule, Subject, run, run_together
from perfgen.checks.supersede import circle, standing
from perfgen.kinds.kind import rules_of_filings
from tests.checks.all_defects import DEFECTS
from tests.checks.cases import found, loaded, written
from tests.checks.clean import cleans, subject_of
from tests.checks.mutations import made
from tests.conftest import ALL_FILINGS, ROOT, SMALL, Run
from tests.examples import some, some_of

Perfgen = Callable[..., Run]
FOLDER = ROOT / "perfgen" / "checks" / "rules"


# --- the table


def test_what_a_rule_supersedes_is_another_rule() -> None:
    for code, rule in RULES.items():
        assert set(rule.supersedes) <= set(RULES) - {code}


def test_no_rules_supersede_each_other_in_a_circle() -> None:
    assert circle((code, rule.supersedes) for code, rule in RULES.items()) == []


def test_a_circle_is_seen() -> None:
    assert circle({"A": ("B", "C"), "B": ("D",), "C": ("D",), "D": ()}.items()) == []
    assert circle({"A": ("B",), "B": ("C",), "C": ("B",)}.items()) == ["B", "C"]
    assert circle({"A": ("A",)}.items()) == ["A"]


def test_a_rule_is_found_from_its_code() -> None:
    files = {path.stem: path.parent.name for path in FOLDER.glob("*/*.py") if path.stem != "__init__"}
    assert files == {code.lower(): code[:3].lower() for code in RULES}
    assert all(rule.code == code for code, rule in RULES.items())


@pytest.mark.parametrize("code", RULES)
def test_a_rule_knows_of_others_only_whom_it_supersedes(code: str) -> None:
    source = (FOLDER / code[:3].lower() / f"{code.lower()}.py").read_text(encoding="utf-8")
    assert set(re.findall(r"\b(?:STR|NUM|IND|TXT|XRF|PRJ|WSP|EVA|MON)\d\d\b", source)) == {
        code,
        *RULES[code].supersedes,
    }
    assert "perfgen.checks.rules" not in source
    assert not re.search(r"checks\.(?:registry|engine|installed|supersede)\b", source)


# --- one place


STRONG, WEAK, WEAKEST = (RULES["IND10"]._replace(code=code, supersedes=()) for code in ("AAA01", "AAA02", "AAA03"))
VALUE = ("预算项目", 0, "绩效指标", 3, "指标值")


def left(*said: tuple[Rule, Finding]) -> list[str]:
    return [rule.code for rule, _ in standing(said)]


def finding(path: tuple[str | int, ...], quoted: str = "", at: int | None = None, place: str = "") -> Finding:
    return Finding(path, "有问题", quoted=quoted, at=at, place=place)


@pytest.mark.parametrize(
    ("strong", "weak", "same"),
    [
        (finding(VALUE), finding(VALUE), True),
        (finding(VALUE, "三二一", 0), finding(VALUE, "一零", 2), True),
        (finding(VALUE, "三二一", 0), finding(VALUE, "零", 3), False),
        (finding(VALUE, "三二一", 0), finding(VALUE), True),
        (finding((*VALUE, "值"), "3", 0), finding(VALUE), True),
        (finding((*VALUE, "值"), "3", 0), finding((*VALUE, "单位"), "个", 0), True),
        (finding(VALUE), finding((*VALUE[:-1], "三级指标")), False),
        (finding(VALUE), finding(("预算项目", 0, "绩效指标", 4, "指标值")), False),
        (finding((), place="目录 第2行"), finding((), place="目录 第2行"), True),
        (finding((), place="目录 第2行"), finding((), place="目录 第3行"), False),
        (finding(()), finding(VALUE), False),
    ],
)
def test_one_value_is_one_place(strong: Finding, weak: Finding, *, same: bool) -> None:
    rule = STRONG._replace(supersedes=("AAA02",))
    for said in (((rule, strong), (WEAK, weak)), ((WEAK, weak), (rule, strong))):
        assert ("AAA02" not in left(*said)) == same


@pytest.mark.parametrize(
    ("strong", "weak", "same"),
    [
        (finding((*VALUE[:-1], "三级指标"), "及时", 2), finding(VALUE, "提高", 0), True),
        (finding(VALUE), finding(("预算项目", 0, "绩效指标", 4, "指标值")), False),
        (finding(("预算项目", 0, "项目编码")), finding(("预算项目", 0, "项目名称")), True),
        (finding(("预算项目", 0, "项目编码")), finding(VALUE), False),
        (finding(("部门", "编码")), finding(("部门", "名称")), False),
    ],
)
def test_a_rule_may_reach_as_far_as_the_row(strong: Finding, weak: Finding, *, same: bool) -> None:
    rule = STRONG._replace(supersedes=("AAA02",), reach=Reach.ITEM)
    assert ("AAA02" not in left((rule, strong), (WEAK, weak))) == same


def test_a_finding_that_is_superseded_supersedes_in_turn() -> None:
    strong, weak = STRONG._replace(supersedes=("AAA02",)), WEAK._replace(supersedes=("AAA03",))
    one = finding(VALUE)
    assert left((WEAKEST, one), (strong, one), (weak, one)) == ["AAA01"]
    assert left((WEAKEST, one), (strong, one)) == ["AAA03", "AAA01"]  # only what a rule names
    assert left((WEAKEST, one), (weak, one)) == ["AAA02"]


def test_a_finding_may_supersede_less_than_its_rule() -> None:
    strong = STRONG._replace(supersedes=("AAA02", "AAA03"))
    one = finding(VALUE)
    assert left((strong, one._replace(supersedes=("AAA03",))), (WEAK, one), (WEAKEST, one)) == ["AAA01", "AAA02"]
    assert left((strong, one._replace(supersedes=())), (WEAK, one)) == ["AAA01", "AAA02"]


# --- alone and together


@cache
def subjects() -> dict[str, Subject]:
    """The filings there are, what breaks each rule by its own example, and some of the broken filings."""
    named = {path.name: load(path).subject for path in ALL_FILINGS}
    named |= {
        f"{code} example": loaded(one.example.bad).subject
        for code, one in some_of([*RULES.items()])
        if one.example.bad and rules_of_filings(code)
    }
    for defect in some_of(DEFECTS):
        for clean in cleans():
            for mutant in [*made(defect, clean)][:1]:
                label = f"{defect.rule} {clean.layout} {mutant.what}"
                named[label] = subject_of(clean, mutant.data, mutant.outline)
    return named


def _alone(subject: Subject) -> Iterator[tuple[Rule, list[tuple[Rule, Finding]]]]:
    yield from ((rule, run(subject, [rule])) for rule in RULES.values())


def test_all_rules_together_find_what_each_finds_alone_but_for_what_is_superseded() -> None:
    superseded = 0
    for name, subject in subjects().items():
        together = run(subject, RULES.values())
        alone = []
        for rule, its in _alone(subject):
            assert {str(one) for one in its} >= {str(one) for one in together if one[0] is rule}, (name, rule.code)
            alone += its
        assert together == standing(alone), name
        superseded += len(alone) - len(together)
    assert superseded > some(100)


def test_together_filings_find_what_each_rule_finds_alone_but_for_what_is_superseded() -> None:
    one = cleans()[0]
    for defect in DEFECTS:
        for mutant in [*made(defect, one)][:2] if defect.rule.startswith(("WSP", "PRJ")) else []:
            filings = [*mutant.others, subject_of(one, mutant.data, mutant.outline)]
            together = run_together(filings, RULES.values())
            alone: list[list[tuple[Rule, Finding]]] = [[] for _ in filings]
            for rule in RULES.values():
                for number, its in enumerate(run_together(filings, [rule])):
                    alone[number] += its
            assert list(map(standing, alone)) == [standing(its) for its in together] == together


# --- the rules that know a place better than others


def target(name: str, value: str, level2: str = "社会效益指标", level1: str = "效益指标") -> str:
    row = f"{{三级指标: {name}, 指标值: {value}, 指标值确定依据: 工作计划}}"
    return f"预算项目:\n  - 绩效指标:\n      {level1}:\n        {level2}:\n          - {row}\n"


COPIED = target("设备完好率有所提高", "设备完好率有所提高", "质量指标", "产出指标")
TWICE = target("水质达标率", "{符号: 文字描述, 值: 95, 单位: 有所提高}", "质量指标", "产出指标")


def codes(piece: str, *only: str) -> list[str]:
    said = run(loaded(piece).subject, [RULES[code] for code in only])
    return [rule.code for rule, finding in said if finding.path[2:4] == ("绩效指标", 0)]


WORDS = ("IND05", "IND07", "IND10", "IND11")


def test_of_a_target_in_words_the_most_telling_rule_that_runs_speaks() -> None:
    vague_ratio = target("水质达标率", "有所提高", "质量指标", "产出指标")
    assert codes(COPIED, *WORDS) == ["IND07"]
    assert codes(COPIED, "IND10", "IND11") == ["IND10"]
    assert codes(COPIED, "IND11") == ["IND11"]
    assert codes(vague_ratio, *WORDS) == ["IND05"]
    assert codes(vague_ratio, "IND10", "IND11") == ["IND10"]
    assert codes(vague_ratio, "IND11") == ["IND11"]


def test_a_target_of_two_values_promises_nothing_and_may_be_vague_besides() -> None:
    assert codes(TWICE, "IND05") == ["IND05"]
    assert codes(TWICE, "IND05", "IND14") == ["IND14"]
    assert codes(TWICE, *WORDS, "IND14") == ["IND10", "IND14"]


def test_a_sentence_for_a_unit_that_is_the_name_is_copied() -> None:
    piece = target("1套设备按时采购并安装到位", "1套设备按时采购并安装到位", "数量指标", "产出指标")
    assert codes(piece, "IND14") == ["IND14"]
    assert codes(piece, "IND07", "IND14") == ["IND07"]


def test_what_is_no_cost_needs_no_amount() -> None:
    piece = target("维护及时性", "及时", "成本指标", "产出指标")
    assert codes(piece, "NUM06") == ["NUM06"]
    assert codes(piece, "NUM06", "IND17") == ["IND17"]


def test_marks_for_a_value_are_a_placeholder_or_marks() -> None:
    piece = target("受益群众", "'***'")
    assert codes(piece, "TXT07") == ["TXT07"]
    assert codes(piece, "TXT01", "TXT07") == ["TXT01"]
    assert codes(target("'***'", "5场"), "TXT01", "TXT07") == ["TXT01"]
    blank = target("受益群众", "'XX '")
    assert codes(blank, "TXT01", "TXT07") == ["TXT01", "TXT07"]


RIGHT = "预算项目:\n  - {项目编码: 13022523P004T4010007U}\n"
"""All codes of one division: that of the department's place."""


def moved() -> str:
    """A piece of a filing with all codes of another division."""
    codes = [one.project.code for one in loaded(RIGHT).subject.projects]
    return "预算项目:\n" + "".join(f"  - {{项目编码: {_moved(code)}}}\n" for code in codes)


def test_a_division_the_table_knows_is_told_once() -> None:
    both = [loaded(RIGHT).subject, loaded(moved()).subject]
    assert [rule.code for rule, _ in run_together(both, [RULES["WSP04"]])[1]] == ["WSP04"]
    told = run_together(both, [RULES["WSP04"], RULES["PRJ03"]])[1]
    assert {rule.code for rule, _ in told} == {"PRJ03"}


def _moved(code: str) -> str:
    from perfgen.checks.codes import check_character

    return (moved := f"130229{code[6:20]}") + check_character(moved)


# --- as a clerk sees it


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder of two departments of one county, of which one has codes of another."""
    for name, piece in (("甲", RIGHT), ("乙", moved())):
        (tmp_path / f"{name}.yaml").write_text(written(piece), encoding="utf-8")
    return tmp_path


def test_what_filings_say_of_each_other_is_superseded_too(perfgen: Perfgen, county: Path) -> None:
    assert "WSP04" in perfgen("check", county, "--select", "WSP04").out
    ran = perfgen("check", county, "--select", "WSP04,PRJ03")
    assert "PRJ03" in ran.out
    assert "WSP04" not in ran.out


def test_beside_a_rule_that_fails_the_others_find_and_supersede_as_ever(
    perfgen: Perfgen, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Sequence[Subject]) -> Iterator[tuple[int, Finding]]:
        raise ZeroDivisionError

    monkeypatch.setattr("perfgen.checks.rules.wsp.wsp03.RULE", RULES["WSP03"]._replace(across=failing))
    ran = perfgen("check", county, "--select", "WSP03,WSP04,PRJ03")
    assert ran.code == 3
    assert ran.out.count("错误 BUG01") == 1
    assert "PRJ03" in ran.out
    assert "WSP04" not in ran.out


@pytest.fixture
def copied(filing: Path) -> Path:
    text = SMALL.replace("指标值: ≥95%}", "指标值: 接待对象满意度有所提高}").replace(
        "三级指标: 接待对象满意度,", "三级指标: 接待对象满意度有所提高,"
    )
    filing.write_text(text, encoding="utf-8")
    return filing


def shown(ran: Run) -> list[str]:
    return re.findall(r" (IND\d\d) ", ran.out)


def test_who_does_not_want_a_rule_gets_the_next(perfgen: Perfgen, copied: Path) -> None:
    words = "IND05,IND07,IND10"
    assert shown(perfgen("check", copied, "--select", words)) == ["IND07"]
    assert shown(perfgen("check", copied, "--select", words, "--ignore", "IND07")) == ["IND10"]
    assert shown(perfgen("check", copied, "--select", "IND10")) == ["IND10"]


def test_a_place_somebody_looked_at_stays_quiet(perfgen: Perfgen, copied: Path) -> None:
    """Who writes that a value may stay does not want to hear the next thing about it."""
    text = copied.read_text(encoding="utf-8")
    copied.write_text(
        text.replace("满意度有所提高}", "满意度有所提高}  # perfgen: ignore[IND07] 上级定的"), encoding="utf-8"
    )
    ran = perfgen("check", copied, "--select", "IND05,IND07,IND10,IND11")
    assert "没有发现问题" in ran.out


def test_a_baseline_keeps_the_place_quiet_too(perfgen: Perfgen, copied: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "基线.json"
    perfgen("check", copied, "--select", "IND05,IND07,IND10", "--write-baseline", baseline)
    assert shown(perfgen("check", copied, "--select", "IND05,IND07,IND10", "--baseline", baseline)) == []


def test_a_rule_says_what_it_supersedes(perfgen: Perfgen) -> None:
    assert "同一处有它时，不再说 IND05、IND10、IND11、IND14。" in perfgen("rules", "IND07").out
    assert "同一行有它时，不再说 NUM06。" in perfgen("rules", "IND17").out
    assert "同一处有 NUM06、IND05、IND07 时，不再说这一条。" in perfgen("rules", "IND10").out
    assert "同一行有 IND17 时，不再说这一条。" in perfgen("rules", "NUM06").out
    assert "不再说" not in perfgen("rules", "IND01").out


def test_what_is_superseded_is_not_mended(perfgen: Perfgen, filing: Path) -> None:
    row = "        成本指标:\n          - {三级指标: 维护及时性, 指标值: 支出不超出预算}\n      满意度指标:"
    text = SMALL.replace("      满意度指标:", row, 1)
    filing.write_text(text, encoding="utf-8")
    perfgen("check", filing, "--fix")
    assert filing.read_text(encoding="utf-8") == text
    perfgen("check", filing, "--fix", "--ignore", "IND17")
    assert filing.read_text(encoding="utf-8") == text.replace("支出不超出预算", "≤184万元")


def test_a_layout_that_leaves_a_rule_out_gets_the_next() -> None:
    subject = loaded(COPIED).subject
    without = replace(subject, standard=subject.standard.model_copy(update={"not_applicable": frozenset({"IND07"})}))
    said = run(without, [RULES[code] for code in WORDS])
    assert [rule.code for rule, one in said if one.path[2:4] == ("绩效指标", 0)] == ["IND10"]
    assert found("IND07", COPIED)
