import type { AlarmState } from './model';
import type { Api } from './operations';
import { pages, pieceByPiece } from './pages';
import { shortName, type Deployed } from './stacks';

const ALARMS_AT_ONCE = 100;

/** The alarms in stacks, with those of scaling left out: they are in alarm whenever there is something to do. */
export async function alarmsOf(api: Api, deployed: Deployed): Promise<AlarmState[]> {
  const resources = deployed.of('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm');
  const paths = new Map(resources.map(({ physicalId, path }) => [lastOf(physicalId), shortName(path)]));
  const states = await pieceByPiece([...paths.keys()], ALARMS_AT_ONCE, async (AlarmNames) => await pages(
    (NextToken) => api.describeAlarms({ AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], NextToken }),
    ({ MetricAlarms = [], CompositeAlarms = [] }) => [
      ...MetricAlarms.filter(({ AlarmActions = [] }) => !isForScaling(AlarmActions)), ...CompositeAlarms,
    ], ({ NextToken }) => NextToken));
  return states.map(({ AlarmName = '', StateValue, StateReason, StateUpdatedTimestamp }) => ({
    name: AlarmName, path: paths.get(AlarmName) ?? AlarmName, state: StateValue ?? '', reason: StateReason,
    since: StateUpdatedTimestamp,
  }));
}

function isForScaling(actions: readonly string[]): boolean {
  return actions.length > 0 && actions.every((action) => action.includes(':autoscaling:'));
}

/** The id of an alarm is its name, or its ARN. */
function lastOf(id: string): string {
  return id.split(':alarm:').pop() ?? id;
}
