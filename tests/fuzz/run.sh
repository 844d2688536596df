#!/usr/bin/env bash
# Runs the programs of tests/fuzz: first all seeds once, then new inputs from a fresh seed of chance.
#
#     tests/fuzz/run.sh SECONDS [TARGET...]      from the root, after: cmake --preset fuzz && cmake --build --preset fuzz
#
# A finding is kept in build/fuzz/findings, the grown corpus in build/fuzz/corpus; the way to replay one is printed.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?how many seconds each}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "run.sh: not a number of seconds: $seconds" >&2; exit 1; }  # 0 is for ever
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(content requests stored target head texts credential delivery receiver)

# Content is also fed the shipped banks and the files of the loader's own tests.
seeds_of() {
  echo "tests/fuzz/seeds/$1"
  if [ "$1" = content ]; then printf '%s\n' question_banks tests/fixtures/bad_content; fi
}

# Without a file to replay libFuzzer would look for new inputs instead, and for ever.
check_seeds() {
  local folder
  for folder in $(seeds_of "$1"); do
    if [ ! -d "$folder" ] || [ -z "$(find "$folder" -type f -print -quit)" ]; then
      echo "run.sh: no seeds for $1: $folder is empty or missing" >&2
      exit 1
    fi
  done
}

# The longest inputs worth their time.
longest() {
  case $1 in
    content) echo 8000 ;;
    requests | stored | credential) echo 4000 ;;
    *) echo 600 ;;
  esac
}

export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:detect_odr_violation=1
export UBSAN_OPTIONS=print_stacktrace=1
mkdir -p build/fuzz/findings
for target in "${targets[@]}"; do check_seeds "$target"; done
passed=0
failed=0
for target in "${targets[@]}"; do
  program=build/fuzz/bin/fuzz_$target
  corpus=build/fuzz/corpus/$target
  mkdir -p "$corpus"
  mapfile -t seeds < <(seeds_of "$target")
  # Memory is bounded for each input and in all; an input that takes longer than this hangs.
  limits=(-timeout=60 -malloc_limit_mb=256 -rss_limit_mb=2048 "-artifact_prefix=build/fuzz/findings/$target-" -print_final_stats=1)
  echo "== fuzz_$target: seeds"
  mapfile -t files < <(find "${seeds[@]}" -type f)
  if "$program" "${limits[@]}" "${files[@]}" >"build/fuzz/$target-seeds.log" 2>&1; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    cat "build/fuzz/$target-seeds.log"
  fi
  chance=$((RANDOM * 32768 + RANDOM + 1))
  echo "== fuzz_$target: ${seconds} s, -seed=$chance"
  if "$program" "${limits[@]}" "-seed=$chance" "-max_total_time=$seconds" "-max_len=$(longest "$target")" \
    "-dict=tests/fuzz/dictionaries/$target.dict" "$corpus" "${seeds[@]}" >"build/fuzz/$target.log" 2>&1; then
    passed=$((passed + 1))
    grep -E '^stat::(number_of_executed_units|average_exec|peak_rss)|cov: ' "build/fuzz/$target.log" | tail -4
  else
    failed=$((failed + 1))
    tail -60 "build/fuzz/$target.log"
    echo "replay: $program build/fuzz/findings/$target-..."
  fi
done
echo "fuzz: $passed passed, $failed failed"
[ "$failed" = 0 ]
