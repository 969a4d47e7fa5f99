"""The reader under atheris, which changes an input as long as that finds new paths: `python -m tests.fuzz.guided --seconds 300`.

Belongs here: the loop that atheris drives. Does not: what must hold (`reader`).

atheris counts the paths through what is loaded while it looks: `pdtutor.notation`, not SymPy, which would drown them. It never returns, so
a run is a process of its own.
"""

from __future__ import annotations

import sys
import time


def main() -> None:
    """Exit 0 when the time is up, 77 (by libFuzzer) where an input breaks a fact; atheris writes that input to a file and prints it."""
    import atheris

    with atheris.instrument_imports(include=["pdtutor.notation"]):
        from tests.fuzz import reader
    reader.prepare()
    ways, started, count = tuple(reader.WAYS), time.monotonic(), 0
    seconds = float(sys.argv[sys.argv.index("--seconds") + 1])

    def attempt(data: bytes) -> None:
        nonlocal count
        count += 1
        provider = atheris.FuzzedDataProvider(data)
        way = ways[provider.ConsumeIntInRange(0, len(ways) - 1)]
        vocabulary = provider.ConsumeIntInRange(0, len(reader.VOCABULARIES) - 1)
        reader.tried(reader.Typed(way, vocabulary, provider.ConsumeUnicode(200)))
        if time.monotonic() - started > seconds:
            print(f"{count:,} inputs in {seconds:g} s, none broke a fact", flush=True)
            import os

            os._exit(0)

    atheris.Setup(
        [sys.argv[0], "-timeout=60", "-rss_limit_mb=1024", "-verbosity=1", "-max_len=400", f"-max_total_time={int(seconds) + 60}"], attempt
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
