"""Filings for the library's tests: those of examples/, and one made of every other name that the tests have."""

from __future__ import annotations

import re
from functools import cache

from perfgen.checking import gather, load
from perfgen.filing import Filing
from perfgen.library.kept import KeptFiling, KeptIndicator, KeptProject, kept
from perfgen.units import Unit
from tests.conftest import ROOT

_ROW = re.compile(
    r"^ *(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度)(?:指标)?\|([^|\n]+)\|([^|\n]*)",
    re.MULTILINE,
)
_NAMED = re.compile(r"三级指标: ([^,}\"\\\n]+)")


@cache
def kept_filings() -> tuple[KeptFiling, ...]:
    """The filings of examples/: eight, of six units in three layouts."""
    loaded = [load(path) for path in gather([ROOT / "examples"]).filings]
    return tuple(
        kept(one.subject.filing, one.layout.kind, one.layout.name, {})
        for one in loaded
        if isinstance(one.subject.filing, Filing)
    )


def other_names() -> KeptFiling:
    """Some four hundred further names, out of the tests' rows: what the right one has to be found among."""
    found: dict[str, KeptIndicator] = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for level2, name, target in _ROW.findall(text):
            found.setdefault(name, KeptIndicator("产出指标", f"{level2}指标", name, "", target, "", "", ""))
        for name in _NAMED.findall(text):
            found.setdefault(name.strip(), KeptIndicator("产出指标", "数量指标", name.strip(), "", "", "", "", ""))
    return KeptFiling(Unit("999999", "别的部门", 2020), "", (KeptProject("别的项目", "", tuple(found.values())),))
