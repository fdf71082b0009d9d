import type { DurationRange } from './times/duration-range';

/** How the time of a deployment is forecast. */
export interface ForecastOptions {
  /**
   * Region of stacks and templates that do not say theirs, for example `eu-west-1`. Only conditions depend on it.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;
  /**
   * Values of the parameters of templates, by name.
   *
   * @default - parameters have their defaults
   */
  readonly parameters?: { readonly [name: string]: string };
  /**
   * Durations that you know better, by construct path, logical id or type of the resource, for example of a migration
   * that runs in a custom resource. A path is that of one resource, or of the construct directly around it:
   * `Shop/Database/Instance`, not `Shop/Database`. A name that fits no resource is an error.
   *
   * @default - typical times, from public logs and from the properties of the resource
   */
  readonly durations?: { readonly [name: string]: DurationRange };
}
