#!/usr/bin/env bash
# The samples of the pages also run in Java and Go, and their templates have to be those of TypeScript.
set -uo pipefail
export SAMPLES=run
exec bash "$(dirname "$0")/../consumers.sh"
