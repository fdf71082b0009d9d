#!/usr/bin/env bash
# The real program in the environment of the synthesized template of VotingApp, on a Redis and a PostgreSQL that the test
# starts itself on 127.0.0.1. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source .ci/shared/node-tests.sh

install_missing redis-server postgresql
need_all redis-server postgresql
node_tests 300 test/voting-app/real-program.ts
