"""PDF files: their objects changed, what they draw changed, and the file around them damaged."""

from __future__ import annotations

import random
import re
import tempfile
import zlib
from functools import cache
from pathlib import Path

from perfgen import building
from perfgen.docx.blocks import BlockDocument, Paragraph, read_blocks
from tests import handmade_pdf
from tests.conftest import SMALL
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import damaged, number, some, times
from tests.test_layout_2021 import OLD

OPERATORS = (
    b"q", b"Q", b"BT", b"ET", b"/F 1e9 Tf", b"/G 9 Tf", b"0 0 0 0 0 0 Tm", b"1 0 0 1 99999999 99999999 Tm", b"0 1 -1 0 50 50 Tm", b"1e300 0 0 1e300 0 0 cm",
    b"0 0 0 0 0 0 cm", b"<4e00> Tj", b"<4e> Tj", b"<zz> Tj", b"(a) Tj", b"[(a) -99999999 (b)] TJ", b"[] TJ", b"(a) '", b'1 2 (a) "', b"99999999 Tz", b"0 Tz",
    b"-1e9 TL T*", b"1e9 Tc", b"1e9 Tw", b"3 Tr", b"0 0 m 1e9 1e9 l S", b"0 0 1e9 1e9 re S", b"0 0 0 0 re f", b"-5 -5 -5 -5 re B*", b"/X Do", b"/F Do", b"/X gs", b"/X sh",
    b"BI /W 9 /H 9 /BPC 8 /CS /G ID xxxxxxxxx EI", b"BI ID EI", b"BI", b"/P <</MCID 0>> BDC", b"EMC", b"EMC EMC EMC", b"W n", b"h", b"[9 9] 0 d", b"1 w 0 J",
    b"% comment", b"<<", b">>", b"[", b"]", b"(", b")", b"null null null l", b"/a /b /c re", b"(a) (b) m", b"0.0.0 0 m", b"--5 0 m", b"1e m", b"true false l S", b"\xff\xfe",
)  # fmt: skip
VALUES = (
    b"null", b"true", b"()", b"<>", b"[]", b"<<>>", b"/X", b"(x)", b"1 0 R", b"2 0 R", b"3 0 R", b"6 0 R", b"7 0 R", b"99 0 R", b"0 0 R", b"-1 0 R", b"1 65535 R",
    b"[1 0 R 2 0 R]", b"[2 0 R]", b"[0 0 0 0]", b"[0 0 1e9 1e9]", b"[9 9 1 1]", b"[null null]", b"[(a) (b) (c) (d)]", b"<</A 1 0 R>>", b"/Identity-H", b"/UniGB-UCS2-V",
    b"/../../../tmp/x", b"/#2e#2e#2fx", b"(../x)", b"/GBK-EUC-H", b"/FlateDecode", b"[/FlateDecode /FlateDecode]", b"/LZWDecode", b"/ASCII85Decode", b"/ASCIIHexDecode",
    b"/RunLengthDecode", b"/DCTDecode", b"/JBIG2Decode", b"/CCITTFaxDecode", b"/Crypt", b"/Type1", b"/TrueType", b"/Type3", b"/CIDFontType2", b"[" * 400, b"<<" * 400,
    b"[" * 50 + b"]" * 50, b"(" * 300, b"[0 [1 2 3] 4 5 6]", b"[0 99999999 1]", b"[1 0 500]", b"[-1 [1e300]]",
)  # fmt: skip
_TOKEN = re.compile(rb"/[A-Za-z]+|\d+ 0 R|-?\d+(?:\.\d+)?|\[[^\[\]]*\]")


@cache
def bases() -> tuple[list[bytes], ...]:
    """The objects of PDF files of small filings, and of a page with one line."""
    found = [handmade_pdf.objects([Paragraph("部门预算绩效文本")])]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("a", SMALL), ("b", OLD)):
            source = Path(folder) / f"{name}.yaml"
            source.write_text(text, encoding="utf-8")
            read: BlockDocument = read_blocks(building.build(source, source.with_suffix(".docx")))
            found.append(handmade_pdf.objects(read.blocks))
            found.append(handmade_pdf.objects(read.blocks[:40]))
    return tuple(found)


