"""The only reader of the project's folders and the only writer of the site.

A site is replaced as a whole: changed files are staged beside it, a journal is written, then the
files are moved into place one rename each. Whoever comes next completes a journal that a killed
process left behind, or throws away a stage without one. Nobody ever sees half a file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator import stamps
from generator.kernel.sources import SourceFile, Sources
from generator.stamps import Stamp

FOLDERS = ("content/restricted", "content/catalogue", "quizzes", "site_config", "exports")


class UnsafeOutput(Exception):
    """The output folder holds something that is not a site; nothing was touched."""


@dataclass(frozen=True, slots=True)
class Written:
    """Paths whose bytes changed, paths that went away, and the stamp of every file that stands now."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    stamps: Mapping[str, Stamp]

    @property
    def size(self) -> int:
        return sum(size for size, _, _ in self.stamps.values())


def read(root: Path, docs: str) -> Sources:
    """Every file of the project's folders, by path from the root; links out of a folder are not followed."""
    found: dict[str, SourceFile] = {}
    for folder in dict.fromkeys((docs, *FOLDERS)):
        for name, size, place in _walk(root, folder):
            found[name] = SourceFile(name, size, Path(place).read_bytes)
    return {name: found[name] for name in sorted(found)}


def _walk(root: Path, folder: str) -> Iterator[tuple[str, int, str]]:
    """Name from the root, size and place of each file."""
    inside = (root / folder).resolve()
    folders = [(str(root / folder), folder)]
    while folders:
        place, name = folders.pop()
        try:
            entries = list(os.scandir(place))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{name}/{entry.name}"))
            elif entry.is_file() and (not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(inside)):
                try:
                    yield f"{name}/{entry.name}", entry.stat().st_size, entry.path
                except FileNotFoundError:
                    continue  # it went away meanwhile, as if it had never been there


Content = bytes | Path | None
"""What a file shall hold: bytes, or what lies ready in another file, which is moved; None is what it holds already."""


def write(files: Mapping[str, Content], out: Path) -> Written:
    """Make `out` hold exactly these files. Unchanged files are not touched."""
    _refuse_unsafe(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _lock(out):
        _recover(out)
        existing = stamps.of_site(str(out))
        return _replaced(files, existing.keys() - files.keys(), existing, out)


def exchange(files: Mapping[str, bytes], gone: Collection[str], standing: Mapping[str, Stamp], out: Path) -> Written:
    """Put these files into the site and take others away; all else stands there as `standing` says."""
    with _lock(out):
        _recover(out)
        return _replaced(files, gone, standing, out)


def _replaced(files: Mapping[str, Content], gone: Collection[str], standing: Mapping[str, Stamp], out: Path) -> Written:
    changed = tuple(p for p in sorted(files) if not _same(out, p, standing.get(p), files[p]))
    removed = tuple(sorted(gone))
    if changed or removed:
        _stage(files, changed, removed, out)
        _complete(out)
    now = {path: stamp for path, stamp in standing.items() if path not in gone}
    return Written(changed, removed, {**now, **{path: stamps.of(os.stat(f"{out}/{path}")) for path in changed}})


def recover(out: Path) -> None:
    """Complete or undo what a killed process left behind."""
    if interrupted(out):
        with _lock(out):
            _recover(out)


def interrupted(out: Path) -> bool:
    """Whether a killed process left something behind."""
    return _beside(out, "stage").exists()


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    release = hold(_beside(out, "lock"))
    assert release
    try:
        yield
    finally:
        release()


def hold(lock: Path, *, wait: bool = True) -> Callable[[], None] | None:
    """Take a file that one process at a time may hold; gives how to let go of it, None when another has it.

    The system lets go of a killed process's.
    """
    try:
        import fcntl
    except ImportError:  # where it exists, importing the package would cost more than all our locks
        from filelock import FileLock, Timeout

        other = FileLock(lock, timeout=-1 if wait else 0)
        try:
            other.acquire()
        except Timeout:
            return None
        return other.release
    file = lock.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        file.close()
        return None

    def release() -> None:
        fcntl.flock(file, fcntl.LOCK_UN)  # a worker may still have the file open
        file.close()

    return release


def _beside(out: Path, what: str) -> Path:
    return out.parent / f".{out.name}.{what}"


def _refuse_unsafe(out: Path) -> None:
    if out.is_file() or any((out / name).exists() for name in (".git", "mkdocs.yml", "pyproject.toml", "content")):
        raise UnsafeOutput(str(out))


def _same(out: Path, path: str, stamp: Stamp | None, content: Content) -> bool:
    if content is None or stamp is None:
        return content is None
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    return stamp[0] == size and (out / path).read_bytes() == _bytes(content)


def _bytes(content: Content) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content or b""


def _stage(files: Mapping[str, Content], changed: tuple[str, ...], removed: tuple[str, ...], out: Path) -> None:
    stage = _beside(out, "stage")
    stage.mkdir()
    try:
        for number, path in enumerate(changed):
            _put(files[path], f"{stage}/{number}")
        journal = stage / "journal.part"
        with journal.open("w", encoding="utf-8") as file:
            json.dump({"changed": changed, "removed": removed}, file)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    journal.replace(stage / "journal")


def _put(content: Content, place: str) -> None:
    if isinstance(content, Path):
        try:
            os.rename(content, place)
        except OSError:  # another file system
            shutil.move(content, place)
    else:
        with open(place, "wb") as file:
            file.write(content or b"")


def _recover(out: Path) -> None:
    stage = _beside(out, "stage")
    if (stage / "journal").exists():
        _complete(out)
    elif stage.exists():
        shutil.rmtree(stage)


def _complete(out: Path) -> None:
    stage = _beside(out, "stage")
    journal = json.loads((stage / "journal").read_text("utf-8"))
    for path in journal["removed"]:
        (out / path).unlink(missing_ok=True)
    for folder in {(out / path).parent for path in journal["removed"]}:
        _remove_empty(folder, out)
    folders: set[str] = set()
    for number, path in enumerate(journal["changed"]):
        folder = path.rpartition("/")[0]
        if folder not in folders:
            (out / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        with suppress(FileNotFoundError):  # an earlier try moved it
            _replace(f"{stage}/{number}", f"{out}/{path}")
    shutil.rmtree(stage)


def _replace(place: str, target: str) -> None:
    try:
        os.replace(place, target)
    except OSError:
        if not os.path.isdir(target):
            raise
        os.rmdir(target)  # where a file shall stand, a folder can only be an emptied one
        os.replace(place, target)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
