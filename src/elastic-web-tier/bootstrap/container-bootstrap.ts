import { Tokenization } from 'aws-cdk-lib';
import { command, contradiction, isKnown, port, type Problem } from '../../core';
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
   * Further ports that the container listens on, 1 to 65535, for example of its metrics. Docker publishes each under
   * the same number. The security group lets nobody in there until you say so.
   *
   * @default - the container is reached on the port of the tier only
   */
  readonly furtherPorts?: number[];

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
  const { furtherPorts = [] } = options;
  const timeouts = timeoutsOf(options);
  const plan = (pulled: PulledImage, spec: BootSpec) =>
    containerPlan(pulled, options, spec, timeouts.stopTimeout.toSeconds());
  return {
    title: 'Bootstrap.container',
    isNone: false,
    usesDocker: true,
    needsInternet: image.isPublic,
    pullsPrivately: !image.isPublic,
    repository: image.repository,
    floats: image.floats,
    exporters: [],
    ...timeouts,
    problems: (prop, context) => [
      ...timeoutProblems(prop, options),
      ...image.problems(`${prop}.image`, context),
      ...port(`${prop}.containerPort`, options.containerPort),
      ...furtherPorts.flatMap((further, i) => [
        ...furtherPortProblems(`${prop}.furtherPorts[${i}]`, further, context.port),
        ...contradiction(isKnown(further) && furtherPorts.indexOf(further) < i, {
          prop: `${prop}.furtherPorts[${i}]`, must: 'be given once', got: further,
        }),
      ]),
      ...command(`${prop}.command`, options.command),
    ],
    draft: (spec) => plan(image.draft(), spec),
    bind: (scope, spec) => plan(image.bind(scope, spec.architecture), spec),
  };
}

function furtherPortProblems(prop: string, further: number, published: number | undefined): Problem[] {
  return [
    ...port(prop, further),
    ...contradiction(isKnown(further) && further === published, {
      prop, must: 'not be the port of the tier', got: further, advice: 'Docker publishes that one already',
    }),
  ];
}

function containerPlan(
  { uri, registry, repository }: PulledImage, options: ContainerBootstrapOptions,
  { port: published, healthPort, mountPath }: BootSpec, stopSeconds: number,
): BootPlan {
  const listening = options.containerPort === undefined
    ? published
    : Tokenization.stringifyNumber(options.containerPort);
  const further = (options.furtherPorts ?? []).map((number) => Tokenization.stringifyNumber(number));
  // the health check may ask the port of the tier by its number.
  const same = new Set([...healthPort && healthPort !== published ? [healthPort] : [], ...further]);
  const ports = [`${published}:${listening}`, ...[...same].map((number) => `${number}:${number}`)];
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
