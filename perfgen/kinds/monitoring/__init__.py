"""项目支出绩效运行监控表: what has come of projects in the middle of the year, and what will have by its end."""

from perfgen.kinds.results import kind_of_results

KIND = kind_of_results("项目支出绩效运行监控表", "MON", frozenset())
