import fs from 'node:fs';
import { Duration, Tokenization } from 'aws-cdk-lib';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { command, contradiction, duration, known, port, relation, text, type Problem } from '../core';
import { ENVIRONMENT_OPTIONS, HOME } from './boot-programs';
import { quote, type BootStep } from './boot-script';
import { basePackages, dockerPackages, startDocker } from './boot-steps';
import { installCompose } from './compose';
import type { TierImage } from './tier-image';

/** What every bootstrap that starts an application lets you set. */
export interface BootstrapOptions {
  /**
   * How long the application may take to answer its health check after it was started, 10 seconds to 30 minutes. An instance that
   * does not answer in time signals failure.
   *
   * @default Duration.minutes(3)
   */
  readonly startTimeout?: Duration;

  /**
   * How long the application may take to end after SIGTERM, 1 to 120 seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly stopTimeout?: Duration;
}

/** How a container is run on each instance. */
export interface ContainerBootstrapOptions extends BootstrapOptions {
  /**
   * Port that the container listens on, 1 to 65535; it is published on the port of the tier.
   *
   * @default - the port of the tier
   */
  readonly containerPort?: number;

  /**
   * What the container runs.
   *
   * @default - the command of the image
   */
  readonly command?: string[];
}

/** How a Compose project is run on each instance. */
export interface ComposeBootstrapOptions extends BootstrapOptions {
  /**
   * Private ECR repositories of the images in the file; the instances are granted the right to pull from them.
   *
   * @default - all images are public
   */
  readonly repositories?: IRepository[];
}

/** How a program is set up on each instance. */
export interface ScriptBootstrapOptions extends BootstrapOptions {
  /**
   * Packages of Amazon Linux 2023 that the application needs.
   *
   * @default - only what the bootstrap itself needs: the CloudWatch agent, cfn-signal and jq
   */
  readonly packages?: string[];

  /**
   * Lines of bash that prepare the instance, run once as root; the first that fails ends the boot.
   *
   * @default - the packages are all the preparation
   */
  readonly setup?: string[];

  /**
   * Linux user that runs the application; `web` is created without a shell. Ports below 1024 need `root`.
   *
   * @default 'web'
   */
  readonly user?: string;
}

/** What a bootstrap is told about the tier that it prepares instances for. */
export interface BootRequest {
  readonly port: string;
  readonly architecture: InstanceArchitecture;
  /** Where a data volume is mounted. */
  readonly mountPath?: string;
}

/** What one kind of bootstrap does differently from the others. */
export interface BootPlan {
  readonly packages: readonly string[];
  readonly prepare: readonly BootStep[];
  /** Lines of the program that systemd runs. */
  readonly start: readonly string[];
  readonly stop?: string;
  readonly usesDocker: boolean;
  /** Private repositories that the instances pull from. */
  readonly repositories: readonly IRepository[];
}

interface Kind {
  readonly title: string;
  readonly usesDocker: boolean;
  readonly needsInternet: boolean;
  readonly pullsPrivately: boolean;
  readonly floats?: boolean;
  problems(prop: string, tier: { readonly port?: number; readonly architecture?: InstanceArchitecture }): Problem[];
  plan(scope: Construct, request: BootRequest, stopSeconds: number): BootPlan;
}

const DEFAULT_START_TIMEOUT = Duration.minutes(3);
const DEFAULT_STOP_TIMEOUT = Duration.seconds(30);
const DEFAULT_USER = 'web';

/**
 * How an instance comes from a plain Amazon Linux 2023 image to a running application.
 *
 * The first boot installs what is needed, starts the CloudWatch agent, and runs the application under systemd, which starts it again
 * whenever it ends. Settings and secrets are fetched with the instance role each time that the application starts, into a file in
 * memory that only root can read; none stands in the user data. The boot succeeds when the application answers its health check, and
 * CloudFormation is told either way.
 *
 * @example
 * const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), { containerPort: 80 });
 */
export class Bootstrap {
  /**
   * One container on each instance.
   *
   * @param image where the image comes from
   */
  public static container(image: TierImage, options: ContainerBootstrapOptions = {}): Bootstrap {
    return new Bootstrap({
      title: 'Bootstrap.container',
      usesDocker: true,
      needsInternet: image._isPublic,
      pullsPrivately: !image._isPublic,
      floats: image._floats,
      problems: (prop, { architecture }) => [
        ...image._problems(`${prop}.image`, architecture),
        ...port(`${prop}.containerPort`, options.containerPort),
        ...command(`${prop}.command`, options.command),
      ],
      plan: (scope, request, stopSeconds) => containerPlan(scope, image, options, request, stopSeconds),
    }, options);
  }

