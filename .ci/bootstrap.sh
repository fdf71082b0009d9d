#!/usr/bin/env bash
# The user data of every bootstrap: read by shellcheck, and run as the first boot of a machine in namespaces of its own.
# The last line is "N passed, N failed, N skipped"; nothing is skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export CDK_VALIDATION=false TMPDIR=$WORK

passed=0 failed=0
ok() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAIL  $1"; sed 's/^/      /' "$WORK/log"; }

install_tools() {
  local missing=() tool
  for tool in shellcheck jq curl unshare; do command -v "$tool" >/dev/null || missing+=("${tool/unshare/util-linux}"); done
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=''
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -q && $sudo apt-get install -y -q --no-install-recommends "${missing[@]}"
}

install_tools >"$WORK/log" 2>&1 || fail "tools"
mkdir "$WORK/scripts"
npx tsx test/elastic-web-tier/boot/scripts.ts "$WORK/scripts" >"$WORK/log" 2>&1 || fail 'rendering of the scripts'

for script in "$WORK"/scripts/*.sh test/elastic-web-tier/boot/chroot.sh test/elastic-web-tier/boot/stand-ins/*; do
  if shellcheck --severity=style "$script" >"$WORK/log" 2>&1; then ok; else fail "shellcheck of ${script##*/}"; fi
done
[ "$passed" -ge 30 ] || { echo 'only few scripts were rendered' >"$WORK/log"; fail 'number of scripts'; }

node --import tsx --test --test-reporter=tap test/elastic-web-tier/boot/boots.ts >"$WORK/log" 2>&1 || true
count() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$WORK/log"; }
ran=$(count pass) broken=$(count fail) idle=$(($(count skipped) + $(count todo) + $(count cancelled)))
passed=$((passed + ${ran:-0})) failed=$((failed + ${broken:-1} + idle))
[ "${ran:-0}" -gt 0 ] || { failed=$((failed + 1)); echo 'FAIL  no machine booted'; }
[ "${broken:-1}" -eq 0 ] && [ "$idle" -eq 0 ] || { echo 'FAIL  boots'; grep -v '^ *# Subtest\|^ *ok ' "$WORK/log" | sed 's/^/      /'; }

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