def make(chance: random.Random) -> Case:
    """A PDF that was changed, read in or checked."""
    numbered = list(chance.choice(bases()))
    for _ in some(chance, 8):
        at = chance.randrange(len(numbered))
        if b"stream\n" in numbered[at]:
            numbered[at] = _stream(chance, numbered[at])
        else:
            numbered[at] = _object(chance, numbered[at])
    if chance.random() < 0.05:
        chance.shuffle(numbered)
    content = handmade_pdf.pdf(numbered)
    kind = chance.random()
    if kind < 0.1:
        content = damaged(chance, content)
        content += b"%%EOF" if chance.random() < 0.8 else b""
    elif kind < 0.15:
        content = re.sub(rb"\d{10} 00000 n", lambda _: b"%010d 00000 n" % chance.randrange(99999), content)
    elif kind < 0.2:
        content = content.replace(b"trailer\n<<", b"trailer\n<<" + chance.choice(TRAILERS))
    elif kind < 0.23:
        content = content.replace(b"xref", b"xrxf")
    command = chance.choice(
        (["import", "a.pdf", "-o", "y.yaml"], ["import", "a.pdf", "-o", "y.yaml", "--check"], ["check", "a.pdf"])
    )
    return Case("pdf", "", {"a.pdf": content}, [command])


TRAILERS = (
    b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P 0>>", b"/Encrypt 1 0 R", b"/Prev 9", b"/Prev 0", b"/Prev 99999999", b"/XRefStm 9", b"/Root null", b"/Size -1 ",
    b"/Encrypt<</Filter/Standard/V 5/R 6/Length 256/O()/U()/P -1/CF<<>>/StmF/X>>/ID[()()]", b"/Info 1 0 R", b"/Info 3 0 R", b"/Info(x)",
)  # fmt: skip


def _object(chance: random.Random, source: bytes) -> bytes:
    tokens = list(_TOKEN.finditer(source))
    kind = chance.randrange(8)
    if kind == 0:
        return chance.choice(VALUES)
    if kind == 1 or not tokens:
        return b"<</%b %b%b" % (chance.choice(KEYS), chance.choice(VALUES), source[2:])
    token = chance.choice(tokens)
    if kind in (2, 3):
        new = number(chance).encode("utf-8", "replace")
    elif kind == 4:
        new = chance.choice(tokens)[0]
    elif kind == 5:
        new = b""
    else:
        new = chance.choice(VALUES)
    return source[: token.start()] + b" " + new + b" " + source[token.end() :]


KEYS = (
    b"Rotate", b"UserUnit", b"MediaBox", b"CropBox", b"Contents", b"Resources", b"Parent", b"Kids", b"Count", b"Type", b"Subtype", b"Filter", b"DecodeParms", b"Length",
    b"ToUnicode", b"Encoding", b"W", b"W2", b"DW", b"DW2", b"FontMatrix", b"FontBBox", b"FontFile2", b"FontFile3", b"Widths", b"FirstChar", b"LastChar", b"CIDToGIDMap",
    b"CIDSystemInfo", b"Differences", b"CharProcs", b"Annots", b"StructParents", b"StructTreeRoot", b"Outlines", b"PageLabels", b"Ascent", b"Descent", b"MissingWidth",
)  # fmt: skip


def _stream(chance: random.Random, source: bytes) -> bytes:
    head, _, rest = source.partition(b"stream\n")
    body = rest.removesuffix(b"\nendstream")
    lines = body.split(b"\n")
    for _ in some(chance, 10):
        at = chance.randrange(len(lines)) if lines else 0
        kind = chance.randrange(6)
        if kind == 0:
            lines[at:at] = lines[at : at + 30] * times(chance)
        elif kind == 1:
            del lines[at : at + chance.choice((1, 10, 200))]
        elif kind == 2 and lines:
            lines[at] = re.sub(
                rb"-?\d+\.\d+", lambda _: number(chance)[:40].encode("utf-8", "replace"), lines[at], count=1
            )
        elif kind == 3 and lines:
            lines[at] = re.sub(
                rb"<([0-9a-f]*)>", lambda found: b"<" + found[1] * chance.choice((0, 2, 60)) + b">", lines[at]
            )
        else:
            lines.insert(at, chance.choice(OPERATORS))
    body = b"\n".join(lines)
    filters = b""
    if chance.random() < 0.15:
        body, filters = zlib.compress(body), b"/Filter/FlateDecode"
        if chance.random() < 0.4:
            body = damaged(chance, body)
        if chance.random() < 0.3:
            filters += b"/DecodeParms<</Predictor %b/Columns %b/Colors %b>>" % tuple(
                number(chance)[:12].encode("utf-8", "replace") for _ in range(3)
            )
    length = b"%d" % len(body) if chance.random() < 0.9 else number(chance)[:20].encode("utf-8", "replace")
    return b"<</Length %b%b>>\nstream\n%b\nendstream" % (length, filters, body) if head else source
