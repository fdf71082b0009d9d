# sourced by the scripts that run tests of Node with real servers and programs. They set $work, a folder of their own.

# Debian packages, installed where that is possible.
install_packages() {
  [ $# -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  echo "installing $*"
  # the packages must not start servers of their own: the test brings its own.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >"$work/apt.log" 2>&1 || tail -5 "$work/apt.log"
}

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }

# Ends the script where a tool is missing: a failure in CI, and said loudly elsewhere.
need_all() {
  [ $# -gt 0 ] || return 0
  echo "!!! missing: $*"
  if [ "${CI:-}" = true ]; then echo '0 passed, 1 failed, 0 skipped'; exit 1; fi
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
}

# node_tests SECONDS FILE [PATTERN]: runs the tests of a file, shows each, and more of what failed, and lines with PATTERN.
node_tests() {
  local log=$work/tests.tap status passed failed
  timeout -k 10 "$1" node --import tsx --test --test-force-exit --test-reporter=tap "$2" >"$log" 2>&1
  status=$?
  passed=$(grep -cE '^    ok ' "$log") failed=$(grep -cE '^    not ok ' "$log")
  grep -E "^    (not )?ok ${3:+|$3}" "$log"
  if [ "$status" != 0 ] || [ "$passed" = 0 ]; then
    [ "$failed" = 0 ] && failed=1
    grep -vE '^    ok |duration_ms|^ *(---|\.\.\.)$' "$log" | tail -80
  fi
  echo "$passed passed, $failed failed, 0 skipped"
  [ "$failed" = 0 ]
}
