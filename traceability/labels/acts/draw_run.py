"""The labels of a run are drawn into a file, ready for the printer."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, cast

from django.core.files.storage import default_storage

from traceability.jobs.models import Piece
from traceability.jobs.registry import job_kind
from traceability.jobs.running import PiecesAreSpoilt, Running
from traceability.labels.acts.stop_run import stop_unless_earned
from traceability.labels.models import LabelRun
from traceability.labels.outputs import output_of
from traceability.labels.streams import Stream, SummedStream

PIECE = 40_000
"""Labels of a piece: a fifth of a second of work for PDF, so that losing one costs nothing and giving it out little.
A run of fewer is drawn by one worker, straight into its file."""
READ = 1 << 18
"""Bytes of a piece read at once when pieces are joined: they are summed and written before the cache forgets them."""
FOLDER = "label-runs"


@job_kind("labels.draw")
class DrawRun:
    """Draws run `arguments["run"]` as `arguments["output"]`, PDF where none is named.

    Workers write pieces side by side, each attempt under a name of its own; one of them then writes head, pieces and
    tail as the file. Whoever does what and how often, the file has the same bytes. Pieces made by another version of
    the house, or before a word on the label was corrected, do not fit the head: they are made again.
    """

    def __init__(self, job: Running) -> None:
        self.job = job
        self.run = LabelRun.objects.select_related(
            "lot__product__variety__species",
            "lot__owner",
            "lot__place",
            "lot__making",
            "certificate__scheme",
            "importer",
            "started_by",
        ).get(pk=job.arguments["run"])
        stop_unless_earned(self.run)
        self.output = output_of(job.arguments.get("output", "pdf"), self.run)
        self.recipe = sha256(self.output.head() + b"".join(self.output.labels(1, 1))).hexdigest()

    def piece(self, first: int, last: int, attempt: int) -> dict[str, Any]:
        """Write labels first..last into a file of its own."""
        stop_unless_earned(self.run)
        stream = SummedStream(self._spoken(self.output.labels(first, last)))
        name = self._write(self._piece_name(first, attempt), stream)
        return {"name": name, "bytes": stream.bytes, "sum": stream.sum, "recipe": self.recipe}

    def join(self, pieces: list[Piece]) -> dict[str, Any]:
        """Write the file. A piece that does not fit or is not what was written is done again."""
        stop_unless_earned(self.run)
        if misfits := [piece for piece in pieces if _told_by(piece)["recipe"] != self.recipe]:
            self._drop(misfits)
            raise PiecesAreSpoilt(misfits)
        attempt, before = self.job.job.attempts, LabelRun.objects.get(pk=self.run.pk).file.name or ""
        for tried in range(1, attempt):
            if self._name(tried) != before:
                default_storage.delete(self._name(tried))
        stream = Stream(self._spoken(self._whole(pieces)))
        name = self._write(self._name(attempt), stream)
        stop_unless_earned(self.run)
        LabelRun.objects.filter(pk=self.run.pk).update(file=name)
        if before and before != name:
            default_storage.delete(before)
        self._drop(pieces)
        return {"labels": self.run.count, "bytes": stream.bytes}

    def _whole(self, pieces: list[Piece]) -> Iterator[bytes]:
        yield self.output.head()
        if not pieces:
            yield from self.output.labels(1, self.run.count)
        for piece in pieces:
            yield from self._read(piece)
        yield self.output.tail()

    def _read(self, piece: Piece) -> Iterator[bytes]:
        told, checksum, size = _told_by(piece), 0, 0
        try:
            with default_storage.open(told["name"]) as file:
                for part in file.chunks(READ):
                    checksum, size = zlib.crc32(part, checksum), size + len(part)
                    yield part
        except FileNotFoundError:
            raise PiecesAreSpoilt([piece]) from None
        if (checksum, size) != (told["sum"], told["bytes"]):
            raise PiecesAreSpoilt([piece])

    def _spoken(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        for part in parts:
            self.job.alive()
            yield part

    def _write(self, name: str, stream: Stream) -> str:
        """What could not be written whole is taken away again: on a full disk it would be in its own way."""
        try:
            return default_storage.save(name, stream)
        except BaseException:
            default_storage.delete(name)
            raise

    def _drop(self, pieces: list[Piece]) -> None:
        """Delete what all attempts at some pieces left."""
        for piece in pieces:
            for attempt in range(1, piece.attempts + 1):
                default_storage.delete(self._piece_name(piece.first, attempt))

    def _piece_name(self, first: int, attempt: int) -> str:
        return f"{FOLDER}/pieces/{self.job.job.pk.hex}-{first}-{attempt}"

    def _name(self, attempt: int) -> str:
        return f"{FOLDER}/{self.run.pk}-{self.job.job.pk.hex}-{attempt}{self.output.suffix}"


def _told_by(piece: Piece) -> dict[str, Any]:
    """What a done piece said when it was done."""
    return cast("dict[str, Any]", piece.result)
