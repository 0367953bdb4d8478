"""szkola build --offline: the public site once more, for a disk."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.commands.terminal import DONE, ENVIRONMENT, PROBLEMS, complain, message, say, show_problems


def run(args: argparse.Namespace) -> int:
    """The site is built beside the cache, without keys: an offline edition holds no ciphertext."""
    from generator import disk, pipeline
    from generator.access.model import FOLDER as SEALED
    from generator.engine import config as configs
    from generator.engine import session
    from generator.i18n.messages import Messages
    from generator.offline import edition
    from generator.search import offline
    from generator.site import made as sites

    file: Path = args.config_file
    between = file.resolve().parent / ".cache" / "offline" / "site"
    out: Path = (args.out or file.parent / "offline").resolve()
    nowhere = between.parent / "no-keys"
    options = session.Options(args.jobs, not args.no_cache, args.strict, args.today, nowhere, require_keys=False)
    try:
        build = session.build(file, between, options)
    except configs.BadConfiguration as error:
        complain(message("bad_configuration", args.lang, file=file, reason=error))
        return PROBLEMS
    show_problems([p for p in build.problems if p.code != "A016"], args.lang)
    if build.failed:
        complain(message("build_failed", args.lang, count=len(build.problems)))
        return PROBLEMS
    files = {p.relative_to(between).as_posix(): p.read_bytes() for p in sorted(between.rglob("*")) if p.is_file()}
    settings = configs.settings(configs.load(file, between))
    site, _ = pipeline.model(pipeline.read(pipeline.Project(file.resolve().parent, between, settings)), settings)
    single = offline.offline_index(offline.stored(files), sites.other_names(site))
    notice = Messages(settings.language, "theme")("offline.edition")
    folder = edition.edition(files, SEALED, {single.path: single.data}, notice)
    try:
        written = disk.write(folder, out)
    except disk.UnsafeOutput as error:
        complain(message("unsafe_output", args.lang, folder=error))
        return ENVIRONMENT
    if not args.quiet:
        say(message("offline_done", args.lang, out=out, count=len(folder), size=f"{written.size / 1e6:.1f}"))
    return DONE
