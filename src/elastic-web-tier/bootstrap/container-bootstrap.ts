import { Tokenization } from 'aws-cdk-lib';
import { command, port } from '../../core';
import { ENVIRONMENT_OPTIONS } from '../boot/application-programs';
import { quote } from '../boot/script';
import { dockerPackages, startDocker } from '../boot/steps';
import type { BootPlan, BootSpec, BootstrapVariant } from './bootstrap-variant';
import type { TierImage } from './tier-image';
import type { PulledImage } from './tier-image-variant';
import { timeoutProblems, timeoutsOf, type BootstrapOptions } from './timeouts';

/** How a container is run on each instance. */
export interface ContainerBootstrapOptions extends BootstrapOptions {
  /**
   * Port that the container listens on, 1 to 65535. Docker publishes it on the port of the tier.
   *
   * @default - the port of the tier
   */
  readonly containerPort?: number;

  /**
   * Command that the container runs.
   *
   * @default - the command of the image
   */
  readonly command?: string[];
}

/** `Bootstrap.container`. */
export function containerBootstrap({ _variant: image }: TierImage, options: ContainerBootstrapOptions):
BootstrapVariant {
  const timeouts = timeoutsOf(options);
  const plan = (pulled: PulledImage, spec: BootSpec) =>
    containerPlan(pulled, options, spec, timeouts.stopTimeout.toSeconds());
  return {
    title: 'Bootstrap.container',
    isNone: false,
    usesDocker: true,
    needsInternet: image.isPublic,
    pullsPrivately: !image.isPublic,
    floats: image.floats,
    ...timeouts,
    problems: (prop, { architecture }) => [
      ...timeoutProblems(prop, options),
      ...image.problems(`${prop}.image`, architecture),
      ...port(`${prop}.containerPort`, options.containerPort),
      ...command(`${prop}.command`, options.command),
    ],
    draft: (spec) => plan(image.draft(), spec),
    bind: (scope, spec) => plan(image.bind(scope, spec.architecture), spec),
  };
}

function containerPlan(
  { uri, registry, repository }: PulledImage, options: ContainerBootstrapOptions,
  { port: published, healthPort, mountPath }: BootSpec, stopSeconds: number,
): BootPlan {
  const listening = options.containerPort === undefined
    ? published
    : Tokenization.stringifyNumber(options.containerPort);
  // the health check may ask the port of the tier by its number.
  const asked = healthPort && healthPort !== published ? [`${healthPort}:${healthPort}`] : [];
  const ports = [`${published}:${listening}`, ...asked];
  const volume = mountPath ? ` --volume ${quote(`${mountPath}:${mountPath}`)}` : '';
  return {
    packages: dockerPackages(),
    prepare: [
      startDocker(registry === undefined ? [] : [registry]),
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
    repositories: repository ? [repository] : [],
  };
}
