"""Runs every check of the source text and says how many passed. See tools/README.md."""

import argparse
import sys
import time
import unittest
from pathlib import Path

import floors
import formatting
import style
import test_checks
import tidy

SHOWN = 60


def run_check(name, findings_of):
    """True when the check found nothing."""
    start = time.monotonic()
    findings = findings_of()
    seconds = time.monotonic() - start
    for finding in findings[:SHOWN]:
        print(f"  {finding}")
    if len(findings) > SHOWN:
        print(f"  … and {len(findings) - SHOWN} more")
    print(f"{'FAILED' if findings else 'ok    '}  {name}  ({seconds:.1f} s)", flush=True)
    return not findings


def run_self_tests():
    """(passed, failed) of the tests that prove that each check can fail."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(test_checks)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    failed = len(result.failures) + len(result.errors)
    return result.testsRun - failed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--build", default="build/release", help="build directory with compile_commands.json")
    options = parser.parse_args()
    root = options.root.resolve()

    passed, failed = run_self_tests()
    for name, findings_of in {
        "floors and includes": lambda: floors.check(root),
        "unfinished words": lambda: style.unfinished_words(root),
        "paths and hosts of one machine": lambda: style.machine_traces(root),
        "vague names": lambda: style.vague_names(root),
        "header guards": lambda: style.header_guards(root),
        "clang-format": lambda: formatting.check(root),
        "clang-tidy": lambda: tidy.check(root, options.build),
    }.items():
        if run_check(name, findings_of):
            passed += 1
        else:
            failed += 1

    for hint in style.long_files(root):
        print(f"hint: {hint}")
    print(f"checks: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
