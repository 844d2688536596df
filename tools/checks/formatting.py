"""Every C++ file is as clang-format leaves it."""

import subprocess

from sources import cpp_files

PROGRAM = "clang-format-16"


def check(root):
    files = [str(path) for path in cpp_files(root, "engine", "tests", "tools")]
    if not files:
        return []
    run = subprocess.run([PROGRAM, "--dry-run", "--Werror", *files], cwd=root, capture_output=True, text=True)
    faults = sorted({line.split(":")[0] for line in run.stderr.splitlines() if ": error: " in line})
    if run.returncode != 0 and not faults:
        return [f"{PROGRAM} failed: {run.stderr.strip()[:2000]}"]
    return [f"{path}: not formatted; run {PROGRAM} -i {path}" for path in faults]
