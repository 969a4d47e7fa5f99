"""Every error a user can meet: code, message, hint and the place in the text.

Belongs here: the exception tree and what each error carries.
Does not: how an error is shown (`render`) or which exit code it gives (`cli`).

    TutorError
    ├── ReadingError     text that cannot be read as mathematics
    ├── UsageError       options or arguments that do not fit together
    ├── DomainError      a point or an assumption outside where a function lives
    ├── FileError        a file that is missing, unreadable or unwritable
    ├── BudgetError      the time allowed ran out
    └── DefectError      pdtutor's own work failed its own check
"""

from __future__ import annotations


class TutorError(Exception):
    """A problem stated for the person who typed: what is wrong, where, and the mend.

    code     one of the codes of the JSON format: `syntax`, `unknown_function`, …
    message  one sentence saying what is wrong
    hint     the mend, or None
    text     the text as typed in which the problem lies, or None
    column   1-based character of `text` where it lies, or None
    """

    code = "usage"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        hint: str | None = None,
        text: str | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.hint = hint
        self.text = text
        self.column = column


class ReadingError(TutorError):
    """Text that cannot be read as mathematics; `code` says in which way."""

    code = "syntax"


class UsageError(TutorError):
    """Options or arguments that do not fit together."""

    code = "usage"


class DomainError(TutorError):
    """A point or an assumption outside the domain of the function."""

    code = "domain"


class FileError(TutorError):
    """A file that is missing, unreadable or unwritable."""

    code = "file"


class BudgetError(TutorError):
    """The wall-clock budget ran out; what is finished is still shown."""

    code = "budget"


class DefectError(TutorError):
    """pdtutor's own result failed its own check."""

    code = "defect"
