"""Findings as a Word file (.docx) that is sent back, or printed and signed: a table for each filing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from perfgen.checking import Checked
from perfgen.docx.template import WordTemplate
from perfgen.reports.base import clean, counts, how_many, is_unread
from perfgen.reports.findings import UNREAD, listed
from perfgen.shown import visible


def report(checked: Sequence[Checked], root: Path, date: str = "") -> bytes:
    """The file, from the template `data/check.docx`. Files are told from `root`; `date` is printed as it is."""
    filings = [listed(number, one, root) for number, one in enumerate(checked, 1)]
    total = counts(one for one in checked if not is_unread(one))
    unread = sum(map(is_unread, checked))
    parts = [how_many(checked), *(f"{count} 处{word}" for word, count in total.items())]
    parts += [f"{unread} 份{UNREAD}"] if unread else []
    parts += [f"合格 {clean(checked)} 份"] if len(checked) > 1 else []
    return _template().render(
        {
            "日期": date,
            "合计": f"共 {'，'.join(parts)}{'' if total or unread else '，没有发现问题'}。",
            "各份": [
                {
                    "名称": f"{visible(filing['name'])}{f'：{UNREAD}' if filing['unread'] else ''}",
                    "文件": visible(filing["file"]),
                    "问题": [
                        {
                            "序号": str(number),
                            "位置": visible("　".join(dict.fromkeys((group, item["where"])))),
                            "级别": f"{item['word']} {item['code']}",
                            "问题": visible(item["message"]),
                            "原文": visible(item["quoted"] or item["excerpt"]),
                            "怎么改": visible(item["hint"]),
                        }
                        for number, (group, item) in enumerate(
                            ((group["name"], item) for group in filing["groups"] for item in group["items"]), 1
                        )
                    ],
                }
                for filing in filings
            ],
        }
    )


@cache
def _template() -> WordTemplate:
    return WordTemplate(Path(__file__).parent / "data" / "check.docx")
