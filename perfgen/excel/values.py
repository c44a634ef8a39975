"""What a value of a filing is as a cell: a number with the format that shows it as it was written, or the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from perfgen.excel.numbers import shown
from perfgen.excel.sheets import Holds, Labels, SheetColumn
from perfgen.filing import Target
from perfgen.filing.labels import DESCRIPTION, INDICATOR, SIGN, TARGET, UNIT, VALUE
from perfgen.filing.numbers import HALF_WIDTH, parse_decimal
from perfgen.filing.target import TARGET_COLUMNS, TEXT_SIGN
from perfgen.source.grammar import QUALITATIVE


class Value(NamedTuple):
    """A value for a cell: a number with its format, or a text (format empty)."""

    content: str | float
    format: str = ""


def value_of(column: SheetColumn, text: str) -> Value:
    """The value of a column as a cell holds it; what a number would show otherwise stays text."""
    match column.holds:
        case Holds.AMOUNT | Holds.NUMBER:
            return _number(text, grouped=column.holds is Holds.AMOUNT) or Value(text)
        case Holds.PERCENT:
            return _percent(text) or Value(text)
        case Holds.YEAR:
            return _number(text, grouped=False) or Value(text)
    return Value(text)


def plain_number(text: str) -> Value:
    """A number that a cell shows to the letter, or the text."""
    found = _number(text, grouped="," in text) if text.isascii() else None
    return found if found and shown(float(found.content), found.format).text == text else Value(text)


def _number(text: str, *, grouped: bool) -> Value | None:
    number = parse_decimal(text)
    if number is None:
        return None
    decimals = _decimals(number)
    code = ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")
    return Value(float(number), code) if _is_shown(number, float(number), code) else None


def _percent(text: str) -> Value | None:
    half = text.strip().translate(HALF_WIDTH)
    number = parse_decimal(half.removesuffix("%"))
    if number is None or not half.endswith("%"):
        return None
    decimals = _decimals(number)
    code = f"0.{'0' * decimals}%" if decimals else "0%"
    share = float(number / 100)
    return Value(share, code) if _is_shown(number, share, code) else None


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _is_shown(number: Decimal, held: float, code: str) -> bool:
    """Whether a cell that holds a number in binary shows the very number, with its decimals."""
    text = shown(held, code).text.replace(",", "").removesuffix("%")
    return Decimal(text).as_tuple() == number.as_tuple()


def paths_of(said: Any, above: Labels = ()) -> Iterator[Labels]:
    """The paths of labels, without indices, under which a filing says something; it is given as plain data."""
    if isinstance(said, Mapping):
        for label, inner in said.items():
            if label == DESCRIPTION and inner == said.get(INDICATOR):
                continue  # left out, it is the name
            yield from paths_of(inner, (*above, str(label)))
    elif isinstance(said, (list, tuple)):
        for inner in said:
            yield from paths_of(inner, above)
        return
    if said is not None and above:
        yield above


def cells_of(columns: tuple[SheetColumn, ...], said: Mapping[str, Any]) -> Iterator[tuple[SheetColumn, Value]]:
    """What a row says, by column; `said` are its values by label."""
    targets = target_cells(said.get(TARGET))
    told: set[Labels] = set()
    for column in columns:
        if column.path[0] == TARGET:
            if column.path[1] in targets:
                yield column, targets[column.path[1]]
            continue
        inside: Any = said
        for depth, step in enumerate(column.path):
            inside = inside.get(step) if isinstance(inside, Mapping) else None
            if inside == {} and column.path[: depth + 1] not in told:
                told.add(column.path[: depth + 1])
                yield column, Value("")  # which tells that there is a mapping with nothing in it
        if isinstance(inside, list) and column.choices:
            inside = "、".join(map(str, inside))  # several words in one cell
        again = column.path == (DESCRIPTION,) and inside == said.get(INDICATOR)
        if isinstance(inside, str) and not again:
            yield column, value_of(column, inside)


def target_cells(said: Any) -> dict[str, Value]:
    """A 指标值 in the three cells that read as the very same one: in its parts where they put together are what was written."""
    if isinstance(said, Mapping):
        parts = [str(said.get(part) or "") for part in TARGET_COLUMNS]
    elif isinstance(said, str):
        parts = list(Target.model_validate(said).columns)
        if parts[0] == TEXT_SIGN or not (parts[0] or parts[2]) or "".join(parts) != said:
            return {VALUE: plain_number(said)}
    else:
        return {}
    target = Target.model_validate(dict(zip(TARGET_COLUMNS, parts, strict=True)))
    if target.parts is None and isinstance(said, Mapping):
        return target_cells(target.written)
    cells = {part: Value(text) for part, text in zip(TARGET_COLUMNS, parts, strict=True) if text}
    if VALUE in cells:
        cells[VALUE] = plain_number(parts[1])
    if not (parts[0] or parts[2]):
        cells[SIGN] = Value("")  # which tells that it was written in parts
    elif parts[0] in (TEXT_SIGN, QUALITATIVE) and not parts[2]:
        cells[UNIT] = Value("")  # so that the value is not taken for it
    return cells
