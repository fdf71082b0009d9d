import { Duration, Size } from 'aws-cdk-lib';
import { duration, type Problem } from '../../core';
import { TaskSize } from '../../fargate-service';
import type { MetricsBackendVariant } from './backend-variant';
import { imageOf, imageProblems } from '../setup/images';
import { MetricsHistory } from './metrics-history';
import { PrometheusServer } from './prometheus-server';
import type { ResolvedSelfHosted, SelfHostedOptions } from './self-hosted-options';

/** Enough for about 100,000 series. */
const SIZE = TaskSize.of({ cpu: 512, memoryMiB: 2048, ephemeralStorage: Size.gibibytes(50) });
const RETENTION = Duration.days(15);
const RETENTION_BOUNDS = { min: Duration.hours(2), max: Duration.days(365) };
/** Alertmanager and the probe take their share, and Prometheus needs the rest. */
const LEAST_MEMORY = 1024;

/** `MetricsBackend.selfHosted`. */
export function selfHosted(options: SelfHostedOptions): MetricsBackendVariant {
  const resolved = resolve(options);
  return {
    title: 'MetricsBackend.selfHosted',
    canBeAsked: true,
    hasWorkspace: resolved.history._variant.keepsNothing !== true,
    runsPrograms: true,
    problems: (prop, scope, vpc) => [
      ...sizeProblems(`${prop}.size`, options.size),
      ...duration(`${prop}.retention`, options.retention, RETENTION_BOUNDS),
      ...resolved.history._variant.problems(`${prop}.history`, scope),
      ...imageProblems(`${prop}.images`, { ...resolved.images }, scope, vpc),
    ],
    bind: (scope, spec) => new PrometheusServer(scope, 'Prometheus', { ...spec, ...resolved }),
  };
}

function resolve({ size = SIZE, retention = RETENTION, history, images = {} }: SelfHostedOptions): ResolvedSelfHosted {
  return {
    size,
    retention,
    history: history ?? MetricsHistory.newWorkspace(),
    images: {
      prometheus: imageOf('prometheus', images.prometheus),
      alertmanager: imageOf('alertmanager', images.alertmanager),
      blackboxExporter: imageOf('blackboxExporter', images.blackboxExporter),
      configuration: imageOf('configuration', images.configuration),
    },
  };
}

function sizeProblems(prop: string, size: TaskSize | undefined): Problem[] {
  const own = size?._problems(prop) ?? [];
  return own.length > 0 || size === undefined ? own : leastMemory(prop, size);
}

function leastMemory(prop: string, { memoryMiB }: TaskSize): Problem[] {
  return memoryMiB >= LEAST_MEMORY || memoryMiB < 0
    ? []
    : [{
        prop: `${prop}.memoryMiB`, must: `be at least ${LEAST_MEMORY} MiB`, got: memoryMiB,
        advice: 'Prometheus keeps the series of the last two hours in memory',
      }];
}
