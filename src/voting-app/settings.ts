import { createHash } from 'node:crypto';
import { Lazy, type IResolveContext } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** What an advanced parameter of the Parameter Store holds. */
export const MAX_BYTES = 8192;

/** Settings of a program by the names of their variables. */
export interface SettingValues { readonly [variable: string]: string }

/**
 * Settings as SSM parameters that ECS and instances resolve when the program starts, because everybody who may describe
 * a task definition can read its plain environment.
 */
export class Settings extends Construct {
  /** References by variable. */
  public readonly secrets: { readonly [variable: string]: Secret };

  constructor(scope: Construct, id: string, private readonly values: SettingValues) {
    super(scope, id);
    this.secrets = Object.fromEntries(Object.entries(values).map(([variable, stringValue]) =>
      [variable, Secret.fromSsmParameter(new StringParameter(this, settingId(variable), {
        stringValue,
        // 4 KB are free; more costs a few cents.
        tier: ParameterTier.INTELLIGENT_TIERING,
      }))]));
  }

  /**
   * A value that changes with the settings. A running task keeps what it was started with, so whoever runs the program
   * puts this into the task definition: new settings then give new tasks.
   */
  public get fingerprint(): string {
    return Lazy.uncachedString({
      produce: (context: IResolveContext) =>
        createHash('sha256').update(JSON.stringify(context.resolve(this.values))).digest('hex').slice(0, 16),
    });
  }
}

/** `POLLS_JSON` becomes `PollsJson`. */
export function settingId(variable: string): string {
  return variable.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
}
