import fs from 'node:fs';
import type { IConstruct } from 'constructs';
import { stacksIn, stacksOf, Template, type JsonObject, type SynthesizedStack } from '../template';
import type { ForecastOptions } from './forecast-options';
import { rejectDurations, timesWith } from './known-durations';
import type { DeploymentStep } from './path/deployment-step';
import { planOf, type StackPlan } from './path/plan';
import { renderJson } from './report/json';
import { renderMarkdown } from './report/markdown';
import { deletedStep, stepOf } from './report/steps';
import { renderText } from './report/text';
import type { DurationRange } from './times/duration-range';
import { DEFAULT_TIME } from './times/fixed-times';
import { NOTHING, together } from './times/range';

/**
 * How long a deployment takes, and what makes people wait: the critical path through the dependencies of a template,
 * with a typical time for each resource, from the quick to the slow one.
 *
 * It is a model made from templates, not a promise: times of AWS vary, and a resource that fails takes longer. Stacks
 * are deployed one after the other, as `cdk deploy` does. The time to build and upload assets is not in it.
 *
 * @example
 * const first = forecast.DeploymentForecast.of(app);
 * const seconds = first.duration.maxSeconds;
 * const change = first.changeFrom(forecast.DeploymentForecast.fromAssembly('main/cdk.out'));
 * const comment = change.toMarkdown();
 */
export class DeploymentForecast {
  /**
   * Synthesizes an app, a stage or a stack. Any other construct stands for its stack.
   *
   * The CDK synthesizes once: what changes afterwards is not deployed, or is an error. So call it last, or in a test.
   */
  public static of(scope: IConstruct, options: ForecastOptions = {}): DeploymentForecast {
    return DeploymentForecast.first(stacksOf(scope, known(options)), options);
  }

  /**
   * Takes one template of CloudFormation, from any tool.
   *
   * @param template the template as an object, for example `assertions.Template.fromStack(stack).toJSON()`
   */
  public static fromTemplate(template: { [key: string]: unknown }, options: ForecastOptions = {}): DeploymentForecast {
    return DeploymentForecast.alone(new Template(template as JsonObject, known(options)), options);
  }

  /**
   * Takes one template of CloudFormation in a file.
   *
   * @param file path of a template in JSON or YAML, short forms such as `!Ref` included
   */
  public static fromFile(file: string, options: ForecastOptions = {}): DeploymentForecast {
    return DeploymentForecast.alone(Template.parse(fs.readFileSync(file, 'utf8'), known(options)), options);
  }

  /**
   * Takes an app that has been synthesized before.
   *
   * @param folder a cloud assembly, for example `cdk.out`
   */
  public static fromAssembly(folder: string, options: ForecastOptions = {}): DeploymentForecast {
    return DeploymentForecast.first(stacksIn(folder, known(options)), options);
  }

  private static alone(template: Template, options: ForecastOptions): DeploymentForecast {
    return DeploymentForecast.first([{ path: '', region: options.region, template, nested: [] }], options);
  }

  private static first(stacks: readonly SynthesizedStack[], options: ForecastOptions): DeploymentForecast {
    rejectDurations(options, stacks);
    return new DeploymentForecast(stacks, options, undefined);
  }

  private readonly plans: readonly StackPlan[];

  private constructor(
    private readonly templates: readonly SynthesizedStack[], private readonly options: ForecastOptions,
    before: readonly SynthesizedStack[] | undefined,
  ) {
    this.isFirst = before === undefined;
    this.plans = planOf({ stacks: templates, before, timeOf: timesWith(options) });
  }

  /** Whether nothing is there yet; a forecast of a change is made with `changeFrom`. */
  public readonly isFirst: boolean;

  /**
   * The deployment of the same app where an earlier version of it is deployed already.
   *
   * A stack that the earlier version does not have is created, and one that only it has is left alone, as by the CDK.
   *
   * @param before what is deployed, for example the main branch
   */
  public changeFrom(before: DeploymentForecast): DeploymentForecast {
    return new DeploymentForecast(this.templates, this.options, before.templates);
  }

  /** How long everything takes: once with all quick figures, once with all slow ones. */
  public get duration(): DurationRange {
    return this.plans.reduce((total, { duration }) => together(total, duration), NOTHING);
  }

  /** The resources that everything waits for, the first one first: another one of them starts when one is done. */
  public get criticalPath(): DeploymentStep[] {
    return this.plans.flatMap(({ criticalPath }) => criticalPath.map(stepOf));
  }

  /** Every resource that the deployment touches, in the order of the templates; those that it removes at the end. */
  public get steps(): DeploymentStep[] {
    return [
      ...this.plans.flatMap(({ steps }) => steps.map(stepOf)),
      ...this.plans.flatMap(({ deleted }) => deleted.map((resource) => deletedStep(resource, this.duration))),
    ];
  }

  /** Types of resources without a figure of their own, in the order of the alphabet: each counts as 3 to 30 seconds. */
  public get untimedTypes(): string[] {
    const untimed = this.plans.flatMap(({ steps }) => steps).map(({ node }) => node)
      .filter(({ time }) => time.basis === DEFAULT_TIME.basis);
    return [...new Set(untimed.map(({ resource }) => resource.type))].sort();
  }

  /** What a person has to do or to know: certificates that wait for somebody, replacements, what is removed. */
  public get notes(): string[] {
    return [
      ...this.plans.flatMap(({ steps }) => steps).flatMap(({ node: { resource, time } }) =>
        time.note === undefined ? [] : [`${resource.path} ${time.note}`]),
      ...this.plans.some(({ deleted }) => deleted.length > 0)
        ? ['how long it takes to remove resources is not known; it happens at the end']
        : [],
    ];
  }

  /** The critical path for people. */
  public toText(): string {
    return renderText(this);
  }

  /** The critical path in Markdown, for example for a comment on a pull request. */
  public toMarkdown(): string {
    return renderMarkdown(this);
  }

  /** Everything as JSON. The same templates always give the same bytes. */
  public toJson(): string {
    return renderJson(this);
  }
}

function known({ region, parameters }: ForecastOptions): Pick<ForecastOptions, 'region' | 'parameters'> {
  return { region, parameters };
}
