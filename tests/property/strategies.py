"""Whole filings with hostile text in every field that takes text, for every property test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from perfgen.filing import Filing, Form, literal

CHECKPOINTS = ("3月底", "6月底", "10月底", "12月底")
TAXONOMY = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
FORM = Form(taxonomy=TAXONOMY, checkpoints=CHECKPOINTS, amount_decimals=2)
"""The form of hebei-2022, as far as a filing must fit it."""

FORM_2021 = replace(FORM, taxonomy={**TAXONOMY, "效果指标": TAXONOMY["效益指标"]})
"""The form of hebei-2021, as far as a filing must fit it."""

HOSTILE = (
    "A<B&C公司", "{{ x }}", "{% raw %}", "{# x #}", "{_{", "}}", "<w:p/>", "&amp;", "]]>", '"', "'", "“”", "\\n",
    "𠮷", "😀", "\U0010fffd", "e\u0301", "\u200b", "\u202e", "\u3000", "\t", " ", "\xa0", "\x7f", "\x85", "\x9f",
    "\u2028", "\u2029", "\ufeff", "- ", "-", "? ", "# ", " #", ": ", ":", "|", "|2", ">", "&a", "*a", "!",
    "%", "@", "`", "~", "null", "yes", "no", "<<", "=", "---", "...", "[", "]", "{", "}", ", ", "123", "0601", "1e5",
    "1_000", "0x1F", ".inf", "12:30", "2022-01-31", "1,000.00", "≥90批", "１００％", "2022年12月底", "目标内容1",
    "｜", "－", "—", "｛", "【", "，指标值：", "项目名称：", "＃", "//", " #3", "；",
)  # fmt: skip
"""What breaks YAML, Jinja, XML or a careless reader."""

# What a filing can hold: XML's Char, without the carriage return that reading turns into a line feed.
_characters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
_pieces = st.one_of(st.sampled_from(HOSTILE), st.text(_characters, max_size=5), st.just("完成接待活动批次"))
_one_line = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(_pieces, max_size=5).map("".join),
    st.lists(_pieces, min_size=1, max_size=3).map(lambda pieces: "".join(pieces) * 40),
)


def lines() -> st.SearchStrategy[str]:
    """Text of one paragraph that says something."""
    return _one_line.map(lambda text: text if text.strip() else f"{text}文{text}")


def texts() -> st.SearchStrategy[str]:
    """Text of any number of paragraphs, empty ones and no text at all among them."""
    return st.one_of(_one_line, st.lists(_one_line, max_size=4).map("\n".join))


def codes() -> st.SearchStrategy[str]:
    """Codes of departments and projects."""
    return st.one_of(
        st.sampled_from(("0601", "106", "1e5", "0x1F", "13022522P004T4010007B", "2022-01-31", "null", "no")),
        st.from_regex(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}", fullmatch=True),
    )


def amounts() -> st.SearchStrategy[Decimal]:
    """Money with at most two decimals."""
    return st.decimals(0, 10**9, places=2) | st.integers(0, 10**9).map(Decimal)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Decimal]:
    """Cumulative percentages that end at 100 %."""
    steps = sorted(draw(st.lists(st.decimals(0, 100, places=1), min_size=3, max_size=3)))
    return dict(zip(CHECKPOINTS, [*steps, Decimal(100)], strict=True))


@st.composite
def indicators(draw: st.DrawFn, taxonomy: Mapping[str, tuple[str, ...]] = TAXONOMY) -> dict[str, str]:
    """One row; its description often says what its name does."""
    level1, level2 = draw(st.sampled_from([(one, two) for one, under in taxonomy.items() for two in under]))
    name = draw(lines())
    return {
        "level1": level1,
        "level2": level2,
        "name": name,
        "description": draw(st.just(name) | texts()),
        "target": draw(st.sampled_from(("≥90批", "100%", "12月底", "90", "＞＝９５％")) | texts()),
        "basis": draw(st.sampled_from(("年初工作计划", "历史数据")) | texts()),
    }


def _by_level(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: (row["level1"], row["level2"]))


def projects() -> st.SearchStrategy[dict[str, object]]:
    """One project; its rows in any order, or each level's together."""
    rows = st.lists(indicators(), max_size=6)
    required = {
        "name": lines(),
        "code": codes(),
        "budget": amounts(),
        "purpose": texts(),
        "spending_plan": plans(),
        "goals": st.lists(texts(), max_size=3),
        "indicators": rows | rows.map(_by_level),
    }
    return st.fixed_dictionaries(required, optional={"fiscal": amounts(), "other": amounts()})


