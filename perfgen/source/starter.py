"""The filing that `perfgen new` writes: every item the form has, a word of explanation each, and where to fill in."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from perfgen.filing import Document, Form, Results
from perfgen.filing.base import Model, Scope
from perfgen.filing.fields import Fields, Need, OwnField
from perfgen.source.grammar import (
    BASIS,
    INDICATOR_LISTS,
    LEVELS,
    OVERALL,
    OVERALL_INDICATORS,
    PROJECTS,
    keys,
    project_model,
)
from perfgen.source.parse import parse_text
from perfgen.source.text_file import SourceFile
from perfgen.source.writer import canonical

SCHEMA_FOLDER = ".perfgen"
SCHEMA_SUFFIX = ".schema.json"
"""Where a filing's schema is kept for the editor, beside the filing."""


def schema_of(model: type[Model]) -> str:
    """What the schema of a kind's documents is called."""
    return "results" if issubclass(model, Results) else "filing"


def modeline(kind: str, up: str = "") -> str:
    """The first line of a file, which tells an editor its schema: `kind` is ``filing`` or ``project``."""
    return f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{kind}{SCHEMA_SUFFIX}\n"


def filing_starter(  # noqa: PLR0913 -- one argument an item of the form's head
    layout: str,
    form: Form,
    *,
    year: int,
    code: str,
    name: str,
    unit: str,
    in_folder: bool,
    reviewer: str = "",
    title: str = "部门预算绩效文本",
) -> str:
    """The YAML of a new filing, called `title`; with `in_folder` its projects are in files of their own."""
    fields = form.fields
    text = f"""\
{modeline(schema_of(form.model))}\
# {name} {year} 年度{title}
# 把【填写……】换成内容；# 开头的是说明，可以留着，也可以删掉。
# 冒号、逗号都用英文的，冒号后面空一格；缩进用空格。
# 填好后运行 perfgen check 检查，再运行 perfgen build 生成 Word 文件。
版式: {_quoted(layout)}
年度: {year}
部门: {{编码: {_quoted(code)}, 名称: {_quoted(name)}}}
金额单位: {unit} # 下面所有金额都按这个单位写
{_cover(reviewer)}
"""
    uses = fields.uses.get(Scope.WHOLE, {})
    for label in keys(form.model, fields):
        if label == OVERALL:
            text += _overall(form)
        elif label in _always(form.model) and label not in keys(Document):
            text += _item(label, Need.REQUIRED, form)
        elif label in PROJECTS and uses.get(label) is Need.REQUIRED:
            text += _projects(label, form, in_folder=in_folder)
        elif label in uses and label not in PROJECTS:
            text += _item(label, uses[label], form)
    text += "".join(_item(own.name, _need(own), form, own) for own in fields.own.whole)
    return _tidy(text, fields)


def _cover(reviewer: str) -> str:
    return f"封面: {{审核: {_quoted(reviewer)}}}\n" if reviewer else ""


def project_starter(form: Form, schema: str = "project") -> str:
    """The YAML of a new file with one project."""
    return _tidy(modeline(schema, "../") + _project(form), form.fields)


def _tidy(text: str, fields: Fields) -> str:
    """The text as `perfgen fmt` would leave it."""
    return canonical(parse_text(SourceFile(Path(), text)), fields)


def _projects(label: str, form: Form, *, in_folder: bool) -> str:
    if in_folder:
        return f"# 每个项目一个文件，放在 projects 文件夹里，按文件名先后排列\n{label}: [projects/*.yaml]\n"
    return f"# 一个项目从“- 项目名称”写起；再加项目时整段复制\n{label}:\n{_listed(_project(form))}"


def _overall(form: Form) -> str:
    """部门整体绩效目标 with the texts the layout uses."""
    used = {label: need for label, need in form.fields.uses.get(Scope.WHOLE, {}).items() if label in _NARRATIVES}
    if not used:
        return ""
    text = """\
# 第一部分
部门整体绩效目标:
  # 竖线 | 后面另起一行，缩进着写，可以写几段，一段一行。
  # 数字可以引用本文件的数据，如 {{ 年度 }}、{{ 合计.预算数 }}，不用再抄一遍。
"""
    for label, need in used.items():
        block = f"{label}: |\n  【填写：{_NARRATIVES[label]}】\n"
        text += _indented(block if need is Need.REQUIRED else _commented(block), "  ")
    return text + "\n"


def _project(form: Form) -> str:
    text, basis = "", form.fields.uses.get(Scope.INDICATOR, {}).get(BASIS) is Need.REQUIRED
    uses = form.fields.uses.get(Scope.PROJECT, {})
    always = _always(project_model(form.model))
    for label, need in {**{one: need for one, need in always.items() if one not in uses}, **uses}.items():
        if label in INDICATOR_LISTS and need is Need.REQUIRED and basis:
            text += f"{BASIS}: 年初工作计划 # 各行共同的依据；某一行不同，就在那一行里写\n"
            basis = False
        text += _item(label, need, form)
    return text + "".join(_item(own.name, _need(own), form, own) for own in form.fields.own.project)


def _always(model: type[Model]) -> dict[str, Need]:
    """What a model cannot do without, whatever the layout says."""
    return {field.alias or name: Need.REQUIRED for name, field in model.model_fields.items() if field.is_required()}


def _item(label: str, need: Need, form: Form, own: OwnField | None = None) -> str:
    """What stands in a new filing for a field: to be filled in, or, where it may be left out, as a comment."""
    snippet = _SNIPPETS[label](form) if label in _SNIPPETS else f"{label}: {_blank(own)}\n"
    if need is Need.REQUIRED or label in _USUAL:
        return snippet
    return f"# 有“{label}”时，去掉下面各行开头的“# ”，井号和后面的空格一起去掉\n{_commented(snippet)}"