  /**
   * A Compose project on each instance, for applications of several containers. One of them publishes the port of the tier.
   *
   * A service of the file gets settings and secrets by naming them without a value in its `environment`. The file becomes part of the
   * user data, which everyone who may describe the instance can read, and which holds at most 16 KB. Docker Compose is downloaded from
   * its release page in a fixed version and compared with its checksum, so a VPC without a way to the internet is rejected.
   *
   * @param file path of the Compose file
   */
  public static compose(file: string, options: ComposeBootstrapOptions = {}): Bootstrap {
    return new Bootstrap({
      title: 'Bootstrap.compose',
      usesDocker: true,
      needsInternet: true,
      pullsPrivately: (options.repositories ?? []).length > 0,
      problems: (prop) => contradiction(!fs.existsSync(file), { prop: `${prop}.file`, must: 'be the path of a Compose file', got: file }),
      plan: (_scope, request, stopSeconds) => composePlan(file, options.repositories ?? [], request, stopSeconds),
    }, options);
  }

  /**
   * A program without containers.
   *
   * @param start command that runs in the foreground until it gets SIGTERM, for example `node /opt/shop/server.js`
   */
  public static script(start: string, options: ScriptBootstrapOptions = {}): Bootstrap {
    return new Bootstrap({
      title: 'Bootstrap.script',
      usesDocker: false,
      needsInternet: false,
      pullsPrivately: false,
      problems: (prop, tier) => scriptProblems(prop, start, options, tier.port),
      plan: (_scope, request) => scriptPlan(start, options, request),
    }, options);
  }

  /**
   * Nothing: the machine image brings an application that starts by itself. Settings, secrets, agent and signals are its own matter.
   */
  public static none(): Bootstrap {
    return new Bootstrap(undefined, {});
  }

  private constructor(private readonly kind: Kind | undefined, private readonly options: BootstrapOptions) {}

  /** @internal */
  public get _isNone(): boolean {
    return this.kind === undefined;
  }

  /** @internal */
  public get _title(): string {
    return this.kind?.title ?? 'Bootstrap.none';
  }

  /** @internal */
  public get _usesDocker(): boolean {
    return this.kind?.usesDocker ?? false;
  }

  /** @internal */
  public get _needsInternet(): boolean {
    return this.kind?.needsInternet ?? false;
  }

  /** @internal */
  public get _pullsPrivately(): boolean {
    return this.kind?.pullsPrivately ?? false;
  }

  /** @internal */
  public get _floats(): boolean {
    return this.kind?.floats ?? false;
  }

  /** @internal */
  public get _startTimeout(): Duration {
    return this.options.startTimeout ?? DEFAULT_START_TIMEOUT;
  }

  /** @internal */
  public get _stopTimeout(): Duration {
    return this.options.stopTimeout ?? DEFAULT_STOP_TIMEOUT;
  }

  /** @internal */
  public _problems(prop: string, tier: { readonly port?: number; readonly architecture?: InstanceArchitecture }): Problem[] {
    const { startTimeout, stopTimeout } = this.options;
    return [
      ...known(`${prop}.startTimeout`, startTimeout),
      ...known(`${prop}.stopTimeout`, stopTimeout),
      ...duration(`${prop}.startTimeout`, startTimeout, { min: Duration.seconds(10), max: Duration.minutes(30) }),
      ...duration(`${prop}.stopTimeout`, stopTimeout, { min: Duration.seconds(1), max: Duration.seconds(120) }),
      ...(this.kind?.problems(prop, tier) ?? []),
    ];
  }

