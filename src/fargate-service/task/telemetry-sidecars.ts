import { createHash } from 'node:crypto';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { acknowledge, contradiction, ifTold, inWords, isKnown, relation, text, type Problem } from '../../core';
import { AwsService } from '../../network';
import { ServiceImage } from '../image/service-image';
import { addSidecar, containerBeside, type SidecarVariant } from './sidecar-variant';

/** What a ready-made sidecar runs. */
export interface TelemetrySidecarOptions {
  /**
   * Configuration as a text of at most 8 KB. Rights that it needs are granted to the service by you, for example
   * `workspace.grant(shop)`: with a text of yours the library grants none.
   *
   * @default - see the factory
   */
  readonly config?: string;
  /**
   * Memory in MiB, at least 64, taken from that of the task. A sidecar that reaches it is started no more; the
   * application goes on.
   *
   * @default 128
   */
  readonly memoryMiB?: number;
  /**
   * Image of the sidecar, for example a copy in private ECR for a VPC without a way to the internet.
   *
   * @default - that of AWS, in a pinned version
   */
  readonly image?: ServiceImage;
}

/** What the ready-made sidecars differ in. */
interface Telemetry {
  readonly name: string;
  readonly image: string;
  /** Variable that the program reads its configuration from. */
  readonly variable: string;
  readonly config: string;
  /** What a configuration of the user has to be. */
  readonly form: { readonly must: string; readonly isMet: (config: string) => boolean };
  readonly services: readonly AwsService[];
  /** What the usual configuration needs. */
  readonly rights: () => PolicyStatement[];
}

const MEMORY = 128;
const LEAST_MEMORY = 64;
/** Largest value of an advanced parameter; a standard one holds half of it. */
const LARGEST_CONFIG = 8192;
const STANDARD_CONFIG = 4096;

const OTEL_CONFIG = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: localhost:4317
      http:
        endpoint: localhost:4318
processors:
  batch: {}
exporters:
  awsxray: {}
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [awsxray]
`;

export const OPEN_TELEMETRY: Telemetry = {
  name: 'otel-collector',
  image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0',
  variable: 'AOT_CONFIG_CONTENT',
  config: OTEL_CONFIG,
  form: { must: 'be YAML with "receivers:" and others at its top', isMet: isMapOfYaml },
  services: [AwsService.XRAY],
  rights: () => [new PolicyStatement({
    sid: 'Traces',
    actions: ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'].map(
      (action) => `xray:${action}`,
    ),
    resources: ['*'],
  })],
};

const NAMESPACE = 'CWAgent';

export const CLOUD_WATCH_AGENT: Telemetry = {
  name: 'cloudwatch-agent',
  image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300059.0b1207',
  variable: 'CW_CONFIG_CONTENT',
  config: JSON.stringify({
    metrics: { namespace: NAMESPACE, metrics_collected: { statsd: { service_address: '127.0.0.1:8125' } } },
  }),
  form: { must: 'be a JSON object', isMet: isJsonObject },
  services: [AwsService.MONITORING],
  rights: () => [new PolicyStatement({
    sid: 'Metrics',
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
  })],
};

/** `Sidecar.openTelemetry` and `Sidecar.cloudWatchAgent`: never essential, and without a shell for a health check. */
export function telemetrySidecar(kind: Telemetry, options: TelemetrySidecarOptions): SidecarVariant {
  const { config = kind.config, memoryMiB = MEMORY, image = ServiceImage.fromRegistry(kind.image) } = options;
  const spec = { name: kind.name, image, memoryMiB };
  const plain = containerBeside(spec);
  return {
    ...plain,
    services: [AwsService.SSM, ...options.config === undefined ? kind.services : []],
    problems: (prop) => [
      ...plain.problems(prop), ...memoryProblems(`${prop}.memoryMiB`, memoryMiB),
      ...configProblems(`${prop}.config`, options.config, kind),
    ],
    bind: (scope, task) => {
      addSidecar(scope, { ...spec, secrets: { [kind.variable]: configSecret(scope, config) } }, task);
      if (options.config !== undefined) return;
      for (const statement of kind.rights()) task.role.addToPolicy(statement);
      acknowledge(task.role.node.findChild('Rights'), 'telemetrySidecar');
    },
  };
}

/** With less the programs do not start. Less than 6 MiB is an error of every container already. */
function memoryProblems(prop: string, memoryMiB: number): Problem[] {
  return relation({
    prop, must: `be an integer of at least ${LEAST_MEMORY} MiB`, got: memoryMiB,
  }, [memoryMiB], () => memoryMiB < 6 || !(memoryMiB < LEAST_MEMORY));
}

function configProblems(prop: string, config: string | undefined, { form }: Telemetry): Problem[] {
  return [
    ...relation({ prop, must: form.must, got: inWords('another text') }, [config],
      () => String(config).trim() === '' || form.isMet(String(config))),
    ...text(prop, config, /[^]*\S[^]*/, 'be a text'),
    ...relation({
      prop, must: `have at most ${LARGEST_CONFIG} bytes`, got: inWords(`${Buffer.byteLength(String(config))} bytes`),
      advice: 'put a larger one into an image of yours, and use Sidecar.of',
    }, [config], () => Buffer.byteLength(String(config)) <= LARGEST_CONFIG),
    ...contradiction(typeof config === 'string' && /\{\{/.test(config), {
      prop, must: 'have no "{{"', got: config, advice: 'the SSM Parameter Store takes it for a reference',
    }),
  ];
}

/** Whether the first line that is no comment begins a map; the collector ends at anything else. */
function isMapOfYaml(config: string): boolean {
  const first = config.split('\n').find((line) => /^\s*[^\s#]/.test(line) && !/^(?:---|%)/.test(line)) ?? '';
  return /^\s*(?:\{|["']?[\w./-]+["']?\s*:(?:\s|$))/.test(first);
}

function isJsonObject(config: string): boolean {
  const value = ifTold(() => JSON.parse(config) as unknown);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A parameter of its own for each text: a changed value alone would start no task anew. */
function configSecret(scope: Construct, stringValue: string): Secret {
  const hash = isKnown(stringValue) ? createHash('sha256').update(stringValue).digest('hex').slice(0, 8) : 'Later';
  return Secret.fromSsmParameter(new StringParameter(scope, `Config-${hash}`, {
    stringValue,
    tier: isKnown(stringValue) && Buffer.byteLength(stringValue) > STANDARD_CONFIG
      ? ParameterTier.ADVANCED
      : ParameterTier.STANDARD,
  }));
}
