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
source .ci/shared/node-tests.sh

# ten thousand connections need as many descriptors in each process.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"

install_missing redis-server postgresql chromium wrk openssl python3-venv ab=apache2-utils

# makes requests from the OpenAPI document; a version of its own, so that a new one cannot change what CI finds.
# renovate: pypi schemathesis
SCHEMATHESIS_VERSION=4.32.5
export SCHEMATHESIS=${SCHEMATHESIS:-$work/schemathesis/bin/schemathesis}
if ! have "$SCHEMATHESIS" && have python3-venv; then
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

# suite NAME SECONDS TOOL...: the tests of a file, if the tools are here.
suite() {
  local name=$1 limit=$2
  shift 2
  lacks "$name" "$@" && return
  echo "== $name"
  run_tests "$limit" "$app/test/integration/$name.test.ts" '^# \\#'
  passed=$((passed + ok)) failed=$((failed + not_ok))
}

suite queue 60 redis-server
suite store 60 postgresql
suite security 60 redis-server postgresql openssl
suite roles 90 redis-server postgresql
suite fuzz 120 redis-server postgresql
suite openapi 240 redis-server postgresql "$SCHEMATHESIS"
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
  ok=$(grep -cE '^ok - bench' "$log") not_ok=$(grep -cE '^not ok - bench' "$log")
  [ "$status" != 0 ] && [ "$not_ok" = 0 ] && not_ok=1
  passed=$((passed + ok)) failed=$((failed + not_ok))
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
