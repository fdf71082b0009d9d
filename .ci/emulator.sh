#!/usr/bin/env bash
# Deployments against an emulator of the AWS API on 127.0.0.1: every example, changes of deployed stacks, what describe
# calls say about the promises of the docs, and the quick start with the packed library. Needs a compiled library
# (npx projen compile). What it does not show stands in docs/proven.md. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
ROOT=$PWD
# renovate: pypi ministack
MINISTACK=1.5.33
# renovate: pypi boto3
BOTO3=1.43.106
# renovate: npm @aws-sdk/client-ec2
EC2=3.1169.0
# renovate: npm @aws-sdk/client-s3
S3=3.1175.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk-elastic-web/emulator-$MINISTACK
work=$(mktemp -d)
server=
playing=
trap 'kill $server $playing 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0

die() {
  echo "FAIL  $1"
  [ ! -s "${2:-}" ] || tail -n 30 "$2" | sed 's/^/      /'
  echo "$passed passed, $((failed + 1)) failed, 0 skipped"
  exit 1
}
check() {
  local name=$1 started=$SECONDS; shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); echo "ok    $name ($((SECONDS - started)) s)"
  else
    failed=$((failed + 1)); echo "FAIL  $name ($((SECONDS - started)) s)"
    tail -n 40 "$work/log" | sed 's/^/      /'
  fi
}
# counted NAME COMMAND...: a program that counts its own checks.
counted() {
  local name=$1 line; shift
  "$@" >"$work/counted" 2>&1
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$work/counted" | tail -n 1)
  cat "$work/counted"
  if [ -z "$line" ]; then failed=$((failed + 1)); echo "FAIL  $name did not end"; return; fi
  passed=$((passed + ${line%% passed*})); line=${line#*, }; failed=$((failed + ${line%% failed*}))
}

mkdir -p "$cache"
if [ ! -x "$cache/venv/bin/python" ] || [ ! -f "$cache/ready" ]; then
  echo "installing MiniStack $MINISTACK"
  if ! python3 -c 'import ensurepip' 2>/dev/null && [ "$(id -u)" = 0 ]; then
    { apt-get update -qq && apt-get install -y -qq python3-venv; } >"$work/install" 2>&1
  fi
  { python3 -m venv "$cache/venv" && "$cache/venv/bin/pip" install -q "ministack==$MINISTACK" "boto3==$BOTO3" \
    && npm install --silent --no-audit --no-fund --prefix "$cache/node" \
      "@aws-sdk/client-ec2@$EC2" "@aws-sdk/client-s3@$S3" \
    && touch "$cache/ready"; } >"$work/install" 2>&1 || die 'the emulator could not be installed' "$work/install"
fi
python=$cache/venv/bin/python

GATEWAY_PORT=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export GATEWAY_PORT BIND_HOST=127.0.0.1 MINISTACK_HOST=127.0.0.1
export MINISTACK_ACCOUNT_ID=111122223333 MINISTACK_REGION=eu-west-1
export AWS_ENDPOINT_URL=http://127.0.0.1:$GATEWAY_PORT AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1
# MiniStack takes an access key of 12 digits for the account.
export AWS_ACCESS_KEY_ID=$MINISTACK_ACCOUNT_ID AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true
export CDK_DISABLE_CLI_TELEMETRY=true LOG_LEVEL=WARNING PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# the CDK's own functions run in Node, with the clients that AWS Lambda brings along.
NODE_PATH=$cache/node/node_modules TMPDIR=$work "$python" .ci/emulator/server.py >"$work/server" 2>&1 &
server=$!
"$python" .ci/emulator/started.py || die 'the emulator does not start' "$work/server"

cdk() { "$ROOT/node_modules/.bin/cdk" "$@" --no-notices; }
write_programs() { CDK_VALIDATION=false npx tsx scripts/rehearsal/write.ts "$work/programs"; }
bootstrap() {
  (cd "$work" && cdk bootstrap "aws://$MINISTACK_ACCOUNT_ID/eu-west-1" "aws://$MINISTACK_ACCOUNT_ID/eu-central-1")
}

library() { npm pack --silent --pack-destination "$work" && mv "$work"/cdk-elastic-web-*.tgz "$work/library.tgz"; }
# in an account of its own, so that it runs beside the rest.
quick_start() {
  export AWS_ACCESS_KEY_ID=222233334444 DOCKER_LOG=$work/docker.log CDK_DOCKER=$work/docker CDK_VALIDATION=false NO_COLOR=1
  printf '#!/bin/sh\nexec "%s" "%s/.ci/emulator/docker_stand_in.py" "$@"\n' "$python" "$ROOT" >"$CDK_DOCKER"
  chmod +x "$CDK_DOCKER"
  "$python" .ci/emulator/quick_start.py "$work/quick-start" "$work/library.tgz"
}

{ [ -d lib ] && [ -d bin ]; } || die 'the library is not compiled: npx projen compile && npx projen cli:build'
check 'the library packs' library
quick_start >"$work/quick" 2>&1 &
playing=$!
write_programs >"$work/write" 2>&1 &
writing=$!
check 'cdk bootstrap, in two Regions' bootstrap
check 'the programs are written' wait "$writing"
counted 'rehearsal' "$python" .ci/emulator/rehearsal.py "$work/programs"
wait "$playing"
counted 'quick start' cat "$work/quick"

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
