"""项目支出绩效目标申报表: what a department applies for, a form for each project. It is printed from the same YAML as a 绩效文本."""

from functools import partial

from perfgen.kinds.filing import KIND as FILING

_NAME = "项目支出绩效目标申报表"

KIND = FILING._replace(
    name=_NAME, starter=partial(FILING.starter, title=_NAME), output=f"{{部门名称}}-{{年度}}-{_NAME}"
)
