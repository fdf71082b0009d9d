#!/usr/bin/env bash
# The long crash suite: a thousand faults of every part, several at once (another number: first argument; the same faults
# again: KILL_SEED). Needs redis-server and PostgreSQL. Ends with 0 when no acknowledged vote was lost, doubled or wrong.
set -uo pipefail
cd "$(dirname "$0")/../.."
export KILLS=${1:-1000}
exec timeout -k 10 7200 node --import tsx --test --test-force-exit --test-timeout=7000000 --test-reporter=tap \
  app/voting-app/test/integration/kills.test.ts
