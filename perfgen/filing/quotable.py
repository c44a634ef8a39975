"""What a narrative can quote, and how much of a unit is one 元."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from perfgen.filing.fields import OwnField, OwnFields
from perfgen.filing.project import Project
from perfgen.filing.regex import regex

ROOTS = ("年度", "部门", "金额单位", "合计", "项目")
"""The names a narrative can begin a quotation with."""

_BRACKETED = r"项目\s*(?:《[^》\n]{1,200}》|[（(]\s*[\"“][^\"”\n]{1,200}[\"”]\s*[)）])\s*[.。．]"
ROOTED = regex(rf"\s*\(?\s*(?:(?:{'|'.join(ROOTS)})\s*(?:[.。．\[［【|｜丨│∣¦\"“]|$)|年度\s*[+－＋-]|{_BRACKETED})")
"""How what is quoted begins, whether the signs in it are typed full-width or not."""

PER_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}


class _AnyProject(Mapping[str, Any]):
    """Projects before their names are known: there is one under every name."""

    def __init__(self, own: Mapping[str, Any]) -> None:
        self._own = own

    def __getitem__(self, name: str) -> Any:
        return {**{label: empty for label, (_, empty) in of_projects().items()}, "项目名称": name, **self._own}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __iter__(self) -> Iterator[str]:
        return iter(("项目名称",))

    def __len__(self) -> int:
        return 1


MONEY = {"预算数": "budget", "财政资金": "fiscal", "其他资金": "other"}
"""The amounts that are added up over all projects, and the fields that hold them."""


@cache
def of_projects() -> Mapping[str, tuple[str, str | Decimal]]:
    """What can be quoted of a project, by label: each of its fields that holds a text or an amount, and what stands for none."""
    empty: dict[object, str | Decimal] = {str: "", Decimal: Decimal(0)}
    found = {
        info.alias or name: (name, empty[kind])
        for name, info in Project.model_fields.items()
        for kind in _kinds(info.annotation)
        if kind in empty
    }
    return MappingProxyType(found)


def _kinds(annotation: Any) -> Iterator[object]:
    """The types that a field may hold, without what is said of them besides."""
    if get_origin(annotation) is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for one in get_args(annotation):
            yield from _kinds(one)
    else:
        yield annotation


SHAPE: dict[str, Any] = {
    "年度": 0,
    "部门": {"编码": "", "名称": ""},
    "金额单位": "",
    "合计": {**dict.fromkeys(MONEY, Decimal(0)), "项目数": 0},
    "项目": _AnyProject({}),
}
"""What can be quoted, before there is a filing: every mistake but a wrong project name shows against it."""


@lru_cache(maxsize=64)
def shape(own: OwnFields) -> Mapping[str, Any]:
    """What can be quoted in a filing of a layout with own fields, before there is a filing."""
    return {**SHAPE, **_empty(own.whole), "项目": _AnyProject(_empty(own.project))}


def _empty(fields: tuple[OwnField, ...]) -> dict[str, Any]:
    return {one.name: Decimal(0) if one.kind in ("金额", "百分比") else "" for one in fields}
