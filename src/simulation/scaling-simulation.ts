import fs from 'node:fs';
import type { IConstruct } from 'constructs';
import { CostEstimate, type CostOptions, type CostRange } from '../cost';
import { ASSUMPTIONS } from '../evaluation';
import { inRegion, stacksIn, stacksOf, Template, type JsonObject, type SynthesizedStack } from '../template';
import { chosenGroup, type ChosenGroup } from './chosen-group';
import { simulate, type Scenario } from './engine/simulate';
import type { ScaledTarget } from './reading/scaled-target';
import { startedAt } from './reading/schedules';
import { rejectOptions, resolveOptions } from './resolved-options';
import type { SimulatedGroupOptions, SimulationOptions } from './simulation-options';
import { SimulationRun } from './simulation-run';

const MINUTE = 60;

/**
 * Plays a load to an Auto Scaling group or an ECS service, as its template says that it scales: alarms, policies,
 * cooldowns, warm-up, health checks, draining and schedules.
 *
 * It is a model: each decision says by which rule it was made, and whether AWS documents that rule. It asks no clock
 * and no network, so the same template and load always give the same run.
 *
 * @example
 * const run = simulation.ScalingSimulation.of(shop).run({
 *   trace: simulation.LoadTrace.spike({ baseValue: 100, peakValue: 900, spikeSeconds: 1800 }),
 *   unitCapacity: 60, // requests a second that one task bears
 * });
 * const wait = run.secondsToAbsorb;
 */
export class ScalingSimulation {
  /**
   * Synthesizes the stack of a construct, and takes the group or the service in it.
   *
   * The CDK synthesizes once: what changes afterwards is not deployed, or is an error. So call it last, or in a test.
   *
   * @param scope a tier, a service, or anything else that holds one group or one service that scales
   */
  public static of(scope: IConstruct, options: SimulatedGroupOptions = {}): ScalingSimulation {
    return ScalingSimulation.among(stacksOf(scope, known(options)), options, scope.node.path);
  }

  /**
   * Takes one template of CloudFormation, from any tool.
   *
   * @param template the template as an object, for example `assertions.Template.fromStack(stack).toJSON()`
   */
  public static fromTemplate(
    template: { [key: string]: unknown }, options: SimulatedGroupOptions = {},
  ): ScalingSimulation {
    return ScalingSimulation.alone(new Template(template as JsonObject, known(options)), options);
  }

  /**
   * Takes one template of CloudFormation in a file.
   *
   * @param file path of a template in JSON or YAML, short forms such as `!Ref` included
   */
  public static fromFile(file: string, options: SimulatedGroupOptions = {}): ScalingSimulation {
    return ScalingSimulation.alone(Template.parse(fs.readFileSync(file, 'utf8'), known(options)), options);
  }

  /**
   * Takes an app that has been synthesized before.
   *
   * @param folder a cloud assembly, for example `cdk.out`
   */
  public static fromAssembly(folder: string, options: SimulatedGroupOptions = {}): ScalingSimulation {
    return ScalingSimulation.among(stacksIn(folder, known(options)), options, '');
  }

  private static alone(template: Template, options: SimulatedGroupOptions): ScalingSimulation {
    return ScalingSimulation.among([{ path: '', region: options.region, template, nested: [] }], options, '');
  }

  private static among(
    stacks: readonly SynthesizedStack[], options: SimulatedGroupOptions, below: string,
  ): ScalingSimulation {
    return new ScalingSimulation(stacks, chosenGroup(stacks, options.group, below), options.region);
  }

  private constructor(
    private readonly stacks: readonly SynthesizedStack[], private readonly chosen: ChosenGroup,
    private readonly region: string | undefined,
  ) {}

  /** Construct path of the group or the service; its logical id where no construct is known. */
  public get group(): string {
    return this.chosen.name;
  }

  /** The smallest capacity, schedules left out. */
  public get minCapacity(): number {
    return this.chosen.target.bounds.min;
  }

  /** The largest capacity, schedules left out. */
  public get maxCapacity(): number {
    return this.chosen.target.bounds.max;
  }

  /** Plays a load. An error names everything that is wrong with the options. */
  public run(options: SimulationOptions): SimulationRun {
    return this._run(options, {});
  }

  /** @internal */
  public _run(options: SimulationOptions, changes: Partial<ScaledTarget>): SimulationRun {
    const { target, name } = this.chosen;
    rejectOptions(options, target);
    const resolved = resolveOptions(options, target);
    const { trace, startsAt, metricDelaySeconds, initialCapacity, ...rest } = resolved;
    const loads = trace._values;
    const scenario: Scenario = {
      // the last minute is whole, even where the trace is not.
      ...target, ...rest, initial: initialCapacity, load: (second) => loads[Math.min(second, loads.length - 1)],
      schedules: startedAt(target.timedSchedules, Date.parse(startsAt)),
      assumptions: { ...ASSUMPTIONS, metricDelaySeconds },
      seconds: Math.ceil(trace.durationSeconds / MINUTE) * MINUTE, ...changes,
    };
    return SimulationRun._of({
      group: name, target: { ...target, ...changes }, options: resolved, outcome: simulate(scenario),
      stacks: this.stacks, region: this.region,
    });
  }

  /** @internal */
  public get _chosen(): ChosenGroup {
    return this.chosen;
  }

  /**
   * What a month costs at the bounds; nothing if no Region is known, or a Region has no prices.
   *
   * @internal
   */
  public _monthly(options: CostOptions = {}): CostRange | undefined {
    const region = options.region ?? this.region;
    const stacks = inRegion(this.stacks, region);
    return CostEstimate._isPriced(stacks, options.priceBook)
      ? CostEstimate._ofStacks(stacks, { ...options, region }).monthly
      : undefined;
  }
}

function known({ region, parameters }: SimulatedGroupOptions): Pick<SimulatedGroupOptions, 'region' | 'parameters'> {
  return { region, parameters };
}
