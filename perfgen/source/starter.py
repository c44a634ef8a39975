"""The filing that `perfgen new` writes: every item the form has, a word of explanation each, and where to fill in."""

from __future__ import annotations

import json
from pathlib import Path

from perfgen.filing import Form
from perfgen.source.nodes import SourceFile
from perfgen.source.parse import parse_text
from perfgen.source.writer import canonical

SCHEMA_FOLDER = ".perfgen"
SCHEMA_SUFFIX = ".schema.json"
"""Where a filing's schema is kept for the editor, beside the filing."""


def modeline(kind: str, up: str = "") -> str:
    """The first line of a file, which tells an editor its schema: `kind` is ``filing`` or ``project``."""
    return f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{kind}{SCHEMA_SUFFIX}\n"


def filing_starter(  # noqa: PLR0913 -- one argument an item of the form's head
    layout: str, form: Form, *, year: int, code: str, name: str, unit: str, in_folder: bool
) -> str:
    """The YAML of a new filing; with `in_folder` its projects are in files of their own."""
    text = f"""\
{modeline("filing")}\
# {name} {year} 年度部门预算绩效文本
# 把【填写……】换成内容；# 开头的是说明，可以留着，也可以删掉。
# 冒号、逗号都用英文的，冒号后面空一格；缩进用空格。
# 填好后运行 perfgen validate 检查，再运行 perfgen build 生成 Word 文件。
版式: {_quoted(layout)}
年度: {year}
部门: {{编码: {_quoted(code)}, 名称: {_quoted(name)}}}
金额单位: {unit} # 下面所有金额都按这个单位写

# 第一部分
部门整体绩效目标:
  # 竖线 | 后面另起一行，缩进着写，可以写几段，一段一行。
  # 数字可以引用本文件的数据，如 {{{{ 年度 }}}}、{{{{ 合计.预算数 }}}}，不用再抄一遍。
  总体绩效目标: |
    【填写：本部门年度总的目标】
  分项绩效目标: |
    【填写：分项目标和它们的指标】
  工作保障措施: |
    【填写：怎样保证目标实现】
{_where_required(form, _OVERALL)}
{_where_required(form, _PARTS).replace("INDICATORS", _rows_with_basis(form))}"""
    if in_folder:
        text += "# 每个项目一个文件，放在 projects 文件夹里，按文件名先后排列\n预算项目: [projects/*.yaml]\n"
    else:
        text += "# 一个项目从“- 项目名称”写起；再加项目时整段复制\n预算项目:\n" + _listed(_project(form))
    return _tidy(text)


_OVERALL = {
    "加强部门整体绩效目标实施": "  加强部门整体绩效目标实施: |\n    【填写：怎样加强实施】\n",
}
_PARTS = {
    "部门职责": """\
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

""",
    "整体绩效指标": """\
# 部门整体支出的绩效指标；没有的分类整段删掉
整体绩效指标:
INDICATORS
""",
}
_OF_PROJECT = {"工作活动概况": "工作活动概况: 【填写】\n"}
"""What a filing may lack, by label: what stands in a new filing where the layout must have it."""


def _where_required(form: Form, snippets: dict[str, str]) -> str:
    return "".join(text for label, text in snippets.items() if label in form.required)


def project_starter(form: Form) -> str:
    """The YAML of a new file with one project."""
    return _tidy(modeline("project", "../") + _project(form))


def _tidy(text: str) -> str:
    """The text as `perfgen fmt` would leave it."""
    return canonical(parse_text(SourceFile(Path(), text)))


def _project(form: Form) -> str:
    plan = ", ".join(
        f"{checkpoint}: {round(100 * number / len(form.checkpoints))}%"
        for number, checkpoint in enumerate(form.checkpoints, 1)
    )
    return f"""\
项目名称: 【填写】
项目编码: 【填写】
预算数: 【填写】
{_funds(form)}{_where_required(form, _OF_PROJECT)}资金用途: 【填写】
资金支出计划: {{{plan}}} # 累计数，最后是 100%
绩效目标:
  - 【填写：一条一行，不写序号】
指标值确定依据: 年初工作计划 # 各行共同的依据；某一行不同，就在那一行里写
# 没有的分类整段删掉
绩效指标:
{_indicators(form)}"""


def _funds(form: Form) -> str:
    if "财政资金" in form.unprinted:
        return ""
    return """\
财政资金: 【填写】
# 有其他资金时，去掉下一行开头的“# ”，井号和后面的空格一起去掉
# 其他资金: 0.00
"""


def _indicators(form: Form) -> str:
    lines = []
    for level1, level2s in form.taxonomy.items():
        lines.append(f"  {level1}:")
        for level2 in level2s:
            lines += [f"    {level2}:", "      - {三级指标: 【填写】, 指标值: 【填写】}"]
    return "\n".join(lines) + "\n"


def _rows_with_basis(form: Form) -> str:
    """Rows of the whole department say their own 指标值确定依据, and how they are scored."""
    row = "{三级指标: 【填写】, 评（扣）分标准: 【填写】, 指标值: 【填写】, 指标值确定依据: 【填写】}"
    return _indicators(form).replace("{三级指标: 【填写】, 指标值: 【填写】}", row)


def _listed(block: str) -> str:
    lines = block.splitlines()
    return "\n".join([f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
