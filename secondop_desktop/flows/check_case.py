"""Checks a whole case and says in the person's words what is not as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case.documents import Document
from secondop_desktop.vault.check import Findings, check
from secondop_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Report:
    """The findings and the sentences that tell them."""

    findings: Findings
    sentences: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether everything is as it was written."""
        return self.findings.good


def check_case(vault: Vault, progress: Progress = NO_PROGRESS) -> Report:
    """Check every entry and every file; nothing is changed."""
    with vault.connection() as connection:
        titles = {row.blob: row.title for row in connection.execute(select(Document.blob, Document.title))}
    findings = check(vault, set(titles), progress)
    return Report(findings, tuple(_sentences(findings, titles)))


def _sentences(findings: Findings, titles: dict[str, str]) -> list[str]:
    if findings.good:
        rows = trn("All {n} entry is whole.", "All {n} entries are whole.", findings.rows)
        files = trn("{n} file was read to the end.", "{n} files were read to the end.", findings.blobs)
        return [f"{rows} {files}"]
    found = [
        trn("{n} entry is damaged.", "{n} entries are damaged.", len(findings.damaged_rows))
        for _ in findings.damaged_rows[:1]
    ]
    found += [tr("The file of “{title}” is damaged.", title=titles[name]) for name in findings.damaged_blobs]
    found += [tr("The file of “{title}” is missing.", title=titles[name]) for name in findings.missing_blobs]
    if not findings.adds_up:
        found.append(tr("Some entries are missing, or older ones were put in their place."))
    if not findings.history_agrees:
        found.append(tr("The entries and their history do not agree."))
    if not findings.index_whole:
        found.append(tr("The search index is damaged. The records themselves are not touched by this."))
    return found
