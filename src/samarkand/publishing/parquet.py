"""The table of versions as Parquet, in typed columns; the one door to pyarrow, which the extra `parquet` brings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from samarkand.model.exports import About, Form, Taken
from samarkand.publishing.columns import COLUMNS, PICTURE, row

ROWS, CHARACTERS = 5_000, 8_000_000
"""A group of rows is written when it has so many, or so many characters of text: what memory holds."""

_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "number": pa.int64(),
    "instant": pa.timestamp("ms", tz="UTC"),
    "day": pa.date32(),
    "texts": pa.list_(pa.string()),
    "pictures": pa.list_(pa.struct([pa.field(name, pa.string(), nullable=False) for name in PICTURE])),
}
SCHEMA = pa.schema(
    [
        pa.field(each.name, _TYPES[each.kind], nullable=each.may_lack, metadata={"description": each.told})
        for each in COLUMNS
    ]
)


def write(taken: Iterable[Taken], out: BinaryIO, about: About) -> None:
    """Parquet with one group of rows after the other, compressed with Zstandard; each column tells what it holds."""
    schema = SCHEMA.with_metadata({"title": about.title.encode("utf-8", "replace")})
    with pq.ParquetWriter(out, schema, compression="zstd", write_page_index=True) as writer:
        rows: list[dict[str, Any]] = []
        size = 0
        for each in taken:
            rows.append(row(each))
            size += len(each.reading.text)
            if len(rows) == ROWS or size >= CHARACTERS:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows, size = [], 0
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema))


PARQUET = Form("parquet", ".parquet", "all", write)
