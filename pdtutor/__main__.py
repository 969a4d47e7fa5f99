"""python -m pdtutor, and the entry point of the installed command."""

from pdtutor.cli.app import main

if __name__ == "__main__":
    main()
