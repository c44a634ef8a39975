"""The rows of indicators of a form about results: each cell under its label, ticks as what they choose, reasons taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing.labels import INDICATOR, TARGET, key
from perfgen.filing.result_labels import (
    ACTUAL,
    CAUSE,
    CHANGED,
    DONE_RATE,
    EXPECTED,
    LIKELIHOOD,
    MEASURES,
    POINTS,
    REASONS,
    SHORTFALLS,
    WEIGHT,
)
from perfgen.importing.goal_table import is_none
from perfgen.importing.indicator_table import read_indicators
from perfgen.importing.labels import Items, Labels
from perfgen.importing.report import JOINED, Ledger
from perfgen.importing.result_heads import (
    LIKELIHOOD_WORDS,
    SHORTFALL_WORDS,
    ResultGroup,
    head_words,
    moved,
    one_head,
    with_adjusted,
    without_shared_points,
)
from perfgen.importing.result_rates import rate_that_follows
from perfgen.importing.result_words import choices, is_nothing, number, tick
from perfgen.importing.words import blank
from perfgen.layouts import Layout

REASON_OF_POINTS = "得分理由"
_PARTED = re.compile(
    r"(?:(?:偏差|未完成|未达标|扣分)?原因(?:分析|说明)?\s*[:：])?\s*(.*?)\s*[；;。，,]?\s*"
    r"(?:(?:下一步|拟)?(?:改进|整改)(?:措施)?|措施)\s*[:：]\s*(.+)",
    re.DOTALL,
)
_LED = re.compile(r"^\s*(?:偏差|未完成|未达标|扣分)?原因(?:分析|说明)?\s*[:：]\s*")
_TICKED_BEFORE = re.compile(r"[（(]([^（）()]{2,40})[)）]\s*(.*)", re.DOTALL)
_GUESSED = "一格里有几段，第一段写成原因说明，第二段写成改进措施，第三段写成得分理由"
_UNPARTED = "印出来的页面上看不出段落，原因和措施都写进了原因说明"
_NOT_A_TICK = "打勾的格子里写的不是勾，没有当作打勾"
_TWO_CHOSEN = "几个可能性都打了勾，没有写入"
_RATE_APART = "完成率按指标值和实际完成值算是 {}，和这里不一样"
_NO_RATE = "完成率没有写入，也没有核对：指标值或实际完成值不是一个数，或者单位换算不了"
_NO_ACTUAL = "只有完成率，没有实际完成值，没有写入"
_LINES_OF_REASONS = 3
_TEXTS = (ACTUAL, EXPECTED, CHANGED, CAUSE, MEASURES, REASONS, SHORTFALLS)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row by the labels of the model, and what its cells of 分值 and 得分 say."""

    data: dict[str, Any]
    cells: Mapping[str, Sequence[Cell]]


def with_results(labels: Labels) -> Labels:
    """The labels that a form about results is read by: its columns beside those that other forms have too."""
    more = head_words()
    columns = Items(
        {**labels.columns.named, **{word: word for word in _columns()}},
        labels.columns.within,
        labels.columns.money,
        labels.columns.paragraphs | {REASONS, CAUSE, MEASURES, SHORTFALLS},
    )
    head = labels.indicators
    return replace(
        labels,
        columns=columns,
        indicators=replace(
            head, columns={**{key(one): one for one in head.columns.values()}, **more, **head.columns}, needs=INDICATOR
        ),
    )


def _columns() -> tuple[str, ...]:
    return (*_TEXTS, POINTS, DONE_RATE, LIKELIHOOD, *SHORTFALL_WORDS, *LIKELIHOOD_WORDS)


def read_result_rows(
    groups: Sequence[ResultGroup], labels: Labels, layout: Layout, ledger: Ledger, *, reflowed: bool = False
) -> list[ResultRow]:
    """Every row that says an indicator. What is under no label stays with the ledger. Of `reflowed` text no paragraphs are known."""
    made: list[tuple[Row, list[tuple[int, Row]]]] = []
    for group in groups:
        head = one_head(group, labels.indicators.columns)
        ledger.pass_over(*_said_by_heads(group, head, labels))
        below = moved(made[-1][0], head, group.below) if group.again and made else None
        if below is None:
            made.append((head, list(group.below)))
        else:
            made[-1][1].extend(below)
    made = [with_adjusted(head, without_shared_points(head, below, ledger), ledger) for head, below in made]
    cells: list[Mapping[str, Sequence[Cell]]] = []
    rows = read_indicators(made, labels, layout.taxonomy, ledger, cells)
    found = []
    for at, (row, of) in enumerate(zip(rows, cells, strict=True)):
        with ledger.within(at):
            found.append(ResultRow(_row(row, of, ledger, reflowed=reflowed), of))
    return found


def _said_by_heads(group: ResultGroup, head: Row, labels: Labels) -> Iterator[Paragraph]:
    """The paragraphs of head cells that mean a label."""
    for cell, meant in zip(group.second or group.head, head, strict=True):
        if meant is not cell:
            yield from cell.paragraphs
    for cell in group.head if group.second else ():
        if one_head(ResultGroup((cell,)), labels.indicators.columns)[0] is not cell:
            yield from cell.paragraphs


