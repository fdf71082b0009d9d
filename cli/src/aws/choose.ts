import { WrongUse } from '../outcome';
import { MissingRight } from './errors';
import type { ServiceState } from './model';
import { servicesOf } from './services';
import type { Session } from './session';

/** Breaks off where one of some rights was missing, without which what was read says nothing. */
export function demandRights({ missingRights }: Session, actions: RegExp): void {
  const denied = [...missingRights].find((action) => actions.test(action));
  if (denied !== undefined) throw new MissingRight(denied);
}

/** The service that is named, or the only one that there is. */
export async function serviceIn(session: Session, wanted: string | undefined): Promise<ServiceState> {
  const services = await servicesOf(session.api, await session.read(), session.missingRights);
  if (services.length === 0) demandRights(session, /./);
  const fitting = wanted === undefined
    ? services
    : services.filter(({ name, service }) => name === wanted || service === wanted);
  if (fitting.length === 1) return fitting[0];
  const names = services.map(({ name }) => name).join(', ');
  if (services.length === 0) throw new WrongUse('there is no service in the stack', 'name the stack of the service');
  throw new WrongUse(wanted === undefined ? `there are ${services.length} services` : `there is no service "${wanted}"`,
    `choose one with --service: ${names}`);
}
