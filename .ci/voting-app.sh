#!/usr/bin/env bash
# Integration tests and benchmark of the voting application, against real servers that the tests start themselves on
# 127.0.0.1. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
app=app/voting-app
artifacts=${VOTING_APP_ARTIFACTS:-$PWD/artifacts/voting-app}
mkdir -p "$artifacts"
export VOTING_APP_ARTIFACTS=$artifacts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ten thousand connections need as many descriptors in each process.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"

have() {
  case $1 in
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ;;
    redis-server) command -v redis-server >/dev/null ;;
    chromium) [ -x /usr/bin/chromium ] ;;
    schemathesis) [ -x "$SCHEMATHESIS" ] ;;
    python3-venv) python3 -c 'import ensurepip' 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing=()
for package in redis-server postgresql chromium wrk openssl python3-venv; do have "$package" || missing+=("$package"); done
have ab || missing+=(apache2-utils)
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  # the packages must not start servers of their own: the tests bring theirs.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 || tail -5 "$work/apt.log"
fi

# makes requests from the OpenAPI document; a version of its own, so that a new one cannot change what CI finds.
# renovate: pypi schemathesis
SCHEMATHESIS_VERSION=4.32.5
export SCHEMATHESIS=${SCHEMATHESIS:-$work/schemathesis/bin/schemathesis}
if ! have schemathesis && have python3-venv; then
  echo 'installing schemathesis'
  { python3 -m venv "$work/schemathesis" && "$work/schemathesis/bin/pip" install -q "schemathesis==$SCHEMATHESIS_VERSION"; } >"$work/pip.log" 2>&1 \
    || tail -5 "$work/pip.log"
fi

passed=0 failed=0 skipped=0

# a missing tool is a failure in CI, and said loudly elsewhere.
lacks() {
  local suite=$1 tool
  shift
  for tool in "$@"; do
    have "$tool" && continue
    echo "!!! $suite: $tool is missing"
    if [ "${CI:-}" = true ]; then failed=$((failed + 1)); else skipped=$((skipped + 1)); fi
    return 0
  done
  return 1
}

count() { grep -cE "$1" "$2" || true; }

# tests at depth one inside a file are the promises; the describe blocks around them are not counted.
suite() {
  local name=$1 limit=$2
  shift 2
  lacks "$name" "$@" && return
  echo "== $name"
  local log=$work/$name.tap
  timeout -k 10 "$limit" node --import tsx --test --test-force-exit --test-timeout=$(((limit - 10) * 1000)) --test-reporter=tap \
    "$app/test/integration/$name.test.ts" >"$log" 2>&1
  local status=$? ok not_ok
  ok=$(count '^    ok ' "$log")
  not_ok=$(count '^    not ok ' "$log")
  grep -E '^    (not )?ok |^# \\#' "$log"
  # a suite that ends badly without a failed test was cut off, or failed before its first test.
  if [ "$status" != 0 ]; then
    [ "$not_ok" = 0 ] && not_ok=1
    grep -vE '^    ok |duration_ms|^ *(---|\.\.\.)$' "$log" | tail -40
  fi
  passed=$((passed + ok)) failed=$((failed + not_ok))
}

suite queue 60 redis-server
suite store 60 postgresql
suite security 60 redis-server postgresql openssl
suite roles 90 redis-server postgresql
suite fuzz 120 redis-server postgresql
suite openapi 240 redis-server postgresql schemathesis
suite browser 120 redis-server postgresql chromium
suite pages 300 chromium
suite admin 120 chromium
suite network 180 chromium
suite crash 300 redis-server postgresql
# a hundred of the thousand faults that .ci/long/voting-app-kills.sh causes.
suite kills 240 redis-server postgresql

if ! lacks bench redis-server postgresql wrk ab; then
  echo '== bench (the best of up to 3 runs counts: other work on the machine only makes a run slower)'
  log=$work/bench.log
  timeout -k 10 240 node --import tsx "$app/tools/bench/main.ts" --check --seconds 2 --votes 100000 --json "$artifacts/bench.json" >"$log" 2>&1
  status=$?
  grep -vE '^\{' "$log"
  ok=$(count '^ok - bench' "$log")
  not_ok=$(count '^not ok - bench' "$log")
  [ "$status" != 0 ] && [ "$not_ok" = 0 ] && not_ok=1
  passed=$((passed + ok)) failed=$((failed + not_ok))
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
