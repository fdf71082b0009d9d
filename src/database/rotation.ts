import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { HostedRotation, type CfnRotationSchedule, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { AwsService, provideServices, workloadSubnets } from '../network';
import { identifierOf } from './identifier';
import { createNamedLogGroup } from './log-groups';

/** Characters that passwords leave out, because they break connection strings and shells. */
const EXCLUDED_CHARACTERS = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

const HTTPS = 443;

/** What rotation has to reach. */
export interface RotatedDatabase {
  readonly vpc: ec2.IVpc;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly port: number;
  readonly secret: ISecret;
}

/** Rotation by the function that AWS hosts: it needs a way to the database and one to Secrets Manager. */
export class Rotation extends Construct {
  constructor(scope: Construct, id: string, { vpc, securityGroup, port, secret }: RotatedDatabase, every: Duration) {
    super(scope, id);

    const rotating = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'Rotation of the password of a PostgreSQL database', allowAllOutbound: false,
    });
    rotating.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS), 'Secrets Manager');
    rotating.connections.allowTo(securityGroup, ec2.Port.tcp(port), 'PostgreSQL from the rotation of its password');
    const endpoints = provideServices(vpc, [AwsService.SECRETS_MANAGER]);
    const functionName = identifierOf(this);
    const logGroup = createNamedLogGroup(this, 'LogGroup', `/aws/lambda/${functionName}`, 'other');
    const schedule = secret.addRotationSchedule('Schedule', {
      hostedRotation: HostedRotation.postgreSqlSingleUser({
        functionName, vpc, vpcSubnets: workloadSubnets(vpc), securityGroups: [rotating],
        excludeCharacters: EXCLUDED_CHARACTERS,
      }),
      // tasks that start with this deployment read the password of now.
      rotateImmediatelyOnUpdate: false,
    });
    // the L2 writes a rate, which ends at 999 days and takes no interval that is known at deployment only.
    (schedule.node.defaultChild as CfnRotationSchedule).rotationRules = { automaticallyAfterDays: every.toDays() };
    // the group is there before Lambda would make one without an end.
    schedule.node.addDependency(logGroup, ...endpoints);
  }
}
