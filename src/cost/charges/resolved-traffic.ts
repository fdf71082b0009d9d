import { decimal, type Problem } from '../../core';
import type { MonthlyTraffic } from './traffic';

/** Traffic with nothing left out. */
export type ResolvedTraffic = Required<MonthlyTraffic>;

export function resolveTraffic(traffic: MonthlyTraffic): ResolvedTraffic {
  const { requestsPerSecond = 0, newConnectionsPerSecond = requestsPerSecond, responseKb = 0, natGb = 0 } = traffic;
  const { endpointGb = 0, logGb = 0, bucketGb = 0, imageGb = 0, dataGb = 0, cpuPercent = 0 } = traffic;
  const { millionSamples = 0, grafanaEditors = 0, grafanaViewers = 0 } = traffic;
  return {
    requestsPerSecond, newConnectionsPerSecond, responseKb, natGb, endpointGb, logGb, bucketGb, imageGb, dataGb,
    cpuPercent, millionSamples, grafanaEditors, grafanaViewers,
  };
}

export function trafficProblems(prop: string, traffic: MonthlyTraffic): Problem[] {
  return Object.entries(traffic).flatMap(([name, value]) => decimal(`${prop}.${name}`, value as number | undefined, {
    min: 0, ...name === 'cpuPercent' && { max: 100, unit: 'percent' },
  }));
}
