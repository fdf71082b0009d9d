import { Stack } from 'aws-cdk-lib';
import {
  FirelensConfigFileType, FirelensLogRouter, FirelensLogRouterType, LogDrivers,
  type LogDriver, type Secret,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Construct } from 'constructs';
import { contradiction, inWords, integer, text, type Problem } from '../../core';
import { AwsService } from '../../network';
import { ServiceImage } from '../image/service-image';
import type { RoutedTask } from './containers';

/** Where a log router sends lines to. */
export interface LogOutputOptions {
  /** Name of the output plugin of Fluent Bit, for example `datadog` or `es`. */
  readonly name: string;
  /**
   * Options of the plugin. They show in the task definition, so no secrets.
   *
   * @default - the plugin's own
   */
  readonly options?: { [name: string]: string };
  /**
   * Options whose values ECS injects, for example an API key.
   *
   * @default - no secrets
   */
  readonly secrets?: { [name: string]: Secret };
  /**
   * AWS services that the plugin calls; without NAT each needs an endpoint.
   *
   * @default - none: the lines leave AWS
   */
  readonly services?: AwsService[];
}

/** How logs are routed. */
export interface FireLensOptions {
  /** Where the lines go. */
  readonly output: LogOutput;
  /**
   * Image of the router. An image of yours can hold files of configuration.
   *
   * @default - Fluent Bit as AWS builds it, in a pinned version
   */
  readonly image?: ServiceImage;
  /**
   * Path of a configuration file in the image, which is added to what ECS generates. Fargate takes none from a bucket.
   *
   * @default - only what ECS generates
   */
  readonly configFile?: string;
  /**
   * Memory of the router in MiB, at least 32. It is taken from that of the task. A router that reaches it is killed,
   * and the task with it.
   *
   * @default 128 - twice what it needs for the lines of a busy application
   */
  readonly memoryMiB?: number;
}

/**
 * The destination of a log router.
 *
 * @example
 * const output = LogOutput.of({ name: 'datadog', options: { Host: 'http-intake.logs.datadoghq.eu', TLS: 'on' } });
 */
export class LogOutput {
  /** Any output plugin. The router acts with the role of the service: grant the rights that it needs in AWS to that. */
  public static of(options: LogOutputOptions): LogOutput {
    return new LogOutput(options, () => []);
  }

  /** A delivery stream of Amazon Data Firehose, with the right to write to it: to Amazon S3, OpenSearch, Splunk. */
  public static firehose(stream: IDeliveryStream): LogOutput {
    const { deliveryStreamName, deliveryStreamArn } = stream;
    return new LogOutput({
      name: 'kinesis_firehose', options: { delivery_stream: deliveryStreamName },
      services: [AwsService.of('kinesis-firehose')],
    }, () => [new PolicyStatement({ actions: ['firehose:PutRecordBatch'], resources: [deliveryStreamArn] })],
    (scope) => ({ region: Stack.of(scope).region }));
  }

  private constructor(
    /** @internal */
    public readonly _options: LogOutputOptions,
    /** @internal */
    public readonly _rights: () => PolicyStatement[],
    /** @internal */
    public readonly _further: (scope: Construct) => { [name: string]: string } = () => ({}),
  ) {}
}

/** What a router is and does; users see it as `LogRouter`. */
export interface LogRouterVariant {
  readonly image: ServiceImage;
  readonly memoryMiB: number;
  readonly secrets?: { readonly [name: string]: Secret };
  readonly services: readonly AwsService[];
  problems(prop: string): Problem[];
  /** Adds the router, and returns the log driver of the other containers. */
  bind(scope: Construct, task: RoutedTask): RoutedLogs;
}

/** What the other containers of a task do with their logs. */
export interface RoutedLogs {
  readonly driver: LogDriver;
  /** They start after it. */
  readonly router: FirelensLogRouter;
}

