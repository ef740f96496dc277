"""Writes a whole case into a parcel: files, entries, pages and lists, and at the very end what it is."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from secondop_desktop import __version__
from secondop_desktop.base.clock import Clock
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import migrations
from secondop_desktop.case.documents import Document
from secondop_desktop.case.table import Kept
from secondop_desktop.flows import given_entries
from secondop_desktop.flows.given_files import FilePlan, readable_name
from secondop_desktop.flows.given_lists import lists_of, vocabulary
from secondop_desktop.handover import fields, rows
from secondop_desktop.handover.given import FORMAT, FORMAT_VERSION, MARK, NOT_SHOWN, Given
from secondop_desktop.handover.parcel_out import ParcelOut, Written
from secondop_desktop.vault.vault import Vault

_TRIES = 3
_STEP = 1 << 18
_HISTORY = "history"
Batch = Callable[[type[Kept], str], list[Kept]]


@dataclass
class Story:
    """One run: files first, then entries, then pages and lists, at the very end the mark."""

    vault: Vault
    out: ParcelOut
    part: Path
    clock: Clock
    progress: Progress
    plan: FilePlan = field(default_factory=FilePlan)
    files: dict[str, Written] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    others: list[Written] = field(default_factory=list)
    size: int = 0

    def tell(self) -> None:
        """All of it."""
        entries = self._everything(self.progress.part(0.0, 0.8))
        given = Given(
            entries,
            self.plan.paths,
            self.clock.now(),
            self.clock.zone(),
            self._texts(entries, self.progress.part(0.8, 0.9)),
            frozenset(self.lost),
            vocabulary(),
        )
        counts = {name: told for name in (*rows.families(), _HISTORY) if (told := self._take(name))}
        self.progress.at(0.9, tr("Writing pages and lists"))
        for path, content in lists_of(given, self.clock):
            self._put(path, (content,))
        self._put("data/fields.json", (fields.as_json(),))
        self._put("data/SCHEMA.md", (fields.as_text(),))
        listed = self._put("data/files.jsonl", self._listed())
        self.progress.at(1.0, tr("Writing everything to the disk"))
        self._put(MARK, (self._mark(counts, listed),))
        self.out.close()

    def _everything(self, progress: Progress) -> dict[str, list[Kept]]:
        """Files and entries as they are at one moment; who goes on typing meanwhile makes us begin anew."""
        for _ in range(_TRIES):
            token = self.vault.token
            with self.vault.read() as session:
                self.plan.add_all(session)
            self.plan.add_earlier(given_entries.files_of_history(self.vault))
            self._give_files(progress.part(0.0, 0.8))
            share = progress.part(0.8, 1.0)
            found = self._entries(lambda family, after: given_entries.batch(self.vault, family, after), share)
            if self.vault.token == token:
                return found
        with self.vault.read() as session:
            self.plan.add_all(session)
            share = progress.part(0.8, 0.9)
            found = self._entries(
                lambda family, after: given_entries.following(session, family, after), share
            )
        self._give_files(progress.part(0.9, 1.0))
        return found

    def _give_files(self, progress: Progress) -> None:
        waiting = [one for one in self.plan.files.values() if one.blob not in (*self.files, *self.lost)]
        for done, one in enumerate(waiting):
            share = progress.part(done / len(waiting), (done + 1) / len(waiting))
            told = tr("Writing file {done} of {total}", done=done + 1, total=len(waiting))
            share.at(0.0, told)
            if not self.vault.blobs.has(one.blob, thorough=True):
                self.lost[one.blob] = one.title
                continue
            with self.vault.blobs.open(one.blob) as opened:
                pieces = _watched(opened, opened.size, share, told)
                self.files[one.blob] = self._wrote(self.out.put(one.path, pieces, packed=False))

    def _entries(self, batch: Batch, progress: Progress) -> dict[str, list[Kept]]:
        """Write every family beside the parcel, in which nothing can be written twice."""
        kept: dict[str, list[Kept]] = {}
        told = tr("Writing the entries")
        for name, family in rows.families().items():
            mine = kept.setdefault(name, [])
            with self._scratch(name).open("wb") as file:
                after = ""
                while found := batch(family, after):
                    progress.at(0.0, told)
                    file.writelines(rows.line(rows.as_json(one, self.plan.paths)) for one in found)
                    after = found[-1].id
                    mine += [] if name in NOT_SHOWN else found
        return kept

    def _take(self, name: str) -> dict[str, Any]:
        """Bring a finished list of entries into the parcel; what the mark says of it, nothing when empty."""
        file = self._scratch(name)
        if name == _HISTORY:
            with file.open("wb") as out:
                out.writelines(given_entries.history(self.vault, self.plan.paths))
        if not file.stat().st_size:
            file.unlink()
            return {}
        with file.open("rb") as stream:
            lines = _Counted(stream)
            written = self._put(f"data/{name}.jsonl", lines)
        file.unlink()
        return {"file": written.path, "entries": lines.lines, "size": written.size, "sha256": written.sha256}

    def _texts(self, entries: Mapping[str, Sequence[Kept]], progress: Progress) -> dict[str, str]:
        """A text file for each record that was read; their paths by the id of the record."""
        made: dict[str, str] = {}
        used: set[str] = set()
        documents = [one for one in entries.get("document", ()) if isinstance(one, Document)]
        for document in progress.each(documents, tr("Writing text {done} of {total}")):
            pages = given_entries.pages_of(self.vault, document.id)
            first = next(pages, None)
            if first is None:
                continue
            name = readable_name(document)
            path = next(p for p in _text_paths(name) if p.casefold() not in used)
            used.add(path.casefold())
            self._put(path, itertools.chain((first,), pages))
            made[document.id] = path
        return made

    def _listed(self) -> Iterator[bytes]:
        """Every attached file on a line, also one that could not be given out."""
        for blob, one in self.plan.files.items():
            written = self.files.get(blob)
            told: dict[str, Any] = {"path": one.path, "title": one.title}
            told["size"] = written.size if written else None
            told["sha256"] = written.sha256 if written else None
            yield rows.line(told)

    def _mark(self, counts: Mapping[str, Any], listed: Written) -> bytes:
        told = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "program": f"SecondOp {__version__}",
            "schema": migrations.steps()[-1][0],
            "made": self.clock.now().isoformat(timespec="seconds"),
            "files": {"file": listed.path, "size": listed.size, "sha256": listed.sha256},
            "families": {name: one for name, one in counts.items() if name != _HISTORY},
            "history": counts.get(_HISTORY),
            "pages_and_lists": [
                {"file": one.path, "size": one.size, "sha256": one.sha256}
                for one in self.others
                if not one.path.startswith("data/")
            ],
        }
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()

    def _put(self, path: str, pieces: Iterable[bytes]) -> Written:
        written = self._wrote(self.out.put(path, pieces))
        self.others.append(written)
        return written

    def _wrote(self, written: Written) -> Written:
        self.size += written.size
        return written

    def _scratch(self, name: str) -> Path:
        return self.part / f"{name}.jsonl"


class _Counted:
    """The pieces of a file, and how many lines there were."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.lines = 0

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._stream.read(_STEP):
            self.lines += piece.count(b"\n")
            yield piece


def _watched(pieces: Iterable[bytes], size: int, progress: Progress, told: str) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        progress.at(done / max(1, size), told)
        done += len(piece)
        yield piece


def _text_paths(name: str) -> Iterator[str]:
    yield f"text/{name}.txt"
    yield from (f"text/{name} ({number}).txt" for number in itertools.count(2))
