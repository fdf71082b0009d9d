import { Duration } from 'aws-cdk-lib';
import { DefaultInstanceTenancy, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { duration, integer, inWords, isKnown, relation, vpcResourceOf, type Problem } from '../core';
import type { RdsProxyOptions } from './pooling-options';
import { DatabaseProxy, type ProxiedDatabase, type ProxyLimits } from './proxy';
import { warnOfProxy } from './regions';

const DEFAULT_MAX_CONNECTIONS_PERCENT = 90;
const DEFAULT_MAX_IDLE_CONNECTIONS_PERCENT = 50;
const DEFAULT_BORROW_TIMEOUT = Duration.seconds(120);
const DEFAULT_IDLE_CLIENT_TIMEOUT = Duration.minutes(30);

/** What the variants of pooling differ in. */
export interface PoolingVariant {
  problems(prop: string, vpc: IVpc): Problem[];
  /** Makes what stands between clients and the database, if anything does. */
  bind(scope: Construct, database: ProxiedDatabase): DatabaseProxy | undefined;
}

/** Clients reach the database itself. */
export const NO_PROXY: PoolingVariant = { problems: () => [], bind: () => undefined };

/** RDS Proxy stands in between. */
export class RdsProxyPooling implements PoolingVariant {
  private readonly limits: ProxyLimits;

  constructor(options: RdsProxyOptions) {
    const maxConnectionsPercent = options.maxConnectionsPercent ?? DEFAULT_MAX_CONNECTIONS_PERCENT;
    const idlePercent = isKnown(maxConnectionsPercent)
      ? Math.max(0, Math.min(DEFAULT_MAX_IDLE_CONNECTIONS_PERCENT, maxConnectionsPercent))
      : 0;
    this.limits = {
      maxConnectionsPercent,
      maxIdleConnectionsPercent: options.maxIdleConnectionsPercent ?? idlePercent,
      borrowTimeout: options.borrowTimeout ?? DEFAULT_BORROW_TIMEOUT,
      idleClientTimeout: options.idleClientTimeout ?? DEFAULT_IDLE_CLIENT_TIMEOUT,
    };
  }

  public problems(prop: string, vpc: IVpc): Problem[] {
    const {
      maxConnectionsPercent: max, maxIdleConnectionsPercent: idle, borrowTimeout, idleClientTimeout,
    } = this.limits;
    const tenancy = vpcResourceOf(vpc)?.instanceTenancy;
    return [
      ...integer(`${prop}.maxConnectionsPercent`, max, { min: 1, max: 100, unit: 'percent' }),
      ...integer(`${prop}.maxIdleConnectionsPercent`, idle, { min: 0, max: 100, unit: 'percent' }),
      ...relation(
        { prop: `${prop}.maxIdleConnectionsPercent`, must: `be at most "maxConnectionsPercent" (${max})`, got: idle },
        [idle, max], () => idle <= max,
      ),
      ...duration(`${prop}.borrowTimeout`, borrowTimeout, { min: Duration.seconds(0), max: Duration.minutes(5) }),
      ...duration(`${prop}.idleClientTimeout`, idleClientTimeout, { min: Duration.seconds(1), max: Duration.hours(8) }),
      ...relation({
        prop, must: 'be Pooling.none() in a VPC of dedicated tenancy', got: inWords('Pooling.rdsProxy'),
        advice: 'RDS Proxy does not run on dedicated hardware',
      }, [tenancy], () => tenancy !== DefaultInstanceTenancy.DEDICATED),
    ];
  }

  public bind(scope: Construct, database: ProxiedDatabase): DatabaseProxy {
    warnOfProxy(scope);
    return new DatabaseProxy(scope, 'Proxy', database, this.limits);
  }
}
