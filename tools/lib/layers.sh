# The layers of tools/test. Sourced after setup.sh, never run.
#
# A layer has two functions: prepare_<layer> builds what it needs, test_<layer> runs its tests. What the tests print is
# kept in build/test-logs/<layer>.log, and the counts are read from the closing lines of their runners.

all_layers=(checks web unit golden contract http sim mutants fuzz perf e2e asan)
named_layers=(tsan)  # run only when named: they take another build of everything
preset=${KIOSK_PRESET:-release}
logs="$root/build/test-logs"
table=()
total_passed=0
total_failed=0

is_layer() { [[ " ${all_layers[*]} ${named_layers[*]} " == *" $1 "* ]]; }

# ------------------------------------------------------------------------------------------------- what they do

prepare_checks() { in_turn configure_engine "$preset"; }
test_checks() { python3 tools/checks/run.py --build "build/$preset"; }

# JavaScript without a browser and without a server.
prepare_web() { in_turn install_node_modules web && in_turn install_node_modules tools/onboarding_consumer; }
test_web() {
  (cd web && npm run --silent check && echo "check: 1 passed, 0 failed" && npm test --silent) &&
    (cd tools/onboarding_consumer && npm test --silent)
}

# Credentials are also checked by the npm packages that e2e uses.
prepare_unit() { in_turn install_node_modules tests/e2e && in_turn build_engine "$preset" layer_unit; }

prepare_catch() { in_turn build_engine "$preset" "layer_$1"; }
test_catch() { run_ctest "$preset" "$1"; }

# Five seconds each find what is shallow; ten minutes now and then (tests/fuzz/README.md) what is deeper.
prepare_fuzz() { in_turn build_engine fuzz layer_fuzz; }
test_fuzz() { tests/fuzz/run.sh 5; }

# Small enough to show that every bench works and counts rightly; its times mean nothing.
prepare_perf() { in_turn build_engine "$preset" kiosk-perf kiosk-exam; }
test_perf() { "build/$preset/bin/kiosk-perf" --smoke; }

prepare_e2e() {
  in_turn build_web && in_turn build_engine "$preset" kiosk-exam kiosk-bank && in_turn install_node_modules tests/e2e &&
    in_turn install_node_modules tools/onboarding_consumer
}
# The pages beside the program: a browser mostly waits.
test_e2e() {
  (
    name_program "$preset"
    KIOSK_TEST_CHROMIUM=$(command -v chromium) && export KIOSK_TEST_CHROMIUM && cd tests/e2e || return 1
    npm run --silent pages >"$logs/e2e_pages.log" 2>&1 &
    pages=$!
    npm run --silent program
    program=$?
    wait "$pages"
    pages=$?
    cat "$logs/e2e_pages.log"
    [ "$program" = 0 ] && [ "$pages" = 0 ]
  )
}

# Tells the tests of a running program which one that is, and what it serves.
name_program() {  # PRESET
  export KIOSK_TEST_BIN="$root/build/$1/bin" KIOSK_TEST_WEB="$root/web/dist" KIOSK_TEST_BANKS="$root/question_banks"
}

prepare_asan() {
  prepare_program && in_turn build_engine asan layer_unit layer_contract layer_http layer_sim kiosk-exam
}
# Memory faults show in the first power cuts as well as in the thousandth: the sim layer makes the many.
test_asan() {
  KIOSK_POWER_CUTS=150 run_ctest asan 'unit|contract|http|sim' && test_program asan {bytes,mixture}.test.mjs
}

# All that runs on several threads, in one program under load.
prepare_tsan() { prepare_program && in_turn build_engine tsan kiosk-exam; }
test_tsan() { KIOSK_TEST_KILLS=3 KIOSK_TEST_STOPS=3 test_program tsan {mixture,bytes,kills}.test.mjs; }

# The sanitizers' programs are driven by the tests that drive the shipped one. What is known of libraries of others is
# told here, since ctest, which tells its own programs, does not run these.
prepare_program() { in_turn build_web && in_turn install_node_modules tests/e2e; }
test_program() {  # PRESET FILES...; at fixed addresses, which g++ 12's thread sanitizer needs on newer kernels
  local fixed=(setarch --addr-no-randomize)
  "${fixed[@]}" true 2>/dev/null || fixed=()
  (
    name_program "$1"
    export LSAN_OPTIONS="suppressions=$root/tools/cmake/leaks_of_others.txt:print_suppressions=0"
    export TSAN_OPTIONS="suppressions=$root/tools/cmake/races_of_others.txt:second_deadlock_stack=1"
    shift
    cd tests/e2e && "${fixed[@]}" node --test --test-concurrency=1 --test-reporter=spec "${@/#/process/}"
  )
}

run_ctest() {  # PRESET LAYERS; all output is shown, since the counts are read from it
  ctest --test-dir "build/$1" --parallel "$(nproc)" --verbose --no-tests=error --label-regex "^($2)\$"
}

# ---------------------------------------------------------------------------------------------- how they are run

# Reads a log and prints "passed failed", summed over the closing lines of Catch2, node's runner and our own checks.
counts_in() {
  sed -E 's/\x1b\[[0-9;]*m//g; s/^[0-9]+: //' "$1" | awk '
    /^All tests passed \(.* in [0-9]+ test cases?\)/ { passed += $(NF - 2) }
    /^test cases: / {
      for (i = 4; i <= NF; i++) {
        if ($i == "passed") passed += $(i - 1)
        if ($i == "failed" && $(i + 1) != "as") failed += $(i - 1)  # not "failed as expected"
      }
    }
    /^No tests ran/ { failed++ }
    /^(#|ℹ) pass [0-9]+$/ { passed += $3 }
    /^(#|ℹ) (fail|cancelled) [0-9]+$/ { failed += $3 }
    /^[a-z]+: [0-9]+ passed, [0-9]+ failed$/ { passed += $2; failed += $4 }
    END { print passed + 0, failed + 0 }'
}

run_layer() {  # LAYER
  local layer=$1 log="$logs/$1.log" start built ended status=0 passed=0 failed=0
  mkdir -p "$logs" && : >"$log"
  say "== $layer"
  start=$(date +%s%N)
  call prepare "$layer" || status=1
  built=$(date +%s%N)
  if [ "$status" = 0 ]; then
    call test "$layer" </dev/null 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    read -r passed failed < <(counts_in "$log")
  fi
  ended=$(date +%s%N)

  if [ "$status" = 0 ] && [ "$passed" = 0 ] && [ "$failed" = 0 ]; then
    complain "$layer ran no test"
    status=1
  fi
  # A runner that broke off before it could count its failures has failed all the same.
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  table+=("$(printf '%-10s %9s %9s %8d %8d' "$layer" "$(seconds "$start" "$built")" "$(seconds "$built" "$ended")" "$passed" "$failed")")
}

call() {  # prepare|test LAYER; the layers without functions of their own are Catch2 programs
  if declare -F "$1_$2" >/dev/null; then "$1_$2"; else "$1_catch" "$2"; fi
}

seconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.1f", (to - from) / 1e9 }'; }

# Prints where the time went; the last line is the one that CI reads. Fails when anything failed.
report() {
  printf '\n%-10s %9s %9s %8s %8s\n' layer "setup s" "test s" passed failed
  printf '%s\n' "${table[@]}"
  printf '\n%d passed, %d failed\n' "$total_passed" "$total_failed"
  [ "$total_failed" = 0 ]
}
