"""What is wrong with a part after its tags are filled in, as it is told to who edits the template."""

from __future__ import annotations

from perfgen.docx.balance import unbalanced
from perfgen.docx.structure import TagFault
from perfgen.docx.xml import ForbiddenXMLError, incomplete, parse_xml


def refused(name: str, content: bytes | bytearray) -> TagFault | None:
    """What Word would refuse in a finished part of that name, or show otherwise than meant; None where all is well."""
    try:
        root = parse_xml(bytes(content))
        broken = incomplete(root)
    except ForbiddenXMLError:
        root, broken = None, True
    if broken or root is None:
        return TagFault(f"套用模板后 {name} 不再是正常的 Word 内容", "检查空着的表格、行和单元格里的标签", "")
    found = unbalanced(root)
    if found is None:
        return None
    what, around = found
    return TagFault(
        f"套用模板后，{what}的开头和结尾不成对",
        f"多半是循环、判断把它切开了：让{what}整个在循环、判断里面，或者整个在外面；不用了的删掉重做",
        "",
        around,
    )
