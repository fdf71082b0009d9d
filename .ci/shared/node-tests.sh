# sourced by the scripts that run tests of Node with real servers and programs. They set $work, a folder of their own.

# have TOOL: whether a tool is here. Some are at no place where a shell looks.
have() {
  case $1 in
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ;;
    chromium) [ -x /usr/bin/chromium ] ;;
    python3-venv) python3 -c 'import ensurepip' 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# install_missing TOOL... or TOOL=PACKAGE...: installs packages of Debian, where that is possible.
install_missing() {
  local missing=() tool
  for tool in "$@"; do have "${tool%%=*}" || missing+=("${tool##*=}"); done
  [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  echo "installing ${missing[*]}"
  # the packages must not start servers of their own: the tests bring theirs.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 || tail -5 "$work/apt.log"
}

# need_all TOOL...: ends the script where one is missing. That is a failure in CI, and said loudly elsewhere.
need_all() {
  local lacking=() tool
  for tool in "$@"; do have "$tool" || lacking+=("$tool"); done
  [ ${#lacking[@]} -gt 0 ] || return 0
  echo "!!! missing: ${lacking[*]}"
  if [ "${CI:-}" = true ]; then echo '0 passed, 1 failed, 0 skipped'; exit 1; fi
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
}

# run_tests SECONDS FILE [PATTERN]: runs the tests of a file, shows each, more of what failed, and lines with PATTERN. Sets
# $ok and $not_ok. Tests at depth one are the promises; the describe blocks around them are not counted.
run_tests() {
  local log=$work/tests.tap status
  timeout -k 10 "$1" node --import tsx --test --test-force-exit --test-timeout=$((($1 - 10) * 1000)) --test-reporter=tap "$2" \
    >"$log" 2>&1
  status=$?
  ok=$(grep -cE '^    ok ' "$log") not_ok=$(grep -cE '^    not ok ' "$log")
  grep -E "^    (not )?ok ${3:+|$3}" "$log"
  # tests that end badly without a failed one were cut off, or failed before the first.
  if [ "$status" != 0 ] || [ "$ok" = 0 ]; then
    [ "$not_ok" = 0 ] && not_ok=1
    grep -vE '^    ok |duration_ms|^ *(---|\.\.\.)$' "$log" | tail -80
  fi
}

# node_tests SECONDS FILE [PATTERN]: run_tests as the last command of a script.
node_tests() {
  run_tests "$@"
  echo "$ok passed, $not_ok failed, 0 skipped"
  [ "$not_ok" = 0 ]
}
