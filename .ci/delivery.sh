#!/usr/bin/env bash
# The workflows that the command line writes: read by actionlint and shellcheck, and their load test against a server on
# 127.0.0.1. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
# renovate: go github.com/rhysd/actionlint
VERSION=v1.7.12
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk-elastic-web/actionlint-$VERSION
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ACTIONLINT=$cache/actionlint
source .ci/shared/node-tests.sh

install_missing shellcheck jq
[ -x "$ACTIONLINT" ] || install_missing go=golang
if [ ! -x "$ACTIONLINT" ] && command -v go >/dev/null; then
  echo "building actionlint $VERSION"
  GOBIN=$cache timeout 300 go install "github.com/rhysd/actionlint/cmd/actionlint@$VERSION" >"$work/go.log" 2>&1 || tail -5 "$work/go.log"
fi

need_all "$ACTIONLINT" shellcheck jq
node_tests 170 cli/test/workflow/real-programs.ts
