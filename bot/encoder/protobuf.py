"""The few protocol-buffer wire types that we write, so that no schema compiler is needed.

Source: https://protobuf.dev/programming-guides/encoding/.
"""

import struct

_VARINT, _BYTES, _FLOAT = 0, 2, 5
_ONE_BYTE = [bytes((number,)) for number in range(128)]


def varint(number: int) -> bytes:
    """Return *number* in base 128, least significant first; negatives as 64-bit complement."""
    if 0 <= number < len(_ONE_BYTE):
        return _ONE_BYTE[number]
    number &= 0xFFFF_FFFF_FFFF_FFFF
    groups = bytearray()
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    groups.append(number)
    return bytes(groups)


def whole(field: int, value: int) -> bytes:
    """Return an integer, enum or boolean field."""
    return varint(field << 3 | _VARINT) + varint(value)


def real(field: int, value: float) -> bytes:
    """Return a 32-bit float field."""
    return varint(field << 3 | _FLOAT) + struct.pack("<f", value)


def message(field: int, *parts: bytes) -> bytes:
    """Return a length-delimited field: bytes, or the fields of an embedded message."""
    body = b"".join(parts)
    return varint(field << 3 | _BYTES) + varint(len(body)) + body


def text(field: int, value: str) -> bytes:
    """Return a string field."""
    return message(field, value.encode())
