"""Ends when the emulator answers, or with an error after half a minute."""
import os
import sys
import time
import urllib.request

SECONDS = 30


def answers():
    try:
        return urllib.request.urlopen(f'{os.environ["AWS_ENDPOINT_URL"]}/_ministack/health', timeout=5).status == 200
    except OSError:
        return False


def main():
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if answers():
            return 0
        time.sleep(0.2)
    return 1


if __name__ == '__main__':
    sys.exit(main())
