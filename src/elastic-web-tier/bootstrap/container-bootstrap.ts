import { Tokenization } from 'aws-cdk-lib';
import { command, port } from '../../core';
import { ENVIRONMENT_OPTIONS } from '../boot/programs';
import { quote } from '../boot/script';
import { dockerPackages, startDocker } from '../boot/steps';
import type { BootPlan, BootRequest, BootstrapKind, BootstrapOptions } from './bootstrap-variant';
import type { BoundTierImage, TierImage } from './tier-image';

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

/** `Bootstrap.container`. */
export function containerBootstrap(image: TierImage, options: ContainerBootstrapOptions): BootstrapKind {
  return {
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
    plan: (scope, request, stopSeconds) =>
      containerPlan(image._bind(scope, request.architecture), options, request, stopSeconds),
  };
}

function containerPlan(
  { uri, repository }: BoundTierImage, options: ContainerBootstrapOptions,
  { port: published, healthPort, mountPath }: BootRequest,
  stopSeconds: number,
): BootPlan {
  const repositories = repository ? [repository] : [];
  const listening = options.containerPort === undefined
    ? published
    : Tokenization.stringifyNumber(options.containerPort);
  const ports = [`${published}:${listening}`, ...(healthPort ? [`${healthPort}:${healthPort}`] : [])];
  const volume = mountPath ? ` --volume ${quote(`${mountPath}:${mountPath}`)}` : '';
  return {
    packages: dockerPackages(),
    prepare: [
      startDocker(repositories.map(({ registryUri }) => registryUri)),
      { purpose: 'pull the image', commands: [`retry docker pull --quiet ${quote(uri)}`] },
    ],
    start: [
      ...ENVIRONMENT_OPTIONS,
      'docker rm --force web >/dev/null 2>&1 || true',
      'exec docker run --name web --rm --init --log-driver none --security-opt no-new-privileges \\',
      `  --stop-timeout ${stopSeconds} ${ports.map((pair) => `--publish ${pair}`).join(' ')}${volume} \\`,
      `  "\${names[@]}" ${[uri, ...options.command ?? []].map(quote).join(' ')}`,
    ],
    stop: `/usr/bin/docker stop -t ${stopSeconds} web`,
    usesDocker: true,
    repositories,
  };
}
