import { contradiction, relation, text, type Problem } from '../../core';
import { HOME } from '../boot/programs';
import { quote } from '../boot/script';
import { basePackages } from '../boot/steps';
import type { BootPlan, BootSpec, BootstrapVariant } from './bootstrap-variant';
import { timeoutProblems, timeoutsOf, type BootstrapOptions } from './timeouts';

/** How a program is set up on each instance. */
export interface ScriptBootstrapOptions extends BootstrapOptions {
  /**
   * Packages of Amazon Linux 2023 that the application needs.
   *
   * @default - only the packages that the bootstrap itself needs: the CloudWatch agent, cfn-signal and jq
   */
  readonly packages?: string[];

  /**
   * Lines of bash that prepare the instance. They run once, as root; the first line that fails ends the boot.
   *
   * @default - no preparation besides the packages
   */
  readonly setup?: string[];

  /**
   * Linux user that runs the application. The boot creates `web`, without a shell; any other user has to exist. Ports
   * below 1024 need `root`.
   *
   * @default 'web'
   */
  readonly user?: string;
}

const DEFAULT_USER = 'web';
/** Only root may listen on ports below it. */
const FIRST_FREE_PORT = 1024;

/** `Bootstrap.script`. */
export function scriptBootstrap(start: string, options: ScriptBootstrapOptions): BootstrapVariant {
  const plan = (spec: BootSpec) => scriptPlan(start, options, spec);
  return {
    title: 'Bootstrap.script',
    isNone: false,
    usesDocker: false,
    needsInternet: false,
    pullsPrivately: false,
    floats: false,
    exporters: [],
    ...timeoutsOf(options),
    problems: (prop, tier) => [...timeoutProblems(prop, options), ...scriptProblems(prop, start, options, tier.port)],
    draft: plan,
    bind: (_scope, spec) => plan(spec),
  };
}

function scriptPlan(
  start: string, { packages = [], setup = [], user = DEFAULT_USER }: ScriptBootstrapOptions, { mountPath }: BootSpec,
): BootPlan {
  const run = `${HOME}/run`;
  return {
    packages: basePackages(packages),
    prepare: [{
      purpose: 'set up the application',
      files: [
        { path: `${HOME}/setup`, mode: '0755', content: ['#!/bin/bash', 'set -euo pipefail', ...setup].join('\n') },
        { path: run, mode: '0755', content: ['#!/bin/bash', 'set -euo pipefail', `exec ${start}`].join('\n') },
      ],
      commands: [
        ...(user === DEFAULT_USER
          ? [`id web >/dev/null 2>&1 || useradd --system --home-dir ${HOME} --shell /sbin/nologin web`]
          : []),
        `${HOME}/setup`,
      ],
    }],
    start: [
      ...(mountPath && user !== 'root' ? [`chown ${quote(user)}: ${quote(mountPath)}`] : []),
      ...(user === 'root' ? [`exec ${run}`] : runAs(user, run)),
    ],
    repositories: [],
  };
}

/** Takes setpriv, because runuser kills its program two seconds after SIGTERM. */
function runAs(user: string, run: string): string[] {
  const name = quote(user);
  return [
    `HOME=$(getent passwd ${name} | cut -d: -f6)`,
    `exec setpriv --reuid=${name} --regid="$(id -g ${name})" --init-groups -- ${run}`,
  ];
}

function scriptProblems(
  prop: string, start: string, options: ScriptBootstrapOptions, tierPort: number | undefined,
): Problem[] {
  const { packages = [], setup = [], user } = options;
  return [
    ...text(
      `${prop}.start`, start, /\S[^\r\n]*/, 'be one line with a command', 'put what comes before it into "setup"',
    ),
    ...setup.flatMap((line, i) => contradiction(typeof line !== 'string' || line.includes('\r'), {
      prop: `${prop}.setup[${i}]`, must: 'be a line of bash without a carriage return', got: line,
      advice: 'bash takes it for a part of the last word',
    })),
    ...packages.flatMap((name) => text(
      `${prop}.packages`, name, /[A-Za-z0-9][A-Za-z0-9._+-]*/, 'be names of packages',
    )),
    ...text(`${prop}.user`, user, /[a-z_][a-z0-9_-]{0,31}/, 'be the name of a Linux user'),
    ...relation(
      {
        prop: 'port', must: `be at least ${FIRST_FREE_PORT} for the user "${user ?? DEFAULT_USER}" of the bootstrap`,
        got: tierPort, advice: 'choose another port, or run the application as root',
      },
      [tierPort], () => user === 'root' || tierPort! >= FIRST_FREE_PORT,
    ),
  ];
}