def filings(max_projects: int = 5, narrative: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Filing]:
    """Valid filings of hebei-2022. `narrative` is part one as written; by default it quotes nothing."""
    source = texts().map(literal) if narrative is None else narrative
    parts = {
        "layout": st.just("hebei-2022"),
        "year": st.integers(2000, 2099),
        "department": st.fixed_dictionaries({"code": codes(), "name": lines()}),
        "amount_unit": st.sampled_from(("万元", "元")),
        "overall": st.fixed_dictionaries(dict.fromkeys(("general_goal", "itemised_goals", "safeguards"), source)),
        "projects": st.lists(projects(), max_size=max_projects),
    }
    cover = st.fixed_dictionaries({}, optional={"prepared_by": lines(), "reviewed_by": lines()})
    return st.fixed_dictionaries(parts, optional={"cover": cover}).map(
        lambda data: Filing.model_validate(data, context=FORM)
    )


# --- hebei-2021


def said() -> st.SearchStrategy[str]:
    """Text of one or more paragraphs, the first and the last of which say something."""
    return st.lists(lines(), min_size=1, max_size=3).map("\n".join)


def targets() -> st.SearchStrategy[object]:
    """指标值 in one piece, and in three."""
    columns = st.fixed_dictionaries(
        {
            "符号": st.sampled_from(("≥", "=", "文字描述", "", ">=")) | lines(),
            "值": st.sampled_from(("90", "100.00", "10.00分", "")) | lines(),
            "单位": st.sampled_from(("批", "%", "")) | texts(),
        }
    )
    return st.sampled_from(("≥90批", "100%", ">=90.00%", "有所提高")) | texts() | columns


@st.composite
def _indicators_of_2021(draw: st.DrawFn) -> dict[str, object]:
    row = draw(indicators(FORM_2021.taxonomy))
    scoring = draw(st.none() | lines())
    return {**row, "target": draw(targets()), **({"scoring": scoring} if scoring else {})}


def _duties() -> st.SearchStrategy[dict[str, object]]:
    about = {"budget": amounts(), "content": said(), "goal": said()}
    grades = dict.fromkeys(("excellent", "good", "fair", "poor"), lines())
    graded = st.fixed_dictionaries({"name": lines()}, optional=grades)
    activity = st.fixed_dictionaries({"name": lines(), "indicators": st.lists(graded, max_size=3)}, optional=about)
    return st.fixed_dictionaries({"name": lines(), "activities": st.lists(activity, max_size=3)}, optional=about)


@st.composite
def projects_of_2021(draw: st.DrawFn) -> dict[str, object]:
    """One project with what hebei-2021 prints.

    Its 预算数 is what its sentence says, as no table has it: the sum of 资金安排, or the one amount in own words.
    """
    unit = draw(st.shared(st.sampled_from(("万元", "元")), key="unit"))
    wordings = {"goals_said": said(), "indicators_said": said(), "activity": lines(), "overview": said()}
    required = {
        "name": lines(),
        "code": codes(),
        "purpose": texts(),
        "spending_plan": plans(),
        "goals": st.lists(said() | st.just(""), max_size=3),
        "indicators": st.lists(_indicators_of_2021(), max_size=4),
    }
    project = draw(st.fixed_dictionaries(required, optional=wordings))
    if project.get("activity") == project["name"]:
        del project["activity"]
    for indicator in project["indicators"]:
        indicator.pop("scoring", None)  # only 整体绩效指标 print it
    funds = draw(st.lists(st.fixed_dictionaries({"name": lines(), "amount": amounts()}), max_size=3))
    if [fund["name"] for fund in funds] == [f"{project['name']}资金"]:
        funds = []
    project["budget"] = sum((fund["amount"] for fund in funds), Decimal(0)) if funds else draw(amounts())
    if funds:
        project["funds"] = funds
    elif draw(st.booleans()):
        project["funds_said"] = f"今年安排资金 {project['budget']:f}{unit}，用于日常工作。"
    return project


@st.composite
def filings_of_2021(draw: st.DrawFn, max_projects: int = 2) -> Filing:
    """Valid filings of hebei-2021."""
    labels = ("general_goal", "itemised_goals", "safeguards", "implementation")
    parts = {
        "layout": st.just("hebei-2021"),
        "year": st.integers(2000, 2099),
        "department": st.just({"code": "106", "name": "县财政局"}),
        "amount_unit": st.shared(st.sampled_from(("万元", "元")), key="unit"),
        "overall": st.fixed_dictionaries(dict.fromkeys(labels, said().map(literal))),
        "duties": st.lists(_duties(), min_size=1, max_size=3),
        "indicators": st.lists(_indicators_of_2021(), max_size=4),
        "special_funds": st.lists(projects_of_2021(), max_size=max_projects),
        "projects": st.lists(projects_of_2021(), max_size=max_projects),
    }
    return Filing.model_validate(draw(st.fixed_dictionaries(parts)), context=FORM_2021)
