#!/usr/bin/env bash
# The real Prometheus, Alertmanager and exporters with the configuration and the rules that the library renders, on a
# running voting application, everything on 127.0.0.1. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
# renovate: go github.com/prometheus/prometheus
VERSION=v0.316.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk-elastic-web/prometheus-$VERSION
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PROMETHEUS_ARTIFACTS=${PROMETHEUS_ARTIFACTS:-$PWD/artifacts/prometheus}
mkdir -p "$PROMETHEUS_ARTIFACTS" "$cache"
source .ci/shared/node-tests.sh

programs=(redis-server postgresql prometheus-{alertmanager,node-exporter,redis-exporter,postgres-exporter,blackbox-exporter})
install_missing "${programs[@]}"

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

need_all "$PROMTOOL" "$PROMETHEUS" amtool "${programs[@]}"
node_tests 900 test/prometheus/real-programs.ts '^# .* was told after '
