"""The texts of 部门整体绩效目标 of a filing, which quote its data, and of the Word file that somebody went over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from perfgen.comparing import Comparison, DifferenceKind
from perfgen.filing import Document, Filing, quote
from perfgen.filing.filing import Overall
from perfgen.filing.quoting import trace
from perfgen.merging.narrative import FOLLOWS, IS_QUOTED, MergedText, Unquoted, merged_text
from perfgen.source.grammar import OVERALL

_ANY = "总体绩效目标"


@dataclass(slots=True)
class QuotingTexts:
    """The texts of both sides. `comparison` is that of the printed filing with the Word file, of which `certain` where all could be read."""

    ours: Filing
    wanted: Filing
    comparison: Comparison
    certain: bool
    wants: dict[str, str] = field(init=False)
    """What each text shall print, by label."""

    def __post_init__(self) -> None:
        changed = {one.before_path for one in self.comparison.differences}
        printed, texts = _printed(self.ours), _printed(self.wanted)
        self.wants = {
            label: texts.get(label, "") if (OVERALL, label) in changed else printed[label] for label in printed
        }

    def merged(self) -> dict[str, MergedText]:
        """The sources of the texts that say something, by label, with what was changed in them."""
        renamed = {
            str(one.before): str(one.after)
            for one in self.comparison.differences
            if one.kind is DifferenceKind.RENAMED and one.before_path and len(one.before_path) == 3
        }
        said = sources(self.ours)
        found = {
            label: merged_text(trace(self.ours, label), source, self.wants[label], self._now, renamed)
            for label, source in said.items()
            if self.wants[label]
        }
        return found | {label: MergedText(text) for label, text in sources(self.wanted).items() if label not in said}

    def _now(self, quotation: str) -> str | None:
        return prints(self.wanted, quotation) if self.certain else None

    def told(self, after: Filing) -> dict[str, list[Unquoted]]:
        """What is quoted in `after`, the filing after the merge, and printed otherwise by the Word file: by the labels of texts.

        Only of texts that differ in nothing else.
        """
        found: dict[str, list[Unquoted]] = {}
        for label, source in sources(after).items():
            pieces = trace(after, label)
            if "".join(piece.printed for piece in pieces) == self.wants[label]:
                continue
            left = merged_text(pieces, source, self.wants[label], lambda _: None, {})
            if left.source == source:
                found[label] = [self._why(one) for one in left.told]
        return found

    def _why(self, one: Unquoted) -> Unquoted:
        stays = one.why == IS_QUOTED and one.wanted == prints(self.ours, one.source)
        return replace(one, why=FOLLOWS) if stays else one


def sources(filing: Document) -> dict[str, str]:
    """The texts of part one that say something, as they are written, by label."""
    if not isinstance(filing, Filing):
        return {}
    texts = {
        info.alias or name: getattr(filing.overall, name) for name, info in type(filing.overall).model_fields.items()
    }
    return {label: text for label, text in texts.items() if text}


def _printed(filing: Document) -> dict[str, str]:
    """What the texts print; none of a document that has no such texts, as 执行情况."""
    return quote(filing)[0] if isinstance(filing, Filing) else {}


def prints(filing: Filing, quotation: str) -> str | None:
    """What a quotation prints with the values of a filing; None where there is nothing it could."""
    overall = Overall.model_construct(general_goal=quotation)
    texts, problems = quote(filing.model_copy(update={"overall": overall}))
    return None if problems else texts[_ANY]
