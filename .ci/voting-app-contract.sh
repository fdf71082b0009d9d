#!/usr/bin/env bash
# The real program in the environment of the synthesized template of VotingApp, on a Redis and a PostgreSQL that the test
# starts itself on 127.0.0.1. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  # the packages must not start servers of their own: the test brings its own.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 || tail -5 "$work/apt.log"
fi
for tool in redis-server postgres; do
  if [ "$tool" = postgres ]; then compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null && continue
  else command -v "$tool" >/dev/null && continue; fi
  echo "!!! $tool is missing"
  # a missing tool is a failure in CI, and said loudly elsewhere.
  if [ "${CI:-}" = true ]; then echo '0 passed, 1 failed, 0 skipped'; exit 1; fi
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
done

log=$work/contract.tap
timeout -k 10 300 node --import tsx --test --test-force-exit --test-reporter=tap test/voting-app/real-program.ts >"$log" 2>&1
status=$?
count() { grep -cE "$1" "$log" || true; }
passed=$(count '^    ok ') failed=$(count '^    not ok ')
grep -E '^    (not )?ok ' "$log"
if [ "$status" != 0 ] || [ "$passed" = 0 ]; then
  [ "$failed" = 0 ] && failed=1
  grep -vE '^    ok |duration_ms|^ *(---|\.\.\.)$' "$log" | tail -60
fi
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
