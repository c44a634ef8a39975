"""PRJ: project codes."""

from __future__ import annotations

import pytest

from perfgen.checks.codes import check_character
from perfgen.checks.words import shipped
from tests.checks.cases import across, found, quoted


def sound(start: str) -> str:
    """Twenty characters with the right check character."""
    return start + check_character(start)


def coded(*codes: str, department: str = "") -> str:
    named = f"部门: {{名称: {department}}}\n" if department else ""
    return named + "预算项目:\n" + "".join(f"  - 项目编码: {code}\n" for code in codes)


FIRST = sound("13022523P004T4010001")
SECOND = sound("13022523P004T4010002")


@pytest.mark.parametrize(
    "code", ["13022522P004T4010007B", "13022522P0044CB10009G", "13022522P00TEEC100158", "13022925P004R2810661U"]
)
def test_codes_of_the_samples_check_themselves(code: str) -> None:
    assert check_character(code) == code[20]


@pytest.mark.parametrize(
    "code", [FIRST[:-1], FIRST + "0", FIRST.replace("P", "Q"), "106-0401-YBN-QS1Q", FIRST[:9] + "O" * 12]
)
def test_prj01_a_code_of_another_form(code: str) -> None:
    assert quoted("PRJ01", coded(code)) == [code]


@pytest.mark.parametrize("code", [FIRST, SECOND, sound("13022520P00TEEC10015")])
def test_prj01_is_silent_about_codes_of_the_form(code: str) -> None:
    assert quoted("PRJ01", coded(code)) == []


def test_prj01_goes_by_the_layout() -> None:
    assert quoted("PRJ01", layout="hebei-2021") == []
    assert quoted("PRJ01", coded(FIRST), layout="hebei-2021") == [FIRST]


@pytest.mark.parametrize(
    "code",
    [FIRST[:10] + FIRST[11] + FIRST[10] + FIRST[12:], FIRST[:20] + ("1" if FIRST[20] != "1" else "2"), "2" + FIRST[1:]],
)
def test_prj02_a_code_with_a_slip(code: str) -> None:
    assert quoted("PRJ02", coded(code)) == [code]


@pytest.mark.parametrize("code", [FIRST, SECOND, "106-0401-YBN-QS1Q", FIRST[:-1]])
def test_prj02_is_silent_about_sound_codes_and_other_forms(code: str) -> None:
    assert quoted("PRJ02", coded(code)) == []


def of(division: str) -> str:
    return sound(f"{division}23P004T4010001")


@pytest.mark.parametrize(
    ("department", "division"),
    [
        ("乐亭县财政局", "130229"),
        ("中共玉田县委办公室", "130225"),
        ("唐山市丰润区民政局", "130207"),
        ("石家庄市桥西区教育局", "130703"),
        ("唐山市财政局", "130302"),
        ("河北省迁安市水利局", "130200"),
    ],
)
def test_prj03_a_code_of_another_place_than_the_department(department: str, division: str) -> None:
    assert quoted("PRJ03", coded(*[of(division)] * 5, department=department)) == [division] * 5


@pytest.mark.parametrize(
    ("department", "division"),
    [
        ("乐亭县财政局", "130225"),
        ("唐山市财政局", "130200"),
        ("唐山市财政局", "130299"),
        ("桥西区教育局", "130703"),
        ("桥西区教育局", "130104"),
        ("张家口市桥西区教育局", "130703"),
        ("承德高新技术产业开发区财政局", "130871"),
    ],
)
def test_prj03_is_silent_where_they_agree_or_the_name_tells_nothing(department: str, division: str) -> None:
    assert quoted("PRJ03", coded(*[of(division)] * 5, department=department)) == []


def test_prj03_the_one_that_differs_where_the_name_tells_nothing() -> None:
    codes = [of("130871")] * 4 + [of("130802")]
    assert quoted("PRJ03", coded(*codes, department="高新技术产业开发区财政局")) == ["130802"]


def test_the_divisions_are_codes_and_names_and_no_code_stands_twice() -> None:
    entries = [entry.split(" ") for entry in shipped("divisions_hebei")]
    assert all(len(entry) == 2 and len(entry[0]) == 6 and entry[0].startswith("13") for entry in entries)
    assert len({code for code, _ in entries}) == len(entries)
    assert sum(code.endswith("00") for code, _ in entries) == 11
    assert sum(not code.endswith("00") and not code.startswith("1390") for code, _ in entries) == 167


