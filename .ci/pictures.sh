#!/usr/bin/env bash
# Diagrams, timelines and the page of the command line as Chromium draws them, on light and on dark ground. Screenshots stay
# in artifacts/pictures. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
log=$work/pictures.tap
trap 'rm -rf "$work"' EXIT
source .ci/shared/node-tests.sh
install_missing chromium
timeout 600 node --import tsx --test --test-reporter=tap test/diagram/browser/pictures.ts >"$log" 2>&1
count() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$log" | tail -n 1; }
passed=$(count pass) failed=$(($(count fail) + $(count cancelled))) skipped=$(count skipped)
[ "${passed:-0}" -gt 0 ] || failed=$((failed + 1))
[ "$failed" -eq 0 ] || grep -v '^ *ok ' "$log" | head -n 100
echo "${passed:-0} passed, $failed failed, ${skipped:-0} skipped"
[ "$failed" -eq 0 ]
