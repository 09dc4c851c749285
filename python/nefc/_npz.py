"""Reads .npz files: members that are large and stored as they are become maps of the
file, which takes no time and no memory; others are read when they are asked for."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

import numpy as np
from numpy.lib import format as npy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._folder import Folder

_LARGE = 1 << 20  # bytes from which on a member is mapped, not copied
_LOCAL_HEADER = 30  # bytes of the header before a member, without its name and extra field


class Npz(Mapping[str, "NDArray[Any]"]):
    """The arrays of an .npz file by name.

    ``meta`` is what a weight table says of itself: its unit, shape, populations; it is
    empty in other files. Arrays of a mebibyte and more are read-only maps of the file.

    Args:
        path: of the file.
        of: the folder of the run that wrote it.
    """

    def __init__(self, path: Union[str, os.PathLike[str]], of: Folder):
        self.path = os.fspath(path)
        self._of = of
        of.own(Path(path))
        self._read: dict[str, NDArray[Any]] = {}
        self.meta: dict[str, Any] = {}
        with zipfile.ZipFile(self.path) as file:
            self._members = {i.filename[:-4]: i for i in file.infolist() if i.filename.endswith(".npy")}
            if "nefc.json" in file.namelist():
                self.meta = json.loads(file.read("nefc.json"))

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._members:
            raise KeyError(f"no array is called {name!r} in {self.path}; there are {', '.join(self._members)}")
        if name not in self._read:
            self._read[name] = self._load(self._members[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __repr__(self) -> str:
        return f"<{os.path.basename(self.path)}: {', '.join(self._members)}>"

    def _load(self, member: zipfile.ZipInfo) -> NDArray[Any]:
        self._of.own(Path(self.path))
        if member.compress_type != zipfile.ZIP_STORED or member.file_size < _LARGE:
            with zipfile.ZipFile(self.path) as file, file.open(member) as stream:
                return npy.read_array(stream, allow_pickle=False)
        with open(self.path, "rb") as stream:
            stream.seek(member.header_offset)
            header = stream.read(_LOCAL_HEADER)
            lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            stream.seek(lengths, os.SEEK_CUR)
            version = npy.read_magic(stream)
            read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
            shape, fortran, dtype = read(stream)
            array: NDArray[Any] = np.memmap(self.path, dtype, mode="r", offset=stream.tell(), shape=shape, order="F" if fortran else "C")
            return array.view(np.ndarray)
