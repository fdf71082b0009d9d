import { Stack } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Construct, IConstruct } from 'constructs';
import {
  contradiction, guardFactories, inWords, placeProblems, type Problem, secretPlaceProblems, text, whereaboutsOf,
} from '../../core';
import { AwsService } from '../../network';

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
    (scope) => ({ region: Stack.of(scope).region }), (prop, scope) => placeProblems(scope, {
      prop: `${prop}.stream`, thing: stream, is: whereaboutsOf(stream, deliveryStreamArn), sameAccount: true,
      advice: 'the router writes to streams of its own Region and account',
    }));
  }

  private constructor(
    /** @internal */
    public readonly _options: LogOutputOptions,
    /** @internal */
    public readonly _rights: () => PolicyStatement[],
    /** @internal */
    public readonly _further: (scope: Construct) => { [name: string]: string } = () => ({}),
    /** @internal */
    public readonly _relations: (prop: string, scope: IConstruct) => Problem[] = () => [],
  ) {}
}

guardFactories(LogOutput);

/** What is wrong with a destination, or something else in its place. */
export function outputProblems(prop: string, output: LogOutput | undefined, scope: IConstruct): Problem[] {
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
    ...Object.entries(options.secrets ?? {}).flatMap(([name, secret]) =>
      secretPlaceProblems(scope, `${prop}.secrets.${name}`, secret?.arn)),
    ...output?._relations(prop, scope) ?? [],
  ];
}
