"""Starts a program in a terminal, changes the size of its window, and ends it with Ctrl+C.

Writes as JSON what it wrote, which signal ended it, and whether the terminal is as it was.
"""
import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time


def resize(terminal: int, rows: int, columns: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def read_until(terminal: int, sign: bytes, seconds: float) -> bytes:
    """What comes until a sign, and in the half second after it."""
    text, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            text += os.read(terminal, 65536)
            if sign in text:
                end = min(end, time.monotonic() + 0.5)
    return text


pid, terminal = pty.fork()
if pid == 0:
    time.sleep(0.3)  # until the window has its size.
    os.execvp(sys.argv[1], sys.argv[1:])
resize(terminal, 12, 60)
before = termios.tcgetattr(terminal)
first = read_until(terminal, b"Shop", 30)
resize(terminal, 40, 140)
second = read_until(terminal, b"Shop", 30)
os.write(terminal, b"\x03")
_, status = os.waitpid(pid, 0)
print(json.dumps({
    "first": first.decode(), "second": second.decode(), "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
    "restored": termios.tcgetattr(terminal) == before,
}))
