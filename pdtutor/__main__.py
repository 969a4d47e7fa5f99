"""python -m pdtutor, and the entry point of the installed command."""

from __future__ import annotations

try:
    from pdtutor.cli.interruptions import end_at_once
except KeyboardInterrupt:
    raise SystemExit(130) from None


def main() -> None:
    """Run the program, which is loaded only once Ctrl-C ends it without a traceback."""
    end_at_once()
    from pdtutor.cli.app import main as program

    program()


if __name__ == "__main__":
    main()
