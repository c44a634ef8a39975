"""What became of every paragraph that was read: in the filing, printed by the layout anyway, or left over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from perfgen.docx.blocks import Block, BlockDocument, Cell, Paragraph, Row
from perfgen.docx.budget import DocumentBudget
from perfgen.docx.objects import quoted
from perfgen.importing.words import blank
from perfgen.shown import visible
from perfgen.source.data import Steps

CHECK = "请核对："
"""What a comment in the YAML begins with that asks for a person's eye."""

JOINED = "原文分成几行或几格，已经连成一行"
NO_PLACE = "版式里没有放它的地方"
FIXED = "这里的字是版式印的，YAML 里没有放它的地方；要改就改版式"

_A_LOOK = 16
"""After how many cells the clock is looked at."""
_LINES_OF_A_LABEL = 12
"""A cell of more paragraphs says no label."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should look at: where it stands, what it says, and why it is mentioned.

    `about` is the path of what it is about in the filing; empty for what has no place there. `note` is what is said of
    it there, where that is more than `why`. `paragraph` is the one it is about, where it says nothing unless that is
    in the filing.
    """

    place: str
    text: str
    why: str
    about: Steps = ()
    note: str = ""
    paragraph: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The account of one file. `read` paragraphs with text are `taken`, `printed` by the layout itself, or `left`.

    `fixed` are those that the layout prints.
    """

    file: Path
    read: int
    taken: int
    printed: int
    left: tuple[Remark, ...]
    doubtful: tuple[Remark, ...]
    fixed: tuple[Remark, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The report as data for a JSON file, keys in Chinese."""

        def listed(remarks: tuple[Remark, ...]) -> list[dict[str, str]]:
            return [{"位置": one.place, "文字": one.text, "原因": one.why} for one in remarks]

        return {
            "文件": str(self.file),
            "读到": self.read,
            "写入": self.taken,
            "版式自带": self.printed,
            "没有写入": listed(self.left),
            "需要核对": listed(self.doubtful),
        }


