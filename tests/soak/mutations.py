"""Spoils files as lines, disks, programs and people do: at any byte, and inside of what a zip holds."""

import io
import re
import zipfile
import zlib

ODD_TEXTS = (
    b"", b"\0", b"\xff", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"1048576", b"XFD1048576",
    b"&#0;", b"&lol;", b"<![CDATA[", b"]]>", b"<!DOCTYPE x>", b"\xed\xa0\x80", b'"', b"'", b"<", b">",
    b"\r", b"\n", b";", b",", b"\t", b"=1+1", b"\xc2\xa0" * 40, b"x" * 40_000, b"<f>A1</f>", b"<v/>",
    b' t="e"', b' t="s"', b' t="str"', b' table:number-rows-repeated="1000000"',
    b' table:number-columns-repeated="1000000"',
)  # fmt: skip
TOKEN = re.compile(rb"[0-9]+|[A-Za-z]+|<[^<>]*>")


def mutated(content, dice):
    """Return the file spoilt in one to four ways. `dice` is a random.Random."""
    if content.startswith(b"PK") and dice.random() < 0.7:
        return spoil_part(content, dice)
    return spoil(content, dice)


def spoil(content, dice):
    for _ in range(dice.randint(1, 4)):
        content = dice.choice((flip, cut, drop, double, insert, swap_token))(content, dice)
    return content


def spoil_part(content, dice):
    """Return a sound zip with one spoilt part."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        unlucky = dice.choice(
            [name for name in old.namelist() if old.getinfo(name).file_size] or old.namelist()
        )
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, spoil(part, dice) if name == unlucky else part)
    return packed.getvalue()


def part_of(content, dice):
    start = dice.randrange(len(content) + 1)
    return start, min(len(content), start + int(dice.expovariate(1 / 30)))


def flip(content, dice):
    """Return the content with some bytes changed."""
    changed = bytearray(content)
    for _ in range(min(len(changed), dice.randint(1, 20))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(content, dice):
    return content[: dice.randrange(len(content) + 1)]


def drop(content, dice):
    start, end = part_of(content, dice)
    return content[:start] + content[end:]


def double(content, dice):
    start, end = part_of(content, dice)
    return content[:end] + content[start:end] * dice.choice((1, 2, 50, 2000)) + content[end:]


def insert(content, dice):
    start = dice.randrange(len(content) + 1)
    return content[:start] + dice.choice(ODD_TEXTS) + content[start:]


def swap_token(content, dice):
    """Return the content with one number, word or tag replaced by another of it, or by something odd."""
    tokens = list(TOKEN.finditer(content, dice.randrange(len(content) + 1)))[:500]
    if not tokens:
        return content
    token, other = dice.choice(tokens), dice.choice(tokens)
    text = other[0] if dice.random() < 0.5 else dice.choice(ODD_TEXTS)
    return content[: token.start()] + text + content[token.end() :]


def fingerprint(content):
    """Return a short name for a file, to find it again."""
    return f"{zlib.crc32(content):08x}"