def _blank(own: OwnField | None) -> str:
    said = "、".join(own.choices) or own.note if own else ""
    return f"【填写：{said}】" if said and len(said) <= _LONGEST_SAID and "】" not in said else "【填写】"


_LONGEST_SAID = 60


def _need(own: OwnField) -> Need:
    return Need.REQUIRED if own.required == "是" else Need.OPTIONAL


def _commented(block: str) -> str:
    return "".join(f"# {line}\n" for line in block.splitlines() if not line.startswith("#"))


def _indented(block: str, by: str) -> str:
    return "".join(f"{by}{line}\n" if line else "\n" for line in block.splitlines())


def _plan(form: Form) -> str:
    steps = len(form.checkpoints)
    plan = ", ".join(f"{step}: {round(100 * at / steps)}%" for at, step in enumerate(form.checkpoints, 1))
    return f"资金支出计划: {{{plan}}} # 累计数，最后是 100%\n"


def _indicators(form: Form, scope_row: str) -> str:
    """Rows to fill in: under each 二级指标 of the layout one, or a list of them where it has no levels."""
    if not form.taxonomy:
        return f"  - {scope_row}\n"
    lines = []
    for level1, level2s in form.taxonomy.items():
        lines.append(f"  {level1}:")
        for level2 in level2s:
            lines += [f"    {level2}:", f"      - {scope_row}"]
    return "\n".join(lines) + "\n"


def _row(form: Form, *, of_department: bool = False) -> str:
    """A row to fill in; those of the department as a whole say their own 指标值确定依据, and how they are scored."""
    uses, own = form.fields.uses.get(Scope.INDICATOR, {}), form.fields.own.indicator
    said = [
        label
        for label, need in uses.items()
        if label not in LEVELS
        and (need is Need.REQUIRED or (of_department and label == "评（扣）分标准"))
        and (label != BASIS or of_department)
    ]
    names = [*said, *(one.name for one in own if one.required == "是")]
    return f"{{{', '.join(f'{label}: 【填写】' for label in names)}}}"


def _rows(label: str, form: Form, *, of_department: bool = False) -> str:
    row = _row(form, of_department=of_department)
    return f"# 没有的分类整段删掉\n{label}:\n{_indicators(form, row)}"


def _goals(label: str) -> str:
    return f"{label}:\n  - 【填写：一条一行，不写序号】\n"


_NARRATIVES = {
    "总体绩效目标": "本部门年度总的目标",
    "分项绩效目标": "分项目标和它们的指标",
    "工作保障措施": "怎样保证目标实现",
    "加强部门整体绩效目标实施": "怎样加强实施",
}
"""What is to be written in each text of 部门整体绩效目标."""

_USUAL = ("财政资金",)
"""What may be left out, but nearly everybody has."""

_DUTIES = """\
# 部门的职责和工作活动，名称前不写序号；再加时整段复制
部门职责:
  - 职责活动: 【填写】
    年度预算数: 【填写】
    内容描述: 【填写】
    绩效目标: 【填写】
    工作活动:
      - 职责活动: 【填写】
        年度预算数: 【填写】
        内容描述: 【填写】
        绩效目标: 【填写】
        绩效指标:
          - {绩效指标: 【填写】, 优: 【填写】, 良: 【填写】, 中: 【填写】, 差: 【填写】}

"""

_SNIPPETS: dict[str, Callable[[Form], str]] = {
    "主管部门": lambda _: "主管部门: {编码: 【填写】, 名称: 【填写】}\n",
    "封面": lambda _: "封面: {编制: 【填写】, 审核: 【填写】}\n",
    "年度主要任务": lambda _: (
        "年度主要任务:\n  - {任务名称: 【填写】, 主要内容: 【填写】, 预算数: 【填写】, 财政资金: 【填写】}\n"
    ),
    "部门职责": lambda _: _DUTIES,
    OVERALL_INDICATORS: lambda form: _rows(OVERALL_INDICATORS, form, of_department=True),
    "其他资金": lambda _: "其他资金: 0.00\n",
    "时间": lambda _: "时间: 全年 # 到什么时候的情况：全年，或 1-6月、1-8月\n",
    "资金来源": lambda _: "资金来源: {一般公共预算: 【填写】}\n",
    "项目资金": lambda form: _spent("项目资金", ("年度资金总额", "当年财政拨款"), form),
    "年度预算执行": lambda form: _spent("年度预算执行", ("支出总额", "基本支出", "项目支出"), form),
    "整改": lambda _: "整改: {是否整改: 【填写：是 或 否】, 整改要求: 【填写】, 整改结果: 【填写】}\n",
    "中期资金": lambda _: "中期资金: {预算数: 【填写】, 财政资金: 【填写】}\n",
    "资金支出计划": _plan,
    "资金安排": lambda _: "资金安排:\n  - {名称: 【填写】, 金额: 【填写】}\n",
    "中期绩效目标": lambda _: _goals("中期绩效目标"),
    "绩效目标": lambda _: _goals("绩效目标"),
    **{label: partial(_rows, label) for label in INDICATOR_LISTS},
}
"""How fields are written that are more than a line."""


def _spent(label: str, lines: tuple[str, ...], _: Form) -> str:
    """Money by line, each with what was planned, adjusted and spent."""
    columns = "{年初预算数: 【填写】, 全年预算数: 【填写】, 执行数: 【填写】}"
    return f"{label}:\n" + "".join(f"  {line}: {columns}\n" for line in lines)


def _listed(block: str) -> str:
    lines = block.splitlines()
    return "\n".join([f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
