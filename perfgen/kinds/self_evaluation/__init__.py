"""项目支出绩效自评表: how a department judges what came of its projects, a form for each."""

from perfgen.kinds.results import kind_of_results

KIND = kind_of_results("项目支出绩效自评表", "EVA")
