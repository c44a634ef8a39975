"""The filings at some places, checked group by group and turned into rows: no more than one group is in memory at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from perfgen.checking import Checked, Gathered, Wanted, check_filings
from perfgen.tables.rows import filing_in, rows_of
from perfgen.tables.schema import Rows
from perfgen.units import bare

GROUP = 200
"""So many filings are checked together: more than a county has, and what they take in memory does not grow with all there are."""


@dataclass(slots=True)
class TablesTold:
    """What became of the files: how many are in the tables, which are not, and what there is to know of them.

    `ill` were not read or have mistakes; `prints` are documents made of others; `twice` are units, by name and year, with
    several filings. `groups` is how many times filings were compared with one another.
    """

    taken: int = 0
    prints: int = 0
    groups: int = 0
    ill: list[Checked] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def gathered_rows(gathered: Gathered, wanted: Wanted, shown: Callable[[Path], str], told: TablesTold) -> Iterator[Rows]:
    """The rows of every filing gathered, one by one; `told` is filled in on the way. Raises PerfgenError for bad settings.

    Documents that may be the print of a filing come last, when all that are not have been seen.
    """
    told.prints = len(gathered.passed)
    paths = iter(sorted(gathered.filings, key=gathered.loose.__contains__))  # stable
    units = Counter[tuple[str, int]]()
    sources: set[tuple[str, int]] = set()
    while group := tuple(islice(paths, GROUP)):
        checked, prints = check_filings(Gathered(group, gathered.loose), wanted)
        told.prints += prints
        told.groups += 1
        for one in checked:
            filing = filing_in(one)
            if filing is None:
                told.ill.append(Checked(one.path, one.name, said=tuple(one.said)))
                yield rows_of(one, 0, shown)
                continue
            named = bare(filing.department.name), filing.year
            if one.path in gathered.loose and named in sources:
                told.prints += 1
                continue
            if one.path not in gathered.loose:
                sources.add(named)
            unit = filing.department.code or named[0], filing.year
            units[unit] += 1
            if units[unit] == 2:
                told.twice.append(f"{filing.department.name} {filing.year} 年度")
            told.taken += 1
            yield rows_of(one, units[unit], shown)
        del checked
