"""What a form about results says of 分值, 得分, 执行率 and 总分, held against what follows from the rest: kept, or told, never replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pydantic import ValidationError

from perfgen.docx.blocks import Cell, Paragraph, Row
from perfgen.filing import IndicatorResults, Spent
from perfgen.filing.labels import GRADES
from perfgen.filing.numbers import decimal_text
from perfgen.filing.result_labels import GRADE, MONEY_COLUMNS, POINTS, RATE, TOTALS, WEIGHT
from perfgen.importing.report import Ledger
from perfgen.importing.result_heads import over
from perfgen.importing.result_money import Worked
from perfgen.importing.result_rows import REASON_OF_POINTS, ResultRow
from perfgen.importing.result_words import is_nothing, named, number, percentage, words
from perfgen.importing.words import blank
from perfgen.layouts import Layout
from perfgen.scoring.override import override
from perfgen.scoring.rules import ScoreRules
from perfgen.scoring.scored import Scored
from perfgen.scoring.spread import spread
from perfgen.scoring.table import ScoredTable, score_table
from perfgen.scoring.total import TotalScore, total

_UNREAD = "表里还有看不懂的内容，得分、总分没有核对"
_NOT_SCORED = "这种表不算得分"


@dataclass(frozen=True, slots=True)
class Claims:
    """What one form says that follows: of its rows, its money (`line` is the sum), and in the rows of its sum."""

    rows: Sequence[ResultRow]
    line: str
    money: dict[str, dict[str, str]]
    worked: Sequence[Worked]
    totals: Sequence[Row]
    head: Row = ()
    """The head of the columns that the rows of the sum stand under."""


def hold_scores(claims: Claims, layout: Layout, year: str, ledger: Ledger) -> None:
    """Take out of the rows what follows anyway, and tell what does not agree. The rows are changed where they stand."""
    lines = _lines(claims.money, layout)
    for mark in claims.worked:
        if mark.column == RATE:
            _rate(mark, lines.get(mark.line), ledger)
    if layout.scores is None:
        _unscored(claims, ledger)
        return
    table = _table(claims, lines.get(claims.line), layout, year)
    if table is None:
        _uncompared(claims, ledger)
        return
    _weights(claims, table, layout, ledger)
    points = [
        _points(at, one, scored, layout.scores, ledger)
        for at, (one, scored) in enumerate(zip(claims.rows, table.rows, strict=True))
    ]
    for mark in claims.worked:
        if mark.column in (WEIGHT, POINTS):
            _of_money(mark, claims, table, ledger)
    _sums(claims, total([*([table.money] if table.money else []), *points], layout.scores), ledger)


def _points(at: int, one: ResultRow, scored: Scored, rules: ScoreRules, ledger: Ledger) -> Scored:
    """Hold the 得分 of a row against what was worked out; gives that, or what was chosen within a band."""
    written = str(one.data.get(POINTS, ""))
    typed = number(written)
    if typed is None:
        return scored
    if typed == scored.points:
        del one.data[POINTS]
        ledger.follow(*_paragraphs(one, POINTS))
        return scored
    taken = override(scored, typed, one.data.get(REASON_OF_POINTS), rules)
    if scored.points is None and taken.points == typed:
        return taken
    worked_out = "算不出来" if scored.points is None else f"算是 {decimal_text(scored.points)}"
    why = f"表上的得分是 {decimal_text(typed)}，按评分办法{worked_out}（{scored.how}）"
    note = f"{why}；确实要评这个分，加上 得分理由"
    ledger.doubt(ledger.place(_paragraphs(one, POINTS)), written, note, at, POINTS)
    return scored


def _lines(money: dict[str, dict[str, str]], layout: Layout) -> dict[str, Spent]:
    """The lines of the money that can be read."""
    found = {}
    for line, amounts in money.items():
        try:
            found[line] = Spent.model_validate(amounts, context=layout.form)
        except ValidationError:
            continue
    return found


def _table(claims: Claims, line: Spent | None, layout: Layout, year: str) -> ScoredTable | None:
    """The scores as they are worked out; None where something of the rows cannot be read."""
    if layout.scores is None or not claims.rows:
        return None
    rows = []
    for one in claims.rows:
        said = {label: value for label, value in one.data.items() if label not in (POINTS, REASON_OF_POINTS)}
        try:
            rows.append(IndicatorResults.model_validate(said, context=layout.form))
        except ValidationError:
            return None
    return score_table(rows, line, layout.scores, int(year) if year.isdecimal() else None)


# --- points of rows


def _weights(claims: Claims, table: ScoredTable, layout: Layout, ledger: Ledger) -> None:
    """Leave out the 分值 that the layout would give the rows anyway."""
    if layout.scores is None or not all(WEIGHT in one.data for one in claims.rows):
        return
    shared = spread(
        [str(one.data.get("一级指标", "")) for one in claims.rows], [None] * len(claims.rows), layout.scores
    )
    if shared.of == table.weights.of:
        for one in claims.rows:
            del one.data[WEIGHT]
            ledger.follow(*_paragraphs(one, WEIGHT))


def _unscored(claims: Claims, ledger: Ledger) -> None:
    for one in claims.rows:
        if POINTS in one.data:
            ledger.leave(_NOT_SCORED, *_paragraphs(one, POINTS))
    for row in claims.totals:
        ledger.leave(_NOT_SCORED, *(one for cell in row for one in cell.paragraphs))


def _uncompared(claims: Claims, ledger: Ledger) -> None:
    """What cannot be held against anything: it stays as it is written, and that is told."""
    said = [one for one in claims.rows if POINTS in one.data]
    if said or claims.totals:
        place = ledger.place(_paragraphs(said[0], POINTS)) if said else ""
        ledger.doubt(place, "", _UNREAD)
    for row in claims.totals:
        ledger.leave(_UNREAD, *(one for cell in row for one in cell.paragraphs if not _is_label(cell)))
        ledger.pass_over(*(one for cell in row for one in cell.paragraphs if _is_label(cell)))


def _paragraphs(one: ResultRow, label: str) -> list[Paragraph]:
    return [said for cell in one.cells.get(label, ()) for said in cell.paragraphs]


# --- money


def _rate(one: Worked, line: Spent | None, ledger: Ledger) -> None:
    """执行率 is right where it is that of the amounts, rounded to as many decimals as it has."""
    said = percentage(one.cell.text)
    rate = line.spent / line.budget * 100 if line is not None and line.budget else None
    if said and rate is not None and any(_rounded(rate / by, said[1]) == said[0] for by in _scales(one.cell.text)):
        ledger.follow(*one.cell.paragraphs)
    elif said and rate is not None:
        shown = decimal_text(_rounded(rate, 2))
        ledger.leave(f"{one.line}的执行率按金额算是 {shown}%，和这里不一样", *one.cell.paragraphs)
    elif said and not said[0]:
        ledger.follow(*one.cell.paragraphs)
    else:
        ledger.leave(f"{one.line}的执行率没有写入，按金额算", *one.cell.paragraphs)


def _scales(written: str) -> tuple[int, ...]:
    """By what a rate in percent is divided to be what is written: a cell of a workbook may show a share."""
    return (1,) if written.strip().endswith(("%", "％")) else (1, 100)


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _of_money(mark: Worked, claims: Claims, table: ScoredTable, ledger: Ledger) -> None:
    said = number(mark.cell.text)
    scored = table.money if mark.line == claims.line else None
    worked_out = None if scored is None else scored.weight if mark.column == WEIGHT else scored.points
    if said is not None and said == worked_out:
        ledger.follow(*mark.cell.paragraphs)
        return
    what = f"{mark.line}的{mark.column}"
    why = f"{what}按版式算是 {decimal_text(worked_out)}，和这里不一样" if worked_out is not None else f"{what}没有写入"
    ledger.leave(why, *mark.cell.paragraphs)


# --- the sum


def _sums(claims: Claims, whole: TotalScore, ledger: Ledger) -> None:
    """总分 is right where it is the sum of the points that are worked out, or chosen."""
    known = whole.unscored == 0
    shown = decimal_text(whole.points) if known else "算不出来（有的行没有得分）"
    for row in claims.totals:
        weight = _weight_in(row, claims)
        for cell in row:
            said = number(cell.text)
            if blank(cell.text):
                continue
            if cell is weight:
                if said == whole.weight:
                    ledger.follow(*cell.paragraphs)
                else:
                    why = f"分值合计是 {decimal_text(whole.weight)}，和这里不一样"
                    ledger.leave(why, *cell.paragraphs)
            elif _is_label(cell) or is_nothing(cell.text) or (said is not None and known and said == whole.points):
                ledger.follow(*cell.paragraphs)
            elif said is not None:
                ledger.leave(f"总分按评分办法算是 {shown}，和这里不一样", *cell.paragraphs)
            elif _grade_of(cell) in (*GRADES, whole.grade):
                grade = whole.grade or "算不出来"
                if _grade_of(cell) == grade:
                    ledger.follow(*cell.paragraphs)
                else:
                    ledger.leave(f"等级按评分办法算是 {grade}，和这里不一样", *cell.paragraphs)


def _weight_in(row: Row, claims: Claims) -> Cell | None:
    """The cell of a sum that is of the 分值, not of the 得分."""
    numbers = [cell for cell in row if number(cell.text) is not None]
    if len(numbers) > 1:
        return numbers[0]
    if not numbers:
        return None
    (only,) = numbers
    if claims.head and any(cell.span > 1 for cell in row):
        return only if named(over(claims.head, only, 0, -1), words((WEIGHT, *MONEY_COLUMNS[WEIGHT]))) else None
    behind = row[row.index(only) + 1 :]
    return only if behind and blank(behind[0].text) and any(WEIGHT in one.data for one in claims.rows) else None


def _is_label(cell: Cell) -> bool:
    return bool(named(cell.text, words(TOTALS)) or named(cell.text, words(GRADE)))


def _grade_of(cell: Cell) -> str:
    """The grade that a cell says, with its label or without."""
    before, sign, behind = cell.text.replace(":", "：", 1).partition("：")
    if sign and named(before, words(GRADE)):
        return behind.strip()
    return cell.text.strip()


__all__ = ["Claims", "hold_scores"]
