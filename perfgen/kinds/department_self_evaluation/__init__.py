"""部门整体支出绩效自评表: how a department judges what came of all its money."""

from perfgen.kinds.results import kind_of_results

KIND = kind_of_results("部门整体支出绩效自评表", "EVA")
