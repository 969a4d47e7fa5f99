"""How bash, zsh and fish are taught to complete: a script for each, and where it goes.

Belongs here: the scripts, finding out which shell runs, showing and installing. Does not: what may be completed (`completion`).
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import NamedTuple

from pdtutor.cli.environment import Environment
from pdtutor.errors import FileError, UsageError

# The name of the program is taken from the command line: one that is called by its path is asked, not another of that name. Bash before
# version 4.4 knows neither `nosort` nor `compopt`, and offers files where nothing else is offered.
BASH = r"""_pdtutor() {
    local value
    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        if [[ $value == : ]]; then
            compopt -o default 2>/dev/null
        else
            COMPREPLY+=("$value")
        fi
    done < <(_PDTUTOR_COMPLETE=bash _PDTUTOR_LINE="${COMP_LINE:0:COMP_POINT}" _PDTUTOR_WORD="$2" "${1/#\~/$HOME}" 2>/dev/null)
}
complete -o nosort -F _pdtutor pdtutor 2>/dev/null || complete -o default -F _pdtutor pdtutor
"""

ZSH = r"""#compdef pdtutor
_pdtutor() {
    local value about files
    local line="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX"
    local -a offers
    while IFS=$'\t' read -r value about; do
        if [[ $value == : ]]; then
            files=1
        else
            offers+=("${value//:/\\:}${about:+:$about}")
        fi
    done < <(_PDTUTOR_COMPLETE=zsh _PDTUTOR_LINE="$line" ${~words[1]} 2>/dev/null)
    if [[ -n $files ]]; then
        compset -P '--*='
        _files
    elif (( $#offers )); then
        _describe -V pdtutor offers
    fi
}
if [[ $funcstack[1] == _pdtutor ]]; then _pdtutor "$@"; else compdef _pdtutor pdtutor; fi
"""

FISH = r"""function __pdtutor_offers
    set -l line (commandline -cp | string collect)
    set -l program (commandline -opc)[1]
    for offer in (env _PDTUTOR_COMPLETE=fish "_PDTUTOR_LINE=$line" $program 2>/dev/null)
        if test "$offer" = :
            set -l option (string match -r '^--[^=]*=' -- (commandline -ct); or echo)
            for path in (__fish_complete_path (string replace -r '^--[^=]*=' '' -- (commandline -ct)))
                printf '%s\n' $option$path
            end
        else
            printf '%s\n' $offer
        end
    end
end
complete --command pdtutor --no-files --keep-order --arguments '(__pdtutor_offers)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


class Installed(NamedTuple):
    """Where a script goes, and the line that a shell's own file needs for it, if any."""

    script: Path
    start: Path | None = None
    line: str = ""


def script() -> str:
    """The script for the shell that this process was called from. Raises UsageError where that is none of the three."""
    return SCRIPTS[_shell()]


def install(environment: Environment) -> str:
    """Put the script where the shell finds it, and say where that is. Raises UsageError and FileError."""
    shell = _shell()
    places = _places(shell, environment)
    try:
        places.script.parent.mkdir(parents=True, exist_ok=True)
        places.script.write_text(SCRIPTS[shell], encoding="utf-8")
        if places.start:
            _add_line(places.start, places.line)
    except OSError as error:
        raise FileError(f"{error.filename or places.script} cannot be written: {(error.strerror or 'unknown reason').lower()}.") from None
    also = f", and a line in {places.start} finds it" if places.start else ""
    return f"What {shell} needs is in {places.script}{also}.\nEvery {shell} that you open from now on completes pdtutor with the Tab key."


def _shell() -> str:
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        name: str = detect_shell()[0]
    except ShellDetectionFailure:
        name = ""
    if name in SCRIPTS:
        return name
    what = f"This is {name}" if name else "Which shell this is cannot be seen"
    raise UsageError(f"{what}. pdtutor completes in bash, zsh and fish.", hint="Call it from one of these.")


def _places(shell: str, environment: Environment) -> Installed:
    home = Path(environment.variables.get("HOME") or Path.home())

    def folder(variable: str, *default: str) -> Path:
        return Path(environment.variables.get(variable) or home.joinpath(*default))

    if shell == "fish":
        return Installed(folder("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / "pdtutor.fish")
    if shell == "zsh":
        start = folder("ZDOTDIR") / ".zshrc"
        return Installed(home / ".zfunc" / "_pdtutor", start, "fpath+=~/.zfunc; autoload -Uz compinit; compinit")
    own = folder("XDG_DATA_HOME", ".local", "share") / "bash-completion" / "completions" / "pdtutor"
    quoted = shlex.quote(str(own))
    return Installed(own, home / ".bashrc", f"[ ! -f {quoted} ] || . {quoted}")


def _add_line(file: Path, line: str) -> None:
    """Add a line at the end of a file that does not have it yet; what is there stays as it is, byte by byte."""
    before = file.read_bytes() if file.exists() else b""
    if line.encode() not in before.splitlines():
        with file.open("ab") as stream:
            stream.write((b"" if before.endswith(b"\n") or not before else b"\n") + line.encode() + b"\n")
