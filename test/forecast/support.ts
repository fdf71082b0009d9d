import { DeploymentForecast, type ForecastOptions } from '../../src/forecast';

/** A resource of a template: its type, its properties, and what stands beside them. */
export interface Part {
  readonly Type: string;
  readonly Properties?: object;
  readonly [attribute: string]: unknown;
}

/** The first deployment of some resources. */
export function first(resources: { [id: string]: Part }, options?: ForecastOptions): DeploymentForecast {
  return DeploymentForecast.fromTemplate({ Resources: resources }, options);
}

/** From the smallest to the largest number of seconds. */
export function secondsOf({ duration: { minSeconds, maxSeconds } }: DeploymentForecast): [number, number] {
  return [minSeconds, maxSeconds];
}

/** Logical ids of the critical path. */
export function pathOf(forecast: DeploymentForecast): string[] {
  return forecast.criticalPath.map(({ logicalId }) => logicalId);
}

/** What happens to each resource that is touched. */
export function changesOf(forecast: DeploymentForecast): { [id: string]: string } {
  return Object.fromEntries(forecast.steps.map(({ logicalId, change }) => [logicalId, change]));
}
