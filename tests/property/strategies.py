"""Whole filings with hostile text in every field that takes text, for every property test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from perfgen import layouts
from perfgen.filing import Filing, literal
from perfgen.filing.base import Scope
from perfgen.filing.fields import Fields, Need, OwnField, OwnFields, OwnKind
from perfgen.filing.text import PLACEHOLDER

FORM = layouts.by_name("hebei-2022").form
FORM_2021 = layouts.by_name("hebei-2021").form
CHECKPOINTS, TAXONOMY = FORM.checkpoints, FORM.taxonomy

_KINDS: tuple[OwnKind, ...] = ("文字", "多段", "金额", "百分比", "日期", "选项", "是否")
_OWN = tuple(
    OwnField(name=f"自定{kind}", kind=kind, choices=("省级", "市级") if kind == "选项" else ()) for kind in _KINDS
)
_USES = {**FORM.fields.uses, Scope.PROJECT: {**FORM.fields.uses[Scope.PROJECT], "项目编码": Need.OPTIONAL}}
FORM_OF_ONES_OWN = replace(FORM, fields=Fields(_USES, OwnFields(_OWN, _OWN, _OWN)))
"""hebei-2022 with own fields of every kind, everywhere; projects may lack their code."""

HOSTILE = (
    "A<B&C公司", "{{ x }}", "{% raw %}", "{# x #}", "{_{", "}}", "<w:p/>", "&amp;", "]]>", '"', "'", "“”", "\\n",
    "𠮷", "😀", "\U0010fffd", "e\u0301", "\u200b", "\u202e", "\u3000", "\t", " ", "\xa0", "\x7f", "\x85", "\x9f",
    "\u2028", "\u2029", "\ufeff", "- ", "-", "? ", "# ", " #", ": ", ":", "|", "|2", ">", "&a", "*a", "!",
    "%", "@", "`", "~", "null", "yes", "no", "<<", "=", "---", "...", "[", "]", "{", "}", ", ", "123", "0601", "1e5",
    "1_000", "0x1F", ".inf", "12:30", "2022-01-31", "1,000.00", "≥90批", "１００％", "2022年12月底", "目标内容1",
    "｜", "丨", "¦", "－", "—", "｛", "【", "，指标值：", "项目名称：", "＃", "//", " #3", "；",
)  # fmt: skip
"""What breaks YAML, Jinja, XML or a careless reader."""

# What a filing can hold: XML's Char, without the carriage return that reading turns into a line feed.
_characters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
_pieces = st.one_of(st.sampled_from(HOSTILE), st.text(_characters, max_size=5), st.just("完成接待活动批次"))
_one_line = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(_pieces, max_size=5).map("".join),
    st.lists(_pieces, min_size=1, max_size=3).map(lambda pieces: "".join(pieces) * 40),
).filter(lambda text: not PLACEHOLDER.search(text))  # what is still to be filled in is refused


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


def own_values() -> st.SearchStrategy[dict[str, object]]:
    """What own fields of every kind may hold, some left out."""
    held = {
        "文字": lines(),
        "多段": texts(),
        "金额": amounts(),
        "百分比": st.decimals(0, 100, places=2),
        "日期": st.sampled_from(("2023年6月30日", "2023-06-30", "2024年2月29日", "2023年6月底", "2023年")),
        "选项": st.sampled_from(("省级", "市级")),
        "是否": st.sampled_from(("是", "否")),
    }
    return st.fixed_dictionaries({}, optional={f"自定{kind}": values for kind, values in held.items()})


@st.composite
def filings_of_ones_own(draw: st.DrawFn) -> Filing:
    """Valid filings with own fields and with everything that other provinces' forms have."""
    money = {"budget": amounts()}
    sources = st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("general", "government_funds", "state_capital", "special_account", "unit"), amounts()),
    )
    funds = st.fixed_dictionaries(money, optional={"fiscal": amounts(), "other": amounts(), "sources": sources})
    texts_of_project = dict.fromkeys(
        ("carrier", "nature", "category", "period", "leader", "phone", "medium_term"), lines()
    )
    more = st.fixed_dictionaries(
        {},
        optional={
            **texts_of_project,
            "grounds": texts(),
            "sources": sources,
            "medium_funds": funds,
            "medium_goals": st.lists(texts(), max_size=2),
            "medium_indicators": st.lists(indicators(), max_size=3),
            "own": own_values(),
        },
    )
    of_row = st.fixed_dictionaries(
        {},
        optional={
            "weight": st.decimals(0, 100, places=1),
            "direction": st.sampled_from(("正向", "反向")),
            **dict.fromkeys(("explanation", "scoring", "origin", "last_year", "note"), texts()),
            "own": own_values(),
        },
    )
    data = draw(filings(max_projects=2)).model_dump(by_alias=False)
    projects = [project | draw(more) for project in data["projects"]]
    for project in projects:
        if draw(st.booleans()):
            del project["code"]
        project["indicators"] = [row | draw(of_row) for row in project["indicators"]]
    data["projects"] = projects
    task = st.fixed_dictionaries({"name": lines()}, optional={"content": texts(), **money})
    data |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "supervisor": st.fixed_dictionaries({"code": codes(), "name": lines()}),
                "functions": texts(),
                "tasks": st.lists(task, max_size=2),
                "own": own_values(),
            },
        )
    )
    return Filing.model_validate(data, context=FORM_OF_ONES_OWN)


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
    wordings = {"goals_said": said(), "indicators_said": said(), "activity": lines()}
    required = {
        "name": lines(),
        "code": codes(),
        "overview": said(),
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
        "indicators": st.lists(_indicators_of_2021(), min_size=1, max_size=4),
        "special_funds": st.lists(projects_of_2021(), max_size=max_projects),
        "projects": st.lists(projects_of_2021(), max_size=max_projects),
    }
    return Filing.model_validate(draw(st.fixed_dictionaries(parts)), context=FORM_2021)
