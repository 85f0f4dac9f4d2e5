"""The seam to a static site's files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from samarkand.model.sites import Made


class Site(Protocol):
    """The files of a site, and what is remembered of how they were made.

    Duties: whoever reads a file sees the old bytes or the new ones; what is remembered was on disk when it was told; a
    site that lost its memory is made anew.
    """

    def locked(self) -> AbstractContextManager[None]:
        """Be the only one who makes this site. Raises UsageError, ArchiveBusy, CannotWrite."""
        ...

    def known(self) -> Mapping[str, str]:
        """What was made: its name -> the key of what it was made of."""
        ...

    def files(self, but: Collection[str] = ()) -> frozenset[str]:
        """The files of all that was made, but of some names."""
        ...

    def lacking(self) -> Mapping[str, Sequence[str]]:
        """What was made and lacks pictures -> their addresses."""
        ...

    def disputed(self) -> Mapping[str, int]:
        """What was made about stories whose outlets disagree -> about how much."""
        ...

    def pictures_known(self) -> int:
        """How much was known of pictures when the site was last finished; 0 for nothing."""
        ...

    def remember(self, made: Sequence[Made], gone: Iterable[str] = (), pictures: int | None = None) -> None:
        """Remember what stands on disk, and forget what does not; all or none."""
        ...

    def recall(self, keys: Sequence[str]) -> Mapping[str, str]:
        """What was learned by some keys; those that are not known are left out."""
        ...

    def forget_but(self, program: str) -> None:
        """Forget what was learned by keys that begin otherwise."""
        ...

    def put(self, name: str, data: bytes) -> bool:
        """Put a file in its place; False where it was there with these bytes."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        ...

    def remove(self, names: Iterable[str]) -> int:
        """Take files away, and folders that are empty then; how many there were."""
        ...
