"""What a label printer makes of a stream: small strict readers of the commands we send, which draw what it would burn.

They know only the commands named here and fail on every other byte, as the clones of the big makes do silently.
ZPL: ZPL II Programming Guide. TSPL: TSPL/TSPL2 Programming Manual.
"""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image, ImageChops

UNITS = {letter: number for number, letter in enumerate("GHIJKLMNOPQRSTUVWXY", 1)}
TWENTIES = {letter: 20 * number for number, letter in enumerate("ghijklmnopqrstuvwxyz", 1)}


class NotUnderstood(AssertionError):
    """The printer would stop, or print nonsense."""


def _image(bits: bytes, wide: int) -> Image.Image:
    """Dots, 1 is black, as a picture of black (0) on white."""
    size = (8 * wide, len(bits) // wide)
    return ImageChops.invert(Image.frombytes("1", size, bits).convert("L")).convert("1")


def _burn(label: Image.Image, picture: Image.Image, x: int, y: int) -> None:
    """Black dots stay black: ^GF and ^XG add to what is there. A picture never reaches past the label in black."""
    black = ImageChops.invert(picture.convert("L"))
    box = black.getbbox()
    if box and (x + box[2] > label.width or y + box[3] > label.height):
        raise NotUnderstood("a field reaches past the label")
    label.paste(0, (x, y), black.convert("1"))


class ZplPrinter:
    """Prints ~DG, ^XG and ^GF of formats; forgets its pictures when it is switched off."""

    def __init__(self) -> None:
        self.stored: dict[str, Image.Image] = {}
        self.labels: list[Image.Image] = []

    def switch_off(self) -> None:
        self.stored.clear()

    def read(self, stream: bytes) -> None:
        text = stream.decode("ascii")
        while text:
            if stored := re.match(r"~DGR:([A-Z0-9]{1,8})\.GRF,(\d+),(\d+),([0-9A-Za-y:,z]*)\r\n", text):
                name, total, wide, data = stored.groups()
                self.stored[name] = self._picture(data, int(total), int(wide))
                text = text[stored.end() :]
            elif form := re.match(r"\^XA(.*?)\^XZ\r\n", text, re.S):
                self._format(form[1])
                text = text[form.end() :]
            else:
                raise NotUnderstood(text[:60])

    def _picture(self, data: str, total: int, wide: int) -> Image.Image:
        rows: list[str] = []
        row, count = "", 0
        for sign in data:
            if sign in UNITS or sign in TWENTIES:
                count += UNITS.get(sign) or TWENTIES[sign]
                continue
            if sign == ":":
                if row or not rows:
                    raise NotUnderstood("a colon repeats a whole row")
                rows.append(rows[-1])
            elif sign == ",":
                rows.append(row.ljust(2 * wide, "0"))
                row = ""
            else:
                row += sign * (count or 1)
            count = 0
            if len(row) == 2 * wide:
                rows.append(row)
                row = ""
            if len(row) > 2 * wide:
                raise NotUnderstood("a row is longer than it said")
        bits = bytes.fromhex("".join(rows))
        if row or len(bits) != total:
            raise NotUnderstood(f"{len(bits)} bytes came, {total} were announced")
        return _image(bits, wide)

    def _format(self, text: str) -> None:
        if gone := re.fullmatch(r"\^IDR:([A-Z0-9]{1,8})\.GRF\^FS", text):
            self.stored.pop(gone[1], None)
            return
        begin = re.match(r"\^PW(\d+)\^LL(\d+)\^LH0,0", text)
        if not begin or not text.endswith("^PQ1"):
            raise NotUnderstood(text[:60])
        label = Image.new("1", (int(begin[1]), int(begin[2])), 1)
        for field in text[begin.end() : -4].split("^FS")[:-1]:
            place = re.match(r"\^FO(\d+),(\d+)", field)
            if not place:
                raise NotUnderstood(field[:60])
            x, y, rest = int(place[1]), int(place[2]), field[place.end() :]
            if recall := re.fullmatch(r"\^XGR:([A-Z0-9]{1,8})\.GRF,1,1", rest):
                if recall[1] in self.stored:
                    _burn(label, self.stored[recall[1]], x, y)
            elif own := re.fullmatch(r"\^GFA,(\d+),(\d+),(\d+),([0-9A-Fa-f:,]*)", rest):
                if own[1] != own[2]:
                    raise NotUnderstood("ASCII data announce as many bytes as the picture has")
                _burn(label, self._picture(own[4].upper(), int(own[2]), int(own[3])), x, y)
            else:
                raise NotUnderstood(rest[:60])
        self.labels.append(label)


class TsplPrinter:
    """Prints DOWNLOAD, PUTBMP and BITMAP (mode 0, overwriting); forgets its files when it is switched off."""

    def __init__(self, dots: float) -> None:
        self.dots = dots
        self.stored: dict[str, Image.Image] = {}
        self.labels: list[Image.Image] = []
        self._size: tuple[int, int] | None = None
        self._buffer: Image.Image | None = None

    def switch_off(self) -> None:
        self.stored.clear()

    def read(self, stream: bytes) -> None:
        while stream:
            end = stream.find(b"\r\n")
            if head := re.match(rb'DOWNLOAD "([A-Z0-9]{1,8}\.BMP)",(\d+),', stream):
                stop = head.end() + int(head[2])
                self.stored[head[1].decode()] = Image.open(BytesIO(stream[head.end() : stop])).convert("1")
                end = stop
            elif head := re.match(rb"BITMAP (\d+),(\d+),(\d+),(\d+),0,", stream):
                x, y, wide, high = (int(number) for number in head.groups())
                stop = head.end() + wide * high
                picture = Image.frombytes("1", (8 * wide, high), stream[head.end() : stop])
                if x + 8 * wide > self._there.width + 7 or y + high > self._there.height:
                    raise NotUnderstood("a bitmap reaches past the label")
                self._there.paste(picture, (x, y))
                end = stop
            else:
                self._line(stream[: max(end, 0)].decode("ascii"))
            if stream[end : end + 2] != b"\r\n":
                raise NotUnderstood(repr(stream[:60]))
            stream = stream[end + 2 :]

    @property
    def _there(self) -> Image.Image:
        if self._buffer is None:
            raise NotUnderstood("nothing is drawn before CLS")
        return self._buffer

    def _line(self, line: str) -> None:
        if size := re.fullmatch(r"SIZE ([\d.]+) mm,([\d.]+) mm", line):
            self._size = round(float(size[1]) * self.dots), round(float(size[2]) * self.dots)
        elif line == "CLS" and self._size:
            self._buffer = Image.new("1", self._size, 1)
        elif put := re.fullmatch(r'PUTBMP (\d+),(\d+),"([A-Z0-9]{1,8}\.BMP)"', line):
            if put[3] in self.stored:
                self._there.paste(self.stored[put[3]], (int(put[1]), int(put[2])))
        elif line == "PRINT 1,1":
            self.labels.append(self._there.copy())
        elif gone := re.fullmatch(r'KILL "([A-Z0-9]{1,8}\.BMP)"', line):
            self.stored.pop(gone[1], None)
        else:
            raise NotUnderstood(repr(line[:60]))
