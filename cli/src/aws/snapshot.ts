import { addressesOf } from './addresses';
import { alarmsOf } from './alarms';
import { databasesOf } from './databases';
import { ifAllowed } from './errors';
import { groupsOf } from './groups';
import type { Snapshot } from './model';
import type { Api } from './operations';
import { servicesOf } from './services';
import type { Deployed } from './stacks';

/** Looks at everything in stacks once. */
export async function snapshotOf(
  api: Api, deployed: Deployed, missingRights: Set<string>, at: Date,
): Promise<Snapshot> {
  const [addresses, services, groups, databases, alarms] = await Promise.all([
    ifAllowed(addressesOf(api, deployed), missingRights),
    servicesOf(api, deployed, missingRights),
    groupsOf(api, deployed, missingRights),
    ifAllowed(databasesOf(api, deployed), missingRights),
    ifAllowed(alarmsOf(api, deployed), missingRights),
  ]);
  return {
    at, stacks: deployed.stacks, addresses: addresses ?? [], services, groups, databases: databases ?? [],
    alarms: alarms ?? [], missingRights: [...missingRights].sort(),
  };
}
