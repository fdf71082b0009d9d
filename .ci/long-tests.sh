#!/usr/bin/env bash
# The tests that need nothing but Node, and longer than npm test may take. Last line: jest's count of tests.
set -euo pipefail
cd "$(dirname "$0")/.."
npx projen test:long
