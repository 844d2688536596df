# tools/serve --with-onboarding: the server and the onboarding consumer side by side. Sourced after setup.sh, never run.

onboarding="$root/tools/onboarding_consumer"

# serve_with_onboarding DATA COMMAND…: runs the server's command and a consumer of it; ends both on Ctrl-C, and the
# consumer with the server. Answers the server's exit code.
serve_with_onboarding() {
  local data=$1 server consumer='' out url status=1
  shift
  exec {out}< <(exec "$@")
  server=$!
  # shellcheck disable=SC2086  # no argument where there is no consumer
  trap 'kill -TERM "$server" $consumer 2>/dev/null' INT TERM
  url=$(show_until_served <&"$out")
  cat <&"$out" &

  if [ -n "$url" ] && prepare_onboarding "$data"; then
    consume "$url" "$data" &
    consumer=$!
  else
    kill -TERM "$server" 2>/dev/null
  fi
  wait_for_end "$server"
  status=$?
  if [ -n "$consumer" ]; then
    kill -TERM "$consumer" 2>/dev/null
    wait_for_end "$consumer"
  fi
  return "$status"
}

# Answers the exit code of a process. A signal that is trapped meanwhile breaks a `wait` off, and not the process.
wait_for_end() {
  local status
  wait "$1"
  status=$?
  while kill -0 "$1" 2>/dev/null; do
    wait "$1"
    status=$?
  done
  return "$status"
}

# Passes on what the server says until it serves; answers where.
show_until_served() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line" >&2
    if [[ $line =~ serves\ on\ (http://[^/ ]+) ]]; then
      printf '%s\n' "${BASH_REMATCH[1]}"
      return
    fi
  done
}

# prepare_onboarding DATA: the consumer's token, made by the running server, readable by its owner alone.
prepare_onboarding() {
  local folder="$1/onboarding" made
  [ ! -s "$folder/token" ] || return 0
  made=$("$root/build/release/bin/kiosk-exam" token add onboarding --scope events:read,approvals:read,approvals:onboard --data "$1") &&
    (umask 077 && mkdir -p "$folder" && grep -o 'kk_[[:alnum:]_-]*' <<<"$made" >"$folder/token")
}

consume() {  # URL DATA
  local base
  # Credentials name the base URL that was pinned at the first start: the consumer has to know the issuer by that name.
  base=$(node -e 'fetch(process.argv[1]).then((reply) => reply.json()).then(({ id }) => console.log(new URL(id).origin))' \
    "$1/issuer") || return 1
  cat <<TEXT

The onboarding consumer starts beside the server. Its lines begin with a time and the way by which an event came.

  1. Sit the exam on $1/ and pass. A line says
       feed: evt_… approval.issued KP-… → open SHOP-000001
  2. See the partners, in another terminal:
       node tools/onboarding_consumer/onboarding_consumer.mjs status --data "$2/onboarding"
  3. Check a credential (the result of the exam has its "credential_url"):
       curl -s CREDENTIAL_URL | node tools/onboarding_consumer/onboarding_consumer.mjs verify - --server $base

Ctrl-C ends both. What the consumer does, and why: tools/onboarding_consumer/README.md

TEXT
  exec node "$onboarding/onboarding_consumer.mjs" run --server "$base" --data "$2/onboarding" \
    --token-file "$2/onboarding/token"
}
