/** A file that an instance gets at its first boot. */
export interface BootFile {
  readonly path: string;
  /** In the form that chmod takes, for example `0755`. */
  readonly mode: string;
  readonly content: string;
}

/** One step of a first boot. */
export interface BootStep {
  /** What the step does. The sentence "could not <purpose>" becomes the reason of a failure signal. */
  readonly purpose: string;
  readonly files?: readonly BootFile[];
  readonly commands?: readonly string[];
}

/** Where CloudFormation waits for the end of the first boot. */
export interface SignalTarget {
  readonly stack: string;
  /** Logical id of the resource that waits. */
  readonly resource: string;
}

/** Everything that a boot script consists of. */
export interface BootScript {
  /** Name of the bootstrap, for the first comment. */
  readonly title: string;
  readonly region: string;
  readonly signal: SignalTarget;
  readonly steps: readonly BootStep[];
  /** Commands that undo what the boot did. They run when a step fails, before the failure is signalled. */
  readonly onFailure?: readonly string[];
}

/**
 * The user data of an instance: every step in order, and a signal that says how the boot ended.
 *
 * The script must hold no secret: everyone who may describe the instance can read it.
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
    ...renderSignal(region, signal),
    ...renderFinish(onFailure),
    ...RETRY,
    ...steps.flatMap(renderStep),
  ].join('\n')}\n`;
}

function renderSignal(region: string, { stack, resource }: SignalTarget): string[] {
  return [
    'signal() {',
    `  /opt/aws/bin/cfn-signal --region ${quote(region)} --stack ${quote(stack)} --resource ${quote(resource)} \\`,
    '    --success "$1" --reason "$2" || echo "no deployment waits for this instance"',
    '}',
  ];
}

function renderFinish(onFailure: readonly string[]): string[] {
  return [
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
  ];
}

/** Bash: runs a command up to five times. */
const RETRY: readonly string[] = [
  'retry() {',
  '  local attempt',
  '  for attempt in 1 2 3 4 5; do',
  '    "$@" && return 0',
  '    sleep $((attempt * 5))',
  '  done',
  '  return 1',
  '}',
];

function renderStep({ purpose, files = [], commands = [] }: BootStep): string[] {
  return ['', `task=${quote(purpose)}`, ...files.flatMap(renderFile), ...commands];
}

function renderFile({ path, mode, content }: BootFile): string[] {
  const end = delimiterOf(content);
  return [`install -D -m ${mode} /dev/stdin ${path} <<'${end}'`, content.replace(/\n$/, ''), end];
}

/** A line that does not occur in the content. */
function delimiterOf(content: string): string {
  const lines = content.split('\n');
  let delimiter = 'END';
  while (lines.includes(delimiter)) delimiter += '_';
  return delimiter;
}

/** A text as one word of a shell command. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
