"""The only three ways in which things can go wrong; anything else is a bug."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and act on.

    `what` says what happened and whether the data is safe; `advice` says what to do now.
    """

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice

    @property
    def sentence(self) -> str:
        """Both parts as one line of text."""
        return f"{self.what} {self.advice}".strip()


class FieldError(UserError):
    """A value that was typed cannot be kept; `field` names where it was typed."""

    def __init__(self, field: str, what: str, advice: str = "") -> None:
        super().__init__(what, advice)
        self.field = field


class Cancelled(Exception):
    """The person stopped the job; there is nothing to report."""
