"""What the first sheet of a workbook says: how it is filled in, checked and printed."""

from __future__ import annotations

from perfgen.excel.sheets import BASICS, TEXTS, VERDICT, SheetPlan


def guide_lines(layout: str, plan: SheetPlan) -> list[tuple[str, bool]]:
    """The lines, and whether each is a head."""
    tables = "、".join(f"“{one.name}”" for one in plan.tables)
    projects = next((one for one in plan.tables if not one.of and one.name == "项目"), None)
    return [
        ("部门预算绩效填报表", True),
        (f"版式：{layout}。写在这里只给人看，程序记在隐藏的表里。", False),
        ("", False),
        ("怎样填", True),
        (f"1. 先填“{BASICS}”" + (f"，再填“{TEXTS}”" if plan.texts else "") + f"，然后填 {tables}。", False),
        ("2. 带红色 * 的一定要填；填了一行里的别的格，该填的格没有填，就是黄色。", False),
        ("3. 有下拉箭头的从列表里选。先选一级指标，二级指标的列表就跟着变。", False),
        *([("4. “项目”表里一个项目一行；目标、指标写在各自的表里，第一列选是哪个项目。", False)] if projects else []),
        (
            "5. 指标值分三格：符号选 ≥ ≤ 等，值写数字，单位写 批、人、%；文字的指标值（如 2022年12月底）整段写在“指标值”一格。",
            False,
        ),
        ("6. 金额、百分数直接写数字；百分数写 25%。没有的钱不填，不要写“无”。", False),
        (
            "7. 可以从别的表里复制粘贴，最好“选择性粘贴—数值”。公式不会运行，只读它上次算出的结果。不要合并单元格。",
            False,
        ),
        ("8. 可以插入、删除行，可以在右边加自己的列；表头和表名不要改，移动了位置也认得。", False),
        ('9. 确实要留空又必须填的文字，写一对英文引号 ""。', False),
        ("", False),
        ("填好以后", True),
        ("检查：perfgen check 这个文件.xlsx。指出的位置如 项目!C7，就是“项目”表的 C 列第 7 行。", False),
        (f"加上 --mark，检查的结果还写进各表最右边的“{VERDICT}”一列：红色是错误，黄色是提醒，绿色是通过。", False),
        ("生成 Word：perfgen build 这个文件.xlsx。", False),
        ("存成 YAML：perfgen export 这个文件.xlsx -o 文件名.yaml。", False),
    ]
