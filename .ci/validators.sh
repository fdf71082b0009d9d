#!/usr/bin/env bash
# Validators of others over the templates of every example: cfn-lint, cloudformation-validate, checkov and the rules of
# AWS Control Tower. docs/compliance.md explains each finding; a new one fails, and an explanation that nothing needs.
# With --write it writes the figures of docs/compliance.md anew. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
# renovate: pypi cfn-lint
CFN_LINT=1.58.0
# renovate: pypi cloudformation-validate
VALIDATE=1.14.0
# renovate: pypi checkov
CHECKOV=3.3.30
# renovate: npm @cdklabs/cdk-validator-cfnguard
GUARD=0.0.62
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk-elastic-web/validators-$CFN_LINT-$VALIDATE-$CHECKOV-$GUARD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# what is missing fails in CI, and is said loudly elsewhere.
give_up() {
  echo "!!! missing: $1"; tail -20 "$work/install.log" 2>/dev/null
  if [ "${CI:-}" = true ]; then echo '0 passed, 1 failed, 0 skipped'; exit 1; fi
  echo '0 passed, 0 failed, 1 skipped'; exit 0
}

install_python() {
  python3 -m venv "$cache/python" && "$cache/python/bin/pip" install --quiet \
    "cfn-lint==$CFN_LINT" "cloudformation-validate==$VALIDATE" "checkov==$CHECKOV"
}
install_guard() { npm install --prefix "$cache/guard" --no-audit --no-fund --silent --legacy-peer-deps "@cdklabs/cdk-validator-cfnguard@$GUARD"; }

mkdir -p "$cache"
if [ ! -e "$cache/complete" ]; then
  if ! python3 -m venv --help >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq python3-venv; } >"$work/install.log" 2>&1
  fi
  install_python >"$work/install.log" 2>&1 & python=$!
  install_guard >"$work/guard.log" 2>&1 || give_up '@cdklabs/cdk-validator-cfnguard'
  wait "$python" || give_up 'cfn-lint, cloudformation-validate or checkov'
  touch "$cache/complete"
fi

# npm run demo has left the templates, unless something changed since.
if [ ! -e demo.out/report.json ] || [ -n "$(find src demo examples -newer demo.out/report.json -type f -print -quit)" ]; then
  npx tsx demo/main.ts >"$work/demo.log" 2>&1 || { tail -40 "$work/demo.log"; echo '0 passed, 1 failed, 0 skipped'; exit 1; }
fi

write=; [ "${1:-}" = --write ] && write=yes
CDK_VALIDATION=false npx tsx scripts/validators/main.ts demo.out "$work" "$cache/python/bin" \
  "$cache/guard/node_modules/@cdklabs/cdk-validator-cfnguard" $write
