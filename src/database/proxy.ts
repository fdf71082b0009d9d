import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { LeastPrivilegeRole } from '../core';
import { identifierOf } from './identifier';
import { createNamedLogGroup } from './log-groups';

/** RDS Proxy listens on this port for PostgreSQL, whatever the port of the database is. */
export const PROXY_PORT = 5432;

/** What a proxy stands in front of. */
export interface ProxiedDatabase {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets: ec2.SubnetSelection;
  readonly instance: rds.IDatabaseInstance;
  readonly engine: rds.IInstanceEngine;
  readonly port: number;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly secret: ISecret;
}

/** How many connections a proxy keeps, and for how long. */
export interface ProxyLimits {
  readonly maxConnectionsPercent: number;
  readonly maxIdleConnectionsPercent: number;
  readonly borrowTimeout: Duration;
  readonly idleClientTimeout: Duration;
}

/** RDS Proxy with TLS required, in a security group and with a role of its own. */
export class DatabaseProxy extends Construct {
  public readonly proxy: rds.DatabaseProxy;
  public readonly securityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, database: ProxiedDatabase, limits: ProxyLimits) {
    super(scope, id);

    const { vpc, vpcSubnets, secret } = database;
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'RDS Proxy for PostgreSQL', allowAllOutbound: false,
    });
    const role = new LeastPrivilegeRole(this, 'Role', {
      assumedBy: new ServicePrincipal('rds.amazonaws.com'),
      description: 'Lets RDS Proxy read the credentials of its database',
    });
    const dbProxyName = identifierOf(this);
    const logGroup = createNamedLogGroup(this, 'LogGroup', `/aws/rds/proxy/${dbProxyName}`, 'other');

    this.proxy = new rds.DatabaseProxy(this, 'Resource', {
      dbProxyName,
      proxyTarget: rds.ProxyTarget.fromInstance(this.withLiteralPort(database)),
      secrets: [secret],
      vpc,
      vpcSubnets,
      securityGroups: [this.securityGroup],
      role,
      requireTLS: true,
      clientPasswordAuthType: rds.ClientPasswordAuthType.POSTGRES_SCRAM_SHA_256,
      ...limits,
    });
    this.proxy.node.addDependency(role, logGroup);
  }

  /**
   * The same instance with its port as a number: the instance itself has it as an attribute only, which rule packs
   * cannot read.
   */
  private withLiteralPort({ instance, engine, port, securityGroup }: ProxiedDatabase): rds.IDatabaseInstance {
    return rds.DatabaseInstance.fromDatabaseInstanceAttributes(this, 'Target', {
      instanceIdentifier: instance.instanceIdentifier,
      instanceEndpointAddress: instance.dbInstanceEndpointAddress,
      port,
      engine,
      securityGroups: [securityGroup],
    });
  }
}
