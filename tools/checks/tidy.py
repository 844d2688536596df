"""clang-tidy over the engine and the tools, with the checks that .clang-tidy lists.

A file that was clean is not read again until it, one of our headers that it includes, its compile command, .clang-tidy
or clang-tidy itself changes. The clean ones are remembered by hash in the user's cache, like ccache's objects, so that
all build directories and clones share them.
"""

import hashlib
import json
import os
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sources import includes, read

PROGRAM = "clang-tidy-16"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kiosk-exam" / "tidy"


def clang_arguments(command):
    """The preprocessor and language arguments of a g++ command: warnings and precompiled headers are not clang's."""
    words = shlex.split(command)
    kept = []
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
        elif word in ("-I", "-isystem", "-D") and index + 1 < len(words):
            kept += [word, words[index + 1]]
            skip = True
        elif word.startswith(("-I", "-isystem", "-D", "-std=")):
            kept.append(word)
    return kept


def with_own_headers(path, root, seen=None):
    """The file and all headers of engine/ that it includes, directly or not."""
    seen = {} if seen is None else seen
    if path not in seen:
        seen[path] = read(path)
        for _, quoted, name in includes(seen[path]):
            for header in (root / "engine" / name, path.parent / name):
                if quoted and header.is_file():
                    with_own_headers(header.resolve(), root, seen)
    return seen


def fingerprint(path, arguments, root, settings):
    digest = hashlib.sha256(settings)
    digest.update("\0".join(arguments).replace(str(root), ".").encode())
    for source, text in sorted(with_own_headers(path, root).items()):
        digest.update(f"\0{source.relative_to(root)}\0{text}".encode())
    return digest.hexdigest()


def faults_of(path, arguments, root):
    run = subprocess.run([PROGRAM, "--quiet", str(path), "--", "-xc++", *arguments],
                         cwd=root, capture_output=True, text=True)
    if run.returncode == 0:
        return None
    return (run.stdout or run.stderr).replace(f"{root}/", "").strip()


def check(root, build, cache=CACHE):
    compile_commands = root / build / "compile_commands.json"
    if not compile_commands.is_file():
        return [f"{build}/compile_commands.json is missing: configure the build first"]
    cache.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([PROGRAM, "--version"], check=True, capture_output=True).stdout
    settings = version + (root / ".clang-tidy").read_bytes()

    wanted = tuple(f"{root / folder}/" for folder in ("engine", "tools"))
    entries = [entry for entry in json.loads(read(compile_commands)) if entry["file"].startswith(wanted)]
    changed = []
    for entry in entries:
        path = Path(entry["file"]).resolve()
        arguments = clang_arguments(entry["command"])
        mark = cache / fingerprint(path, arguments, root, settings)
        if not mark.exists():
            changed.append((path, arguments, mark))
    if changed:
        print(f"        clang-tidy reads {len(changed)} of {len(entries)} files", flush=True)

    def examine(file):
        path, arguments, mark = file
        faults = faults_of(path, arguments, root)
        if faults is None:
            mark.touch()
        return faults

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [faults for faults in pool.map(examine, changed) if faults]
