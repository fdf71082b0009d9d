import { Fn, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { acknowledge } from '../core';
import { identifierOf } from './identifier';
import { finishInstance, largestStorage, sharedProps, type SharedParts } from './instance';
import { DatabaseLogGroups } from './log-groups';
import type { ResolvedDatabaseProps } from './resolved-props';

/**
 * The read replicas of a database, in a security group of their own: clients may reach them and, with a proxy, not the
 * writer.
 */
export class ReadReplicas extends Construct {
  public readonly instances: rds.DatabaseInstanceReadReplica[];
  public readonly securityGroup: ec2.SecurityGroup;

  constructor(
    scope: Construct, id: string, source: rds.IDatabaseInstance, resolved: ResolvedDatabaseProps, shared: SharedParts,
    port: number,
  ) {
    super(scope, id);

    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: shared.vpc, description: 'Read replicas of a PostgreSQL database', allowAllOutbound: false,
    });
    this.instances = Array.from({ length: resolved.readReplicas }, (_, index) =>
      this.createReplica(`Replica${index + 1}`, source, resolved, shared, port));
  }

  /** Hosts of all replicas, separated by commas, in the form that libpq balances over. */
  public get hosts(): string {
    return Fn.join(',', this.instances.map((replica) => replica.dbInstanceEndpointAddress));
  }

  private createReplica(
    id: string, source: rds.IDatabaseInstance, resolved: ResolvedDatabaseProps, shared: SharedParts, port: number,
  ) {
    const parent = new Construct(this, id);
    const instanceIdentifier = identifierOf(parent);
    const logGroups = new DatabaseLogGroups(parent, 'Logs', instanceIdentifier);
    const replica = new rds.DatabaseInstanceReadReplica(parent, 'Instance', {
      ...sharedProps(resolved, shared, instanceIdentifier, this.securityGroup),
      sourceDatabaseInstance: source,
      port,
      // a copy holds nothing that the writer does not hold, and RDS takes no last snapshot of one.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const resource = finishInstance(replica, port, logGroups, shared);
    // rule packs judge a port by its engine, which the L2 leaves out.
    resource.engine = source.engine!.engineType;
    // the L2 leaves it out; a replica that cannot grow with its writer fills up, and replication ends.
    resource.maxAllocatedStorage = largestStorage(resolved);
    acknowledge(resource, 'replicaEncryption');
    return replica;
  }
}
