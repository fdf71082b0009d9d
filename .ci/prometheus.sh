#!/usr/bin/env bash
# The real Prometheus, Alertmanager and exporters with the configuration and the rules that the library renders, on a
# running voting application, everything on 127.0.0.1. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
VERSION=v0.316.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk-elastic-web/prometheus-$VERSION
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PROMETHEUS_ARTIFACTS=${PROMETHEUS_ARTIFACTS:-$PWD/artifacts/prometheus}
mkdir -p "$PROMETHEUS_ARTIFACTS" "$cache"

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
for program in alertmanager node-exporter redis-exporter postgres-exporter blackbox-exporter; do
  command -v "prometheus-$program" >/dev/null || missing+=("prometheus-$program")
done
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  # the packages must not start servers of their own: the test brings its own.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 || tail -5 "$work/apt.log"
fi

# Debian's Prometheus is too old for discovery of ECS; the first build takes some ten minutes of two cores, with only the
# kinds of discovery that the library writes.
TAGS=remove_all_sd,enable_aws_sd,enable_dns_sd
if command -v go >/dev/null; then
  for program in promtool prometheus; do
    [ -x "$cache/$program" ] && continue
    echo "building $program $VERSION"
    GOBIN=$cache GOFLAGS=-p=2 timeout 1800 nice -n 5 go install -tags "$TAGS" "github.com/prometheus/prometheus/cmd/$program@$VERSION" \
      >"$work/go.log" 2>&1 || tail -5 "$work/go.log"
  done
fi
export PROMTOOL=$cache/promtool PROMETHEUS=$cache/prometheus

lacking=()
for tool in "$PROMTOOL" "$PROMETHEUS" redis-server amtool prometheus-{alertmanager,node-exporter,redis-exporter,postgres-exporter,blackbox-exporter}; do
  command -v "$tool" >/dev/null || lacking+=("$tool")
done
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || lacking+=(postgres)
if [ ${#lacking[@]} -gt 0 ]; then
  echo "!!! missing: ${lacking[*]}"
  # a missing tool is a failure in CI, and said loudly elsewhere.
  if [ "${CI:-}" = true ]; then echo '0 passed, 1 failed, 0 skipped'; exit 1; fi
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
fi

log=$work/prometheus.tap
timeout -k 10 900 node --import tsx --test --test-force-exit --test-reporter=tap test/prometheus/real-programs.ts >"$log" 2>&1
status=$?
count() { grep -cE "$1" "$log" || true; }
passed=$(count '^    ok ') failed=$(count '^    not ok ')
grep -E '^    (not )?ok |^# .* was told after ' "$log"
if [ "$status" != 0 ] || [ "$passed" = 0 ]; then
  [ "$failed" = 0 ] && failed=1
  grep -vE '^    ok |duration_ms|^ *(---|\.\.\.)$' "$log" | tail -80
fi
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
