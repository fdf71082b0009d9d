#!/usr/bin/env bash
# The workflows that the command line writes: read by actionlint and shellcheck, and their load test against a server on
# 127.0.0.1. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
VERSION=v1.7.12
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk-elastic-web/actionlint-$VERSION
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ACTIONLINT=$cache/actionlint

missing=()
command -v shellcheck >/dev/null || missing+=(shellcheck)
command -v jq >/dev/null || missing+=(jq)
if [ ! -x "$ACTIONLINT" ] && ! command -v go >/dev/null; then missing+=(golang); fi
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
    >"$work/apt.log" 2>&1 || tail -5 "$work/apt.log"
fi
if [ ! -x "$ACTIONLINT" ] && command -v go >/dev/null; then
  echo "building actionlint $VERSION"
  GOBIN=$cache timeout 300 go install "github.com/rhysd/actionlint/cmd/actionlint@$VERSION" >"$work/go.log" 2>&1 || tail -5 "$work/go.log"
fi
for tool in "$ACTIONLINT" shellcheck jq; do
  command -v "$tool" >/dev/null && continue
  echo "!!! $tool is missing"
  # a missing tool is a failure in CI, and said loudly elsewhere.
  if [ "${CI:-}" = true ]; then echo '0 passed, 1 failed, 0 skipped'; exit 1; fi
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
done

log=$work/delivery.tap
timeout -k 10 170 node --import tsx --test --test-force-exit --test-reporter=tap cli/test/workflow/real-programs.ts >"$log" 2>&1
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
