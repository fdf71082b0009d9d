import { createHash } from 'node:crypto';
import { Lazy, Stack, Token, type IResolveContext } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { readableSecrets } from '../../core';
import { ApplicationVariables, type VariableTarget } from '../../workload';

/** Largest parameter of AWS Systems Manager. */
const MAX_SETTINGS = 8 * 1024;

/**
 * The environment of the application: plain settings, and the ARNs of its secrets.
 *
 * It stands in a parameter that the instances read with their role, because everyone who may describe an instance can
 * read its user data. The parameter holds no secret either, only the ARNs.
 */
export class Settings extends Construct implements VariableTarget {
  /** Variables of the application. Whoever adds one adds it here. */
  public readonly variables = new ApplicationVariables();
  private readonly environment = new Map<string, string>();
  private readonly secrets = new Map<string, Secret>();
  private readonly parameter: StringParameter;

  constructor(scope: Construct, id: string, private readonly role: IRole) {
    super(scope, id);
    this.variables.passTo(this);
    this.parameter = new StringParameter(this, 'Parameter', {
      description: 'Settings of the application, and the ARNs of its secrets',
      stringValue: Token.asString(Lazy.uncachedAny({
        produce: (context) => withoutBraces(context.resolve(Stack.of(this).toJsonString(this.content()))),
      })),
      // 4 KB are free; more costs a few cents.
      tier: ParameterTier.INTELLIGENT_TIERING,
    });
    this.node.addValidation({ validate: () => this.sizeProblems() });
    role.addToPrincipalPolicy(new PolicyStatement({
      sid: 'Settings', actions: ['ssm:GetParameter'], resources: [this.parameter.parameterArn],
    }));
  }

  public get parameterName(): string {
    return this.parameter.parameterName;
  }

  /** A value that changes with the settings: new settings give new user data, and so new instances. */
  public get fingerprint(): string {
    return Lazy.uncachedString({
      produce: (context: IResolveContext) =>
        createHash('sha256').update(JSON.stringify(context.resolve(this.content()))).digest('hex').slice(0, 16),
    });
  }

  public addEnvironment(name: string, value: string): void {
    this.environment.set(name, value);
  }

  public addSecret(name: string, secret: Secret): void {
    this.secrets.set(name, secret);
    readableSecrets(this, { [name]: secret })![name].grantRead(this.role);
  }

  /** Also of what `connectTo` adds. Values that are known at deployment only count nothing. */
  private sizeProblems(): string[] {
    const known = JSON.stringify(this.content(), (_, value: unknown) => Token.isUnresolved(value) ? '' : value);
    const bytes = Buffer.byteLength(known);
    return bytes <= MAX_SETTINGS
      ? []
      : [`the settings must have at most ${MAX_SETTINGS} bytes, got ${bytes} with what was connected: an SSM parameter `
        + 'takes no more'];
  }

  private content(): { environment: Record<string, string>; secrets: Record<string, string> } {
    const sorted = <T>(map: Map<string, T>) => [...map].sort(([a], [b]) => a < b ? -1 : 1);
    return {
      environment: Object.fromEntries(sorted(this.environment)),
      secrets: Object.fromEntries(sorted(this.secrets).map(([name, secret]) => [name, secret.arn])),
    };
  }
}

/**
 * The Parameter Store takes two braces for a reference to another parameter, and rejects them. CloudFormation resolves
 * its own references before, so those stay.
 */
function withoutBraces(json: unknown): unknown {
  if (typeof json === 'string') return json.replace(/\{\{(?!resolve:)/g, '{\\u007b');
  if (Array.isArray(json)) return json.map(withoutBraces);
  const join = (json as { 'Fn::Join'?: unknown })['Fn::Join'];
  return join ? { 'Fn::Join': withoutBraces(join) } : json;
}