/**
 * Sends the logs of all containers of a task elsewhere, in place of CloudWatch Logs.
 *
 * The router is a container of the task. It is essential, because without it lines would be lost, and it logs itself to
 * the log group of the service. `LogErrors` and saved queries find nothing in what is routed elsewhere.
 *
 * @example
 * const logRouter = LogRouter.fireLens({
 *   output: LogOutput.of({
 *     name: 'loki', options: { host: 'loki.example.com', port: '443', tls: 'on' },
 *   }),
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 */
export class LogRouter {
  /** Fluent Bit, by FireLens. */
  public static fireLens(options: FireLensOptions): LogRouter {
    return new LogRouter(fireLens(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: LogRouterVariant,
  ) {}
}

/** Name of its container. */
export const LOG_ROUTER = 'log-router';
/** Fluent Bit listens on it in each task. */
export const LOG_ROUTER_PORT = 24224;
const IMAGE = ServiceImage.fromRegistry('public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0');
const MEMORY = 128;
const LEAST_MEMORY = 32;

/** `LogRouter.fireLens`. */
function fireLens(options: FireLensOptions): LogRouterVariant {
  const { output, image = IMAGE, memoryMiB = MEMORY, configFile } = options;
  return {
    image,
    memoryMiB,
    secrets: output?._options?.secrets,
    services: output?._options?.services ?? [],
    problems: (prop) => [
      ...outputProblems(`${prop}.output`, output),
      ...image._variant.problems(`${prop}.image`),
      ...text(`${prop}.configFile`, configFile, /\/.+/, 'be an absolute path in the image of the router'),
      ...contradiction(configFile !== undefined && options.image === undefined, {
        prop: `${prop}.configFile`, must: 'be left out without an "image" of yours, which holds it', got: configFile,
      }),
      ...integer(`${prop}.memoryMiB`, memoryMiB, { min: LEAST_MEMORY, unit: 'MiB' }),
    ],
    bind: (scope, task) => {
      for (const statement of output._rights()) task.role.addToPolicy(statement);
      const { name, options: given, secrets } = output._options;
      return {
        router: addRouter(scope, { ...options, image, memoryMiB }, task),
        driver: LogDrivers.firelens({
          options: { Name: name, ...output._further(scope), ...given }, secretOptions: secrets,
        }),
      };
    },
  };
}

function addRouter(
  scope: Construct, { image, memoryMiB, configFile }: FireLensOptions, { definition, architecture, logs }: RoutedTask,
): FirelensLogRouter {
  return new FirelensLogRouter(scope, 'LogRouter', {
    taskDefinition: definition,
    containerName: LOG_ROUTER,
    essential: true,
    image: image!._variant.bind(scope, architecture).image,
    memoryLimitMiB: memoryMiB,
    logging: logs,
    // the socket that the other containers log to belongs to root.
    user: '0',
    firelensConfig: {
      type: FirelensLogRouterType.FLUENTBIT,
      options: {
        enableECSLogMetadata: true,
        ...configFile !== undefined && { configFileType: FirelensConfigFileType.FILE, configFileValue: configFile },
      },
    },
  });
}

function outputProblems(prop: string, output: LogOutput | undefined): Problem[] {
  const options = output?._options;
  if (options === undefined) {
    return [{ prop, must: 'be made with a factory of LogOutput', got: output }];
  }
  return [
    ...text(`${prop}.name`, options.name, /[A-Za-z][A-Za-z0-9_-]*/, 'be the name of an output plugin'),
    ...Object.entries(options.options ?? {}).flatMap(([name, value]) => contradiction(typeof value !== 'string', {
      prop: `${prop}.options.${name}`, must: 'be a text', got: value,
    })),
    ...Object.keys(options.options ?? {}).filter((name) => name.toLowerCase() === 'name').map((name) => ({
      prop: `${prop}.options`, must: 'leave the name of the plugin to "name"', got: name,
    })),
    ...Object.keys(options.options ?? {}).filter((name) => name in (options.secrets ?? {})).map((name) => ({
      prop: `${prop}.options`, must: 'share no name with "secrets"', got: name,
    })),
    ...Object.keys(options.options ?? {}).filter((name) => /(?:api_?key|passw(?:or)?d|secret|token)$/i.test(name))
      .map((name) => ({
        prop: `${prop}.options`, must: 'hold no secrets', got: name,
        advice: 'everyone who may read the task definition can read it; give it in "secrets"',
      })),
    ...Object.entries(options.secrets ?? {}).filter(([, secret]) => typeof secret?.arn !== 'string').map(([name]) => ({
      prop: `${prop}.secrets.${name}`, must: 'be a secret', got: inWords('something else'),
    })),
  ];
}
