"""`perfgen import --into`: what was merged, and what was not."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen.api.merging import Merge, left_over, merged, write_merge
from perfgen.api.shown import near
from perfgen.cli.report import report
from perfgen.cli.say import difference, say


class MergeWish(NamedTuple):
    """Into which filing a Word file is merged, by which layout and year, and the file as it was sent."""

    into: Path
    layout: Path | None
    year: int | None
    original: Path | None


_MOST = 200
"""So many merged changes are told one by one."""


def merge_into(wish: MergeWish, document: Path, *, diff: bool) -> int:
    """Merge a Word file into a filing and tell what became of each change; with `diff` show what would be written instead.

    Gives the exit code: 1 where something was not merged. Raises PerfgenError as `merged` does.
    """
    done = merged(document, wish.into, wish.layout, year=wish.year, original=wish.original)
    return tell_merge(done, wish.into, document, diff=diff)


def tell_merge(done: Merge, into: Path, document: Path, *, diff: bool) -> int:
    """Write a merge, or with `diff` show it, and tell what became of each change. Gives the exit code."""
    if diff:
        for one in done.files:
            say(difference(near(one.path), one.before or b"", one.after or b""), nl=False)
    else:
        write_merge(done, into)
    for told in done.merged[:_MOST]:
        say(f"{'能合并' if diff else '已合并'} {told}")
    if len(done.merged) > _MOST:
        say(f"……还有 {len(done.merged) - _MOST} 处")
    report([*left_over(done, document)])
    _sum_up(done, diff=diff)
    return int(bool(done.left))


def _sum_up(done: Merge, *, diff: bool) -> None:
    if done.tracked:
        say(f"Word 文件里有 {done.tracked} 处修订，按接受以后的样子读。")
    comments = f"，批注 {done.comments} 条" if done.comments else ""
    if not done.files and not done.left:
        say("和 YAML 一样，没有要合并的。")
        return
    say(f"{'能合并' if diff else '合并'} {len(done.merged)} 处{comments}；没有合并 {len(done.left)} 处。")
    for one in done.files:
        if diff:
            say(f"会改 {near(one.path)}" if one.after is not None else f"会删掉 {near(one.path)}")
        else:
            say(f"已写入 {near(one.path)}" if one.after is not None else f"已删掉 {near(one.path)}")
