import { Stack, type App, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PostgresDatabase, type PostgresDatabaseProps, type Profile } from '../../src';
import * as stacks from '../support/stacks';

/** A stack with a VPC of public, private and isolated subnets. */
export function stackWithVpc(profile?: Profile, props?: StackProps): stacks.StackWithVpc {
  return stacks.stackWithVpc({ id: 'Shop', profile, props, vpc: stacks.THREE_TIERS });
}

export function vpcIn(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', stacks.THREE_TIERS);
}

export type Overrides = Omit<PostgresDatabaseProps, 'vpc'>;

export interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  readonly database: PostgresDatabase;
}

export function databaseWith(overrides: Overrides = {}, profile?: Profile): Made {
  const made = stackWithVpc(profile);
  return { ...made, database: new PostgresDatabase(made.stack, 'Database', { vpc: made.vpc, ...overrides }) };
}

export function templateWith(overrides: Overrides = {}, profile?: Profile): Template {
  return Template.fromStack(databaseWith(overrides, profile).stack);
}

type Found = ReturnType<Template['findResources']>;
type Resource = Found[string];

/** Properties of the writer in a template. */
export function writerOf(template: Template): Resource {
  return Object.values(instancesOf(template)).find((
    { Properties },
  ) => !Properties.SourceDBInstanceIdentifier)!.Properties;
}

export function replicasOf(template: Template): Resource[] {
  return Object.values(instancesOf(template)).filter(({ Properties }) => Properties.SourceDBInstanceIdentifier);
}

export function instancesOf(template: Template): Found {
  return template.findResources('AWS::RDS::DBInstance');
}

/** The message of a database with one broken prop. */
export function invalid(problem: string): Error {
  return new Error(`Shop/Database (PostgresDatabase) has an invalid prop:\n  ${problem}`);
}

export function templateOf(database: PostgresDatabase): Template {
  return Template.fromStack(Stack.of(database));
}
