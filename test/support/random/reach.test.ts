// R-DEL-9: what the random sets of props are made of: everything that the API takes, except what is listed here.
import { API_FACTORIES } from '../../../src/core/api-factories';
import { API_PROPS } from '../../../src/core/api-props';
import { API_STRUCTS } from '../../../src/core/api-structs';
import { reachedFor } from './choices';
import { CONSTRUCT_NAMES, shareOf } from './constructs';

const reached = reachedFor(CONSTRUCT_NAMES);

/** Values of these are written out in kinds.ts, because their parts depend on each other. */
const WRITTEN_OUT = [
  'AwsService.of', 'CapacityRange.between', 'CapacityRange.fixed', 'JobTimes', 'MountOptions', 'TaskSize.of',
  'TaskSizeOptions', 'TaskVolume.files', 'TaskVolume.scratch',
];
/** No prop of a construct takes these: they are given to methods, or read a template that is there. */
const NOT_OF_PROPS = [
  'DeploymentForecast.fromAssembly', 'DeploymentForecast.fromFile', 'DeploymentForecast.fromTemplate', 'DeploymentStep',
  'DurationRange', 'ForecastOptions', 'HttpMetricNames', 'Profile.named', 'RequestMetrics',
  'ScrapeDiscovery.addresses', 'ScrapeDiscovery.ec2Tag', 'ScrapeDiscovery.ecsService', 'ScrapeOptions', 'ScrapeSource',
];

describe('random sets of props', () => {
  test('are made for every construct, and their shares make a hundred', () => {
    expect(CONSTRUCT_NAMES.map((name) => `${name}Props`).sort()).toEqual(Object.keys(API_PROPS).sort());
    expect(CONSTRUCT_NAMES.reduce((sum, name) => sum + shareOf(name), 0)).toBe(100);
  });

  test('hold every struct, except those listed', () => {
    const missed = Object.keys(API_STRUCTS).filter((name) => !reached.has(name));

    expect(missed.filter((name) => WRITTEN_OUT.includes(name) || !isBase(name)).sort())
      .toEqual([...WRITTEN_OUT, ...NOT_OF_PROPS].filter((name) => !name.includes('.')).sort());
  });

  test('hold what every factory makes, except those listed', () => {
    expect(Object.keys(API_FACTORIES).filter((name) => !reached.has(name)).sort())
      .toEqual([...WRITTEN_OUT, ...NOT_OF_PROPS].filter((name) => name.includes('.')).sort());
  });
});

/** Whether a struct is only there to be extended: all of its fields are fields of one that is reached. */
function isBase(name: string): boolean {
  const fields = API_STRUCTS[name].split(' ');
  return Object.entries({ ...API_STRUCTS, ...API_PROPS }).some(([other, text]) =>
    reached.has(other) && fields.every((field) => text.split(' ').includes(field)));
}
