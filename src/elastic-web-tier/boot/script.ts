/** A file that a machine gets at its first boot. */
export interface BootFile {
  readonly path: string;
  /** As chmod takes it, for example `0755`. */
  readonly mode: string;
  readonly content: string;
}

/** One step of a first boot. */
export interface BootStep {
  /** What the step does, as the rest of a sentence that begins with "could not": the reason of a failure signal. */
  readonly purpose: string;
  readonly files?: readonly BootFile[];
  readonly commands?: readonly string[];
}

/** Whom a machine tells how its first boot ended. */
export interface SignalTarget {
  readonly stack: string;
  /** Logical id of the resource that waits. */
  readonly resource: string;
}

export interface BootScript {
  /** Names the bootstrap in the first comment. */
  readonly title: string;
  readonly region: string;
  readonly signal: SignalTarget;
  readonly steps: readonly BootStep[];
  /** What to undo when a step fails, before the failure is signalled. */
  readonly onFailure?: readonly string[];
}

/** Largest user data that EC2 accepts, before base64. */
export const MAX_USER_DATA_BYTES = 16384;

/**
 * The user data of an instance: every step in order, and a signal that says how it ended.
 *
 * Nothing secret stands in it, because everyone who may describe the instance can read it.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export function renderBootScript({ title, region, signal, steps, onFailure = [] }: BootScript): string {
  return `${[
    '#!/bin/bash',
    `# ${title}, made by cdk-elastic-web. Its output is in /var/log/cloud-init-output.log.`,
    'set -euo pipefail',
    `export HOME=/root AWS_DEFAULT_REGION=${quote(region)}`,
    `task='begin'`,
    '',
    'signal() {',
    `  /opt/aws/bin/cfn-signal --region ${quote(region)} --stack ${quote(signal.stack)} --resource ${quote(
      signal.resource,
    )} \\`,
    '    --success "$1" --reason "$2" || echo "no deployment waits for this instance"',
    '}',
    'finish() {',
    '  local code=$?',
    '  trap - EXIT',
    '  if [ "$code" -eq 0 ]; then',
    "    signal true 'the application is healthy'",
    '  else',
    ...onFailure.map((command) => `    ${command} || true`),
    '    signal false "could not $task"',
    '  fi',
    '  exit "$code"',
    '}',
    'trap finish EXIT',
    'retry() {',
    '  local attempt',
    '  for attempt in 1 2 3 4 5; do',
    '    "$@" && return 0',
    '    sleep $((attempt * 5))',
    '  done',
    '  return 1',
    '}',
    ...steps.flatMap(renderStep),
  ].join('\n')}\n`;
}

function renderStep({ purpose, files = [], commands = [] }: BootStep): string[] {
  return ['', `task=${quote(purpose)}`, ...files.flatMap(renderFile), ...commands];
}

function renderFile({ path, mode, content }: BootFile): string[] {
  const end = delimiterOf(content);
  return [`install -D -m ${mode} /dev/stdin ${path} <<'${end}'`, content.replace(/\n$/, ''), end];
}

/** A line that the content does not have. */
function delimiterOf(content: string): string {
  const lines = content.split('\n');
  let delimiter = 'END';
  while (lines.includes(delimiter)) delimiter += '_';
  return delimiter;
}

/** One word of a shell, whatever is in it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
