"""How documents of a layout are told and read: 读入 in a layout.yaml. All of it is data; the reader is one that is installed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from perfgen.filing import labels, nearest
from perfgen.filing.base import Model, fault
from perfgen.filing.labels import key
from perfgen.layouts.bounds import Label, at_most

_MOST_SIGNS, _MOST_WORDS, _MOST_SYNONYMS = 20, 200, 100
"""Of signs and the words of each, and of labels with synonyms and the synonyms of each: each is looked for in every document."""

Words = Annotated[tuple[Label, ...], at_most(_MOST_WORDS)]

STANDARD = (
    labels.TOP, labels.AMOUNTS, labels.ROW_HEADS, labels.ITEMS, labels.COLUMNS, labels.MORE_COLUMNS, labels.DUTY_COLUMNS,
    labels.TARGET_PARTS, labels.SECTIONS, labels.SOURCE_ITEMS, labels.WHOLE_ITEMS,
)  # fmt: skip
"""The labels that may have synonyms."""


class Sign(Model):
    """What tells a form: so many of some words, and certain ones among them. Blanks, brackets and width do not count."""

    labels: Words = Field((), alias="标签", description="单独成格或成段的字")
    titles: Words = Field((), alias="标题", description="标题或表头里有的字")
    enough: int | None = Field(None, alias="至少", ge=1, description="有几个就算；不写，就是都要有")
    must: Words = Field((), alias="必有", description="一定要有的标签")

    @model_validator(mode="after")
    def _can_be_met(self) -> Sign:
        if not self.labels and not self.titles:
            raise fault("标签 和 标题 至少写一样", "如 {标题: [工作活动概况, 资金安排情况], 至少: 1}")
        if self.enough and self.enough > len(self.labels) + len(self.titles):
            raise fault("至少 比列出来的字还多", "改小，或者多列几个", at=("至少",))
        return self

    def found(self, said: Collection[str]) -> int:
        """How many of its words a document says, where they are enough; else 0. `said` are the keys of what it says."""
        count = sum(key(word) in said for word in self.labels)
        count += sum(any(key(word) in one for one in said) for word in self.titles)
        wanted = self.enough or len(self.labels) + len(self.titles)
        return count if count >= wanted and all(key(word) in said for word in self.must) else 0


_Signs = Annotated[tuple[Sign, ...], at_most(_MOST_SIGNS)]


class ImportReading(Model):
    """How a layout's documents are told, by any of some signs and none of others, and by which reader they are read."""

    reader: Label = Field(alias="读法", description="用哪种读法")
    tells: _Signs = Field((), alias="认出", description="有其中一条就是这个版式")
    excludes: _Signs = Field((), alias="排除", description="有其中一条就不是")
    in_tables: Words = Field((), alias="表里", description="表格里总有其中一个；一个也没有，就是表格没有读到")
    synonyms: Annotated[dict[Label, Words], at_most(_MOST_SYNONYMS)] = Field(
        {}, alias="别名", description="以前的文件里怎样印"
    )

    def synonym_faults(self, own: Collection[str]) -> Iterator[PydanticCustomError]:
        """Synonyms of what is no label, and words that already mean another label; `own` are the layout's own fields."""
        known = {label: label for table in STANDARD for label in table} | {name: name for name in own}
        meant = {key(word): label for table in STANDARD for label, words in table.items() for word in (label, *words)}
        for label, words in self.synonyms.items():
            if label not in known:
                yield fault(f"没有“{label}”这一项", nearest(label, tuple(known)), at=("读入", "别名", label))
            for word in words:
                other = meant.setdefault(key(word), label)
                if other != label:
                    message = f"“{word}”已经是“{other}”的写法，不能再作“{label}”的"
                    yield fault(message, "换一个，或者删掉", at=("读入", "别名", label))
