#!/usr/bin/env bash
# The public API against that of the last release, which test/golden/api.json holds; no registry is asked. What breaks on
# purpose stands in .compatignore. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
# the assembly of the sources as they are now.
if [ ! -f .jsii ] || [ -n "$(find src -name '*.ts' -newer .jsii)" ]; then
  npx jsii --silence-warnings=reserved-word || { echo '0 passed, 1 failed, 0 skipped'; exit 1; }
fi
npx tsx scripts/check-api.ts
