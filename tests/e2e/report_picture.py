"""What a browser draws of a report: the verdict in its colour, and a page that fits its window. Skipped (77) where
chromium is not installed."""
import os
import shutil
import struct
import sys
import unittest
import zlib

from programs import REJECTED, VALID, VERIFIER, ProgramTest, run

CHROMIUM = shutil.which("chromium")
WIDTH, HEIGHT = 500, 700
GREEN, RED, WHITE = b"\x0b\x6b\x3a", b"\xb3\x14\x1c", b"\xff\xff\xff"


def paeth(left, above, corner):
    estimate = left + above - corner
    return min((left, above, corner), key=lambda value: abs(estimate - value))


def unfilter(kind, line, above, size):
    """A line of a PNG, RFC 2083, section 6."""
    for i, value in enumerate(line):
        left, up, corner = (line[i - size] if i >= size else 0), above[i], (above[i - size] if i >= size else 0)
        line[i] = value + (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind] & 255
    return line


def pixels(png):
    """Width, and the pixels line by line, three bytes each."""
    at, packed = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        data = png[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack(">IIBB", data[:10])
        packed += data if kind == b"IDAT" else b""
        at += length + 12
    assert depth == 8 and color in (2, 6)
    size, raw = (3 if color == 2 else 4), zlib.decompress(packed)
    lines, above = [], bytearray(width * size)
    for row in range(height):
        start = row * (width * size + 1)
        above = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + width * size]), above, size)
        lines.append([bytes(above[i:i + 3]) for i in range(0, len(above), size)])
    return lines


class Picture(ProgramTest):
    def draw(self):
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        run(CHROMIUM, "--headless", *sandbox, "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}",
            f"--user-data-dir={self.folder / 'profile'}", f"--screenshot={self.folder / 'page.png'}",
            (self.folder / "report.html").as_uri(), timeout=120)
        return pixels((self.folder / "page.png").read_bytes())

    def share(self, picture, color):
        return sum(line.count(color) for line in picture) / (WIDTH * HEIGHT)

    def attest_and_report(self, status, damage=lambda: None):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)
        damage()
        self.assert_exit(run(VERIFIER, "report", "attestation", "-o", "report.html", cwd=self.folder), status)
        return self.draw()

    def test_valid(self):
        picture = self.attest_and_report(VALID)
        self.assertGreater(self.share(picture, GREEN), 0.1)
        self.assertGreater(self.share(picture, WHITE), 0.3)
        self.assertEqual(self.share(picture, RED), 0)
        self.assertEqual({line[-1] for line in picture}, {WHITE})  # nothing runs out of the window

    def test_rejected(self):
        picture = self.attest_and_report(REJECTED, lambda: self.write("attestation/accounts.bin", b"\0" * 96))
        self.assertGreater(self.share(picture, RED), 0.1)
        self.assertEqual(self.share(picture, GREEN), 0)


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit(77)
    unittest.main()