@pytest.mark.parametrize("at", [1, 2, 4])
def test_prj04_a_code_twice_in_a_filing(at: int) -> None:
    codes = [sound(f"13022523P004T401000{number}") for number in range(5)]
    codes[at] = codes[0]
    (one,) = found("PRJ04", coded(*codes))
    assert (one.finding.path, one.finding.quoted) == (("预算项目", at, "项目编码"), codes[0])


@pytest.mark.parametrize("codes", [(), (FIRST, SECOND), (FIRST,)])
def test_prj04_is_silent_where_each_has_its_own(codes: tuple[str, ...]) -> None:
    assert quoted("PRJ04", coded(*codes) if codes else "") == []


def filing(first: str, *, name: str, department: str, series: int, year: int = 2023) -> str:
    """A filing whose first project has this code, and the others codes of the filing's own series."""
    others = "".join(f"  - 项目编码: {sound(f'13022523P00{series}T401000{at}')}\n" for at in range(1, 5))
    texts = "部门整体绩效目标: {总体绩效目标: 办好学校。, 分项绩效目标: 办好学校。, 工作保障措施: 健全制度。}\n"
    head = f"年度: {year}\n部门: {{名称: {department}}}\n{texts}"
    return f"{head}预算项目:\n  - {{项目名称: {name}, 项目编码: {first}}}\n{others}"


HERE = filing(FIRST, name="教师培训", department="乐亭县教育局", series=5)


@pytest.mark.parametrize(
    "other",
    [
        filing(FIRST, name="会议经费", department="乐亭县民政局", series=6),
        filing(FIRST, name="教师培训", department="乐亭县民政局", series=7),
        filing(FIRST, name="会议经费", department="乐亭县教育局", series=8),
    ],
)
def test_prj04_a_code_twice_in_a_workspace(other: str) -> None:
    assert across("PRJ04", HERE, other) == [(1, FIRST)]


@pytest.mark.parametrize(
    "other",
    [
        filing(SECOND, name="教师培训", department="乐亭县民政局", series=6),
        filing(FIRST, name="教师培训", department="乐亭县教育局", series=5, year=2024),
        HERE,
    ],
)
def test_prj04_is_silent_about_other_codes_other_years_and_the_same_project(other: str) -> None:
    assert across("PRJ04", HERE, other) == []


@pytest.mark.parametrize("year", ["24", "25", "99"])
def test_prj05_a_code_from_the_future(year: str) -> None:
    (one,) = found("PRJ05", coded(sound(f"130225{year}P004T4010001")))
    assert (one.finding.quoted, one.finding.at) == (year, 6)


@pytest.mark.parametrize("year", ["23", "22", "18"])
def test_prj05_is_silent_about_this_year_and_earlier_ones(year: str) -> None:
    assert quoted("PRJ05", coded(sound(f"130225{year}P004T4010001"))) == []


def named(*names: str) -> str:
    return "预算项目:\n" + "".join(f'  - 项目名称: "{name}"\n' for name in names)


@pytest.mark.parametrize(
    ("names", "again"),
    [
        (("校园安全经费", "校园安全经费"), ["校园安全经费"]),
        (("校园安全经费", "教师培训经费", "校园安全 经费"), ["校园安全 经费"]),
        (("校园安全经费（本级）", "校园安全经费(本级)"), ["校园安全经费(本级)"]),
        (("维修费", "维修费", "维修费"), ["维修费", "维修费"]),
    ],
)
def test_prj06_two_projects_of_one_name(names: tuple[str, ...], again: list[str]) -> None:
    assert quoted("PRJ06", named(*names)) == again


@pytest.mark.parametrize(
    "names",
    [
        ("校园安全经费（一期）", "校园安全经费（二期）"),
        ("校园安全经费", "校园安全经费补助"),
        ("2022年校园安全经费", "2023年校园安全经费"),
    ],
)
def test_prj06_is_silent_where_names_differ(names: tuple[str, ...]) -> None:
    assert quoted("PRJ06", named(*names)) == []