def _row(row: dict[str, Any], cells: Mapping[str, Sequence[Cell]], ledger: Ledger, *, reflowed: bool) -> dict[str, Any]:
    for label in _TEXTS:
        if is_nothing(row.get(label, "")) and label in row:
            ledger.follow(*_paragraphs(cells, label))
            row.pop(label)
    for label in (ACTUAL, EXPECTED, CHANGED):
        if row.get(label) and any(len(_lines(cell)) > 1 for cell in cells.get(label, ())):
            ledger.doubt(ledger.place(_paragraphs(cells, label)), row[label], f"{label}：{JOINED}", label)
    _done_rate(row, cells, ledger)
    _shortfalls(row, cells, ledger)
    _likelihood(row, cells, ledger)
    _reasons(row, cells, ledger, reflowed=reflowed)
    for label in (WEIGHT, POINTS):
        said = number(str(row.get(label, "")))
        if label in row and said is not None:
            row[label] = str(row[label]).strip().removesuffix("分").strip()
        elif label in row and (is_none(str(row[label]).strip()) or is_nothing(str(row[label]))):
            ledger.follow(*_paragraphs(cells, label))
            row.pop(label)
    return {label: value for label, value in row.items() if value not in ("", [])}


def _lines(cell: Cell) -> list[str]:
    return [line for line in cell.text.split("\n") if not blank(line)]


def _paragraphs(cells: Mapping[str, Sequence[Cell]], label: str) -> list[Any]:
    return [one for cell in cells.get(label, ()) for one in cell.paragraphs]


def _done_rate(row: dict[str, Any], cells: Mapping[str, Sequence[Cell]], ledger: Ledger) -> None:
    """完成率 is not written: it follows. One that does not, or beside which nothing says what was reached, is told."""
    written = str(row.pop(DONE_RATE, "")).strip()
    if is_nothing(written):
        ledger.follow(*_paragraphs(cells, DONE_RATE))
        return
    actual = str(row.get(ACTUAL, ""))
    follows = rate_that_follows(str(row.get(CHANGED) or row.get(TARGET, "")), actual, written)
    if follows == "":
        ledger.follow(*_paragraphs(cells, DONE_RATE))
        return
    why = _NO_ACTUAL if not actual else _RATE_APART.format(follows) if follows else _NO_RATE
    ledger.leave_piece(ledger.place(_paragraphs(cells, DONE_RATE)), written, why)


# --- what is ticked


def _ticked(
    row: dict[str, Any], words: Sequence[str], cells: Mapping[str, Sequence[Cell]], ledger: Ledger
) -> list[str]:
    """Those of some columns whose cells are ticked; what is no tick is left over."""
    found = []
    for word in words:
        written = row.pop(word, "")
        said = tick(str(written))
        if said:
            found.append(word)
        if said is not None:
            ledger.follow(*_paragraphs(cells, word))
        elif not blank(str(written)):
            place = ledger.place(_paragraphs(cells, word))
            ledger.leave_piece(place, str(written), f"{_NOT_A_TICK}（{word}）")
    return found


def _shortfalls(row: dict[str, Any], cells: Mapping[str, Sequence[Cell]], ledger: Ledger) -> None:
    found = _ticked(row, SHORTFALL_WORDS, cells, ledger)
    written = str(row.pop(SHORTFALLS, ""))
    if not blank(written):
        said = choices(written, SHORTFALL_WORDS)
        rest = written if said is None else said[1]
        found += [] if said is None else said[0]
        if not blank(rest):
            row[CAUSE] = "\n".join(filter(None, [rest.strip(), str(row.get(CAUSE, ""))]))
    if found:
        row[SHORTFALLS] = list(dict.fromkeys(found))


def _likelihood(row: dict[str, Any], cells: Mapping[str, Sequence[Cell]], ledger: Ledger) -> None:
    found = _ticked(row, LIKELIHOOD_WORDS, cells, ledger)
    written = str(row.pop(LIKELIHOOD, "")).strip()
    if written and not found:
        said = choices(written, LIKELIHOOD_WORDS)
        found = said[0] if said is not None and blank(said[1]) else [written]
    if len(found) == 1:
        row[LIKELIHOOD] = found[0]
    elif found:
        place = ledger.place([one for word in found for one in _paragraphs(cells, word)])
        ledger.leave_piece(place, "、".join(found), _TWO_CHOSEN)


# --- why


def _reasons(row: dict[str, Any], cells: Mapping[str, Sequence[Cell]], ledger: Ledger, *, reflowed: bool) -> None:
    """偏差原因分析及改进措施 in one cell: by its own labels, else by its paragraphs, as our forms print them."""
    written = str(row.pop(REASONS, "")).strip()
    if not written:
        return
    before = _TICKED_BEFORE.fullmatch(written)
    said = choices(before[1], SHORTFALL_WORDS) if before else None
    if before and said and said[0] and blank(said[1]):
        row[SHORTFALLS] = list(dict.fromkeys([*row.get(SHORTFALLS, []), *said[0]]))
        written = before[2]
    parted = _PARTED.fullmatch(written)
    if parted and not blank(parted[1]):
        _add(row, CAUSE, parted[1])
        _add(row, MEASURES, parted[2])
        return
    lines = [line for line in written.split("\n") if not blank(line)]
    if not 1 < len(lines) <= _LINES_OF_REASONS:
        _add(row, CAUSE, _LED.sub("", written))
        if reflowed:
            ledger.doubt(ledger.place(_paragraphs(cells, REASONS)), written, _UNPARTED, CAUSE)
        return
    for label, line in zip((CAUSE, MEASURES, REASON_OF_POINTS), lines, strict=False):
        _add(row, label, line.strip())
    ledger.doubt(ledger.place(_paragraphs(cells, REASONS)), written, _GUESSED, CAUSE)


def _add(row: dict[str, Any], label: str, text: str) -> None:
    row[label] = "\n".join(filter(None, [str(row.get(label, "")), text.strip()]))


__all__ = ["ResultRow", "read_result_rows", "with_results"]
