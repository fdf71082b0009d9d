import {
  Stage, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport,
  type PolicyViolation,
} from 'aws-cdk-lib';
import { writtenStacks } from '../template';
import { CapacityCase } from './capacity-case';
import { CostEstimate } from './cost-estimate';
import type { CostOptions } from './cost-options';

/** Fails once, at what costs most. */
const LIMIT = 'monthly-limit';
/** Fails at each resource without a price. */
const UNPRICED = 'unpriced';

/** What a `CostGuard` allows, and how it estimates. */
export interface CostGuardProps extends CostOptions {
  /** US dollars that the app may cost in a month. */
  readonly monthlyLimitUsd: number;
  /**
   * The capacity that counts.
   *
   * @default CapacityCase.EXPECTED - what a month is likely to cost
   */
  readonly at?: CapacityCase;
}

/**
 * Stops the synthesis of an app that would cost more than a limit, or that holds something without a price.
 *
 * A validation plugin of the CDK: it reads the templates that were written, and changes nothing.
 *
 * @example
 * Validations.of(app).addPlugins(new cost.CostGuard({ monthlyLimitUsd: 250, region: 'eu-west-1' }));
 */
export class CostGuard implements IPolicyValidationPlugin {
  /** Name in the report of the CDK. */
  public readonly name = 'cdk-elastic-web cost';

  /** Ids of the rules that the plugin checks. */
  public readonly ruleIds?: string[] = [LIMIT, UNPRICED];

  constructor(private readonly props: CostGuardProps) {}

  /** Estimates the cost of all templates; the CDK calls it. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { monthlyLimitUsd, at = CapacityCase.EXPECTED, ...options } = this.props;
    const stage = context.appConstruct;
    if (!Stage.isStage(stage)) throw new Error('a cost guard needs an app');
    const known = { region: options.region ?? context.region, parameters: options.parameters };
    const estimate = CostEstimate._ofStacks(writtenStacks(stage, known), { ...options, region: known.region });
    const overrun = estimate._overrun(monthlyLimitUsd, at);
    const violations = [
      ...overrun.length === 0
        ? []
        : [violation(LIMIT, overrun.join('\n'), estimate._dearest(at)[0].path)],
      ...estimate.unpriced.map((note) => violation(UNPRICED, `the cost is not known: ${note.text}`, note.path)),
    ];
    return { success: violations.length === 0, violations };
  }
}

function violation(ruleName: string, description: string, constructPath: string): PolicyViolation {
  return { ruleName, description, violatingResources: [{ constructPath, locations: [] }] };
}
