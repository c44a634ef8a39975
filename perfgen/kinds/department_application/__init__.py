"""部门整体支出绩效目标申报表: what a department applies for as a whole. It is printed from the same YAML as a 绩效文本."""

from dataclasses import replace

from perfgen.kinds.filing import KIND as FILING

KIND = replace(FILING, name="部门整体支出绩效目标申报表", output="{部门名称}-{年度}-部门整体支出绩效目标申报表")