  /** @internal */
  public _plan(scope: Construct, request: BootRequest): BootPlan | undefined {
    return this.kind?.plan(scope, request, this._stopTimeout.toSeconds());
  }
}

function containerPlan(
  scope: Construct, image: TierImage, options: ContainerBootstrapOptions, request: BootRequest, stopSeconds: number,
): BootPlan {
  const { uri, repository } = image._bind(scope, request.architecture);
  const repositories = repository ? [repository] : [];
  const published = `${request.port}:${options.containerPort === undefined ? request.port : Tokenization.stringifyNumber(options.containerPort)}`;
  return {
    packages: dockerPackages(),
    prepare: [
      startDocker(repositories.map(registryOf)),
      { purpose: 'pull the image', commands: [`retry docker pull --quiet ${quote(uri)}`] },
    ],
    start: [
      ...ENVIRONMENT_OPTIONS,
      'docker rm --force web >/dev/null 2>&1 || true',
      'exec docker run --name web --rm --init --log-driver none --security-opt no-new-privileges \\',
      `  --stop-timeout ${stopSeconds} --publish ${published}${request.mountPath ? ` --volume ${quote(`${request.mountPath}:${request.mountPath}`)}` : ''} \\`,
      `  "\${names[@]}" ${[uri, ...options.command ?? []].map(quote).join(' ')}`,
    ],
    stop: `/usr/bin/docker stop --time ${stopSeconds} web`,
    usesDocker: true,
    repositories,
  };
}

function composePlan(file: string, repositories: readonly IRepository[], { architecture }: BootRequest, stopSeconds: number): BootPlan {
  const path = `${HOME}/compose.yaml`;
  const compose = `docker compose --project-name web --file ${path}`;
  return {
    packages: dockerPackages(),
    prepare: [
      startDocker(repositories.map(registryOf)),
      installCompose(architecture),
      {
        purpose: 'pull the images',
        files: [{ path, mode: '0644', content: fs.readFileSync(file, 'utf8') }],
        commands: [`retry ${compose} pull --quiet`],
      },
    ],
    start: [`exec ${compose} up --remove-orphans`],
    stop: `/usr/bin/${compose} stop --timeout ${stopSeconds}`,
    usesDocker: true,
    repositories,
  };
}

function scriptPlan(start: string, { packages = [], setup = [], user = DEFAULT_USER }: ScriptBootstrapOptions, { mountPath }: BootRequest): BootPlan {
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
        ...(user === DEFAULT_USER ? [`id web >/dev/null 2>&1 || useradd --system --home-dir ${HOME} --shell /sbin/nologin web`] : []),
        `${HOME}/setup`,
      ],
    }],
    start: [
      ...(mountPath && user !== 'root' ? [`chown ${quote(user)}: ${quote(mountPath)}`] : []),
      user === 'root' ? `exec ${run}` : `exec runuser -u ${quote(user)} -- ${run}`,
    ],
    usesDocker: false,
    repositories: [],
  };
}

function scriptProblems(prop: string, start: string, { packages = [], user }: ScriptBootstrapOptions, tierPort: number | undefined): Problem[] {
  return [
    ...text(`${prop}.start`, start, /\S[^\n]*/, 'be one line with a command', 'put what comes before it into "setup"'),
    ...packages.flatMap((name) => text(`${prop}.packages`, name, /[A-Za-z0-9][A-Za-z0-9._+-]*/, 'be names of packages')),
    ...text(`${prop}.user`, user, /[a-z_][a-z0-9_-]{0,31}/, 'be the name of a Linux user'),
    ...relation(
      { prop: 'port', must: `be at least 1024 for the user "${user ?? DEFAULT_USER}" of the bootstrap`, got: tierPort, advice: 'choose another port, or run the application as root' },
      [tierPort], () => user === 'root' || tierPort! >= 1024,
    ),
  ];
}

/** Host name of a private registry. */
function registryOf(repository: IRepository): string {
  return repository.registryUri;
}
