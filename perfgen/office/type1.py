"""The number a font of Type 1 carries, given anew. It stands twice in it, the second time in the encrypted part.

Format: Adobe Type 1 Font Format, chapters 2.3 and 7 (eexec encryption).
"""

from __future__ import annotations

import re

_CLEAR = re.compile(rb"/UniqueID (\d{7}) def")
_KEY, _FACTOR, _ADDEND = 55665, 52845, 22719
_RANDOM = 4
"""Bytes of the encrypted part before its text."""


def numbered(program: bytes, clear: int, encrypted: int, number: int) -> bytes:
    """A font program with `number` (seven digits) as its UniqueID.

    `clear` and `encrypted` are the lengths of its first two parts. A font without such a number stays as it is.
    """
    digits = b"%07d" % number
    found = _CLEAR.search(program, 0, clear)
    if found is None or found[1] == digits:
        return program
    head = program[: found.start(1)] + digits + program[found.end(1) : clear]
    return head + _renumbered(program[clear : clear + encrypted], found[1], digits) + program[clear + encrypted :]


def _renumbered(cipher: bytes, old: bytes, new: bytes) -> bytes:
    """The encrypted part with the number changed: each byte's key hangs on all the bytes before it."""
    clear = _decrypted(cipher, 4096)
    at = clear.find(b"/UniqueID " + old + b" def", _RANDOM)
    if at < 0:
        return cipher
    at += len(b"/UniqueID ")
    changes = bytearray(len(cipher))
    changes[at : at + len(new)] = bytes(was ^ now for was, now in zip(old, new, strict=True))
    out = bytearray()
    key = other = _KEY
    for byte, change in zip(cipher, changes, strict=True):
        made = byte ^ change ^ (key ^ other) >> 8
        out.append(made)
        key = (byte + key) * _FACTOR + _ADDEND & 0xFFFF
        other = (made + other) * _FACTOR + _ADDEND & 0xFFFF
    return bytes(out)


def _decrypted(cipher: bytes, most: int) -> bytes:
    key, clear = _KEY, bytearray()
    for byte in cipher[:most]:
        clear.append(byte ^ (key >> 8))
        key = (byte + key) * _FACTOR + _ADDEND & 0xFFFF
    return bytes(clear)