@dataclass(slots=True)
class Ledger:
    """Every paragraph with text that a document has; who reads one, says what became of it.

    What is in a paragraph and is no text counts as one more, which was left. What nobody speaks for is left over: nothing is lost because a reader did not think of it.
    """

    file: Path
    budget: DocumentBudget
    doubtful: list[Remark] = field(default_factory=list)
    _places: dict[Paragraph, str] = field(default_factory=dict)
    _taken: set[Paragraph] = field(default_factory=set)
    _printed: set[Paragraph] = field(default_factory=set)
    _why: dict[Paragraph, str] = field(default_factory=dict)
    _about: Steps = ()
    _cells: dict[Paragraph, Cell] = field(default_factory=dict)
    _follows: set[Paragraph] = field(default_factory=set)
    _whole: dict[Paragraph, Paragraph] = field(default_factory=dict)
    _pieces: list[Remark] = field(default_factory=list)
    _within: dict[Paragraph, Steps] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Path, document: BlockDocument, budget: DocumentBudget) -> Ledger:
        """The ledger of a document, nothing accounted for yet. Whatever is entered later looks at the clock of `budget`."""
        ledger = cls(file, budget)
        for block in (*document.blocks, *document.around):
            ledger._enter(block)
        return ledger

    def _enter(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._places |= {block: block.place} if _says_or_holds(block) else {}
            return
        self.name_rows(enumerate(block.rows, 1), block.place)

    def name_rows(self, rows: Iterable[tuple[int, Row]], table: str) -> None:
        """Say what table rows belong to, for their places: 第5行 第2格 of it."""
        for number, row in rows:
            for column, cell in enumerate(row, 1):
                for paragraph in cell.paragraphs:
                    if _says_or_holds(paragraph):
                        self._cells[paragraph] = cell
                        self._places[paragraph] = f"{table} 第{number}行 第{column}格"

    def place(self, paragraphs: Iterable[Paragraph]) -> str:
        """Where the first of some paragraphs stands."""
        return next((self._places[one] for one in paragraphs if one in self._places), "")

    def take(self, *paragraphs: Paragraph) -> None:
        """These are in the filing, to the letter."""
        self.budget.go_on()
        whole = [self._whole.get(one, one) for one in paragraphs]
        self._taken.update(whole)
        self._within |= dict.fromkeys(whole, self._about)

    def pass_over(self, *paragraphs: Paragraph) -> None:
        """These the layout prints by itself."""
        self.budget.go_on()
        whole = [self._whole.get(one, one) for one in paragraphs]
        self._printed.update(whole)
        for one in whole:
            self._within.setdefault(one, self._about)

    def steps_around(self, paragraph: Paragraph) -> Steps:
        """The path, as far as it was said, of the part of the filing that a paragraph was read into."""
        return self._within.get(paragraph, ())

    def follow(self, *paragraphs: Paragraph) -> None:
        """These say what follows from the filing, as a sum does, and the layout prints it."""
        self.pass_over(*paragraphs)
        self._follows.update(paragraphs)

    def hold_against(self, lacks: Callable[[str, str], Sequence[str]]) -> None:
        """Leave every paragraph of a cell over that was taken, or passed over, though something of it is nowhere.

        `lacks` says which words of a text, in a cell that says a text, are neither in the filing nor printed by forms.
        """
        for at, (paragraph, cell) in enumerate(self._cells.items()):
            if paragraph in self._follows or not (paragraph in self._taken or paragraph in self._printed):
                continue
            if at % _A_LOOK == 0:
                self.budget.go_on()
            short = len(cell.paragraphs) <= _LINES_OF_A_LABEL
            missing = lacks(paragraph.printed, cell.text if short else paragraph.printed)
            if missing:
                self._taken.discard(paragraph)
                self._printed.discard(paragraph)
                self._why[paragraph] = f"“{'”“'.join(missing)}”没有写进来"

    def left_texts(self) -> list[str]:
        """What is left over so far."""
        return [one.text for one in (*self._left(), *self._pieces)]

    def concerns(self, remark: Remark) -> bool:
        """Whether a remark is about something in the filing, or about no paragraph in particular."""
        return remark.paragraph is None or remark.paragraph in self._taken

    def part(self, paragraph: Paragraph, text: str) -> tuple[Paragraph, Paragraph]:
        """Part a heading from the text behind it. What becomes of the text, becomes of the paragraph."""
        head = paragraph.text.removesuffix(text)
        behind = Paragraph(text, place=paragraph.place)
        self._whole[behind] = paragraph
        return replace(paragraph, text=head.rstrip()), behind

    def leave(self, why: str, *paragraphs: Paragraph) -> None:
        """These have no place in the filing, for a reason better than the common one."""
        self.budget.go_on()
        self._why |= dict.fromkeys((self._whole.get(one, one) for one in paragraphs), why)

    def leave_piece(self, place: str, text: str, why: str) -> None:
        """Part of a paragraph has no place in the filing, though the rest has: it counts as one more that was read."""
        self._pieces.append(Remark(place, text, why))

    @contextmanager
    def within(self, *steps: str | int) -> Iterator[None]:
        """What is doubted meanwhile lies below these steps of the filing's path."""
        outside, self._about = self._about, (*self._about, *steps)
        try:
            yield
        finally:
            self._about = outside

    def doubt(self, place: str, text: str, why: str, *about: str | int) -> None:
        """Something is in the filing, and should be looked at; `about` says where, below the steps at hand."""
        self.doubtful.append(Remark(place, text, why, (*self._about, *about)))

    def comments(self) -> dict[Steps, list[str]]:
        """Every doubt about something in the filing as a comment for the YAML, by its path."""
        found: dict[Steps, list[str]] = {}
        for one in (one for one in self.doubtful if one.about):
            lines = found.setdefault(one.about, [])
            line = visible(f"{CHECK}{one.note or one.why}")  # one line, whatever it quotes
            if line not in lines:
                lines.append(line)
        return found

    def report(self) -> Report:
        """The account, in the order of the document."""
        left = tuple(self._left())
        told = [one for one in self._places if not blank(one.printed)]
        taken = sum(one in self._taken for one in told)
        fixed = tuple(
            Remark(self._places[one], one.printed, FIXED)
            for one in told
            if one in self._printed and one not in self._taken
        )
        left += tuple(self._pieces)
        read = taken + len(fixed) + len(left)
        return Report(self.file, read, taken, len(fixed), left, tuple(self.doubtful), fixed)

    def _left(self) -> Iterator[Remark]:
        for paragraph, place in self._places.items():
            if not (blank(paragraph.printed) or paragraph in self._taken or paragraph in self._printed):
                yield Remark(place, paragraph.printed, self._why.get(paragraph, NO_PLACE))
            yield from (Remark(place + quoted(paragraph.text), one.said, one.why) for one in paragraph.objects)


def _says_or_holds(paragraph: Paragraph) -> bool:
    return bool(paragraph.objects) or not blank(paragraph.printed)


def paragraphs_of(blocks: Iterable[Block]) -> list[Paragraph]:
    """The paragraphs among blocks, those of tables aside."""
    return [block for block in blocks if isinstance(block, Paragraph)]
