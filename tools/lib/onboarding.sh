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

  if [ -n "$url" ] && prepare_onboarding "$url" "$data"; then
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

# prepare_onboarding URL DATA: what the running server gives the consumer once, a token and the secret of a webhook
# endpoint, readable by its owner alone. The endpoint keeps its port: two above the server's at the first start (one
# above are the server's metrics).
prepare_onboarding() {
  local folder="$2/onboarding" made door
  mkdir -p "$folder" && chmod 0700 "$folder" || return 1
  if [ ! -s "$folder/token" ]; then
    made=$("$root/build/release/bin/kiosk-exam" token add onboarding --scope events:read,approvals:read,approvals:onboard --data "$2") &&
      (umask 077 && grep -o 'kk_[[:alnum:]_-]*' <<<"$made" >"$folder/token") || return 1
  fi
  if [ ! -s "$folder/secret" ]; then
    door="127.0.0.1:$((${1##*:} % 65534 + 2))"
    made=$("$root/build/release/bin/kiosk-exam" webhook add "http://$door/webhooks" --data "$2") &&
      printf '%s\n' "$door" >"$folder/door" &&
      (umask 077 && grep -o 'whsec_[[:alnum:]+/=]*' <<<"$made" >"$folder/secret") || return 1
  fi
}

consume() {  # URL DATA
  local base
  # Credentials name the base URL that was pinned at the first start: the consumer has to know the issuer by that name.
  base=$(node -e 'fetch(process.argv[1]).then((reply) => reply.json()).then(({ id }) => console.log(new URL(id).origin))' \
    "$1/issuer") || return 1
  cat <<TEXT

The onboarding consumer starts beside the server. Its lines begin with a time and the way by which an event came.

  1. Sit the exam on $1/ and pass. A line says
       webhook: evt_… approval.issued KP-… → open SHOP-000001
     ("feed:", when that was faster: the same event comes by both ways, and is acted upon once).
  2. See the partners, in another terminal:
       node tools/onboarding_consumer/onboarding_consumer.mjs status --data "$2/onboarding"
  3. Check a credential (the result of the exam has its "credential_url"):
       curl -s CREDENTIAL_URL | node tools/onboarding_consumer/onboarding_consumer.mjs verify - --server $base

Ctrl-C ends both. What the consumer does, and why: tools/onboarding_consumer/README.md

TEXT
  exec node "$onboarding/onboarding_consumer.mjs" run --server "$base" --data "$2/onboarding" \
    --token-file "$2/onboarding/token" --listen "$(<"$2/onboarding/door")" --secret-file "$2/onboarding/secret"
}
