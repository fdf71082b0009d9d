// the CDK's own validator, with errors and warnings that fail, on a replica: found by random props.
import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { STRICT_CONTEXT } from '../../demo/synthesize';
import { DatabaseCredentials, PostgresDatabase, PostgresReplica, type PostgresReplicaProps } from '../../src';
import { THREE_TIERS } from '../support/stacks';

const { CDK_VALIDATION } = process.env;
afterAll(() => { process.env.CDK_VALIDATION = CDK_VALIDATION; });

test.each<[string, Partial<PostgresReplicaProps>]>([
  ['that follows', {}], ['that is promoted', { promoted: true }],
])('a replica %s is synthesized, with the key of the stack and with one of the user', (_, props) => {
  process.env.CDK_VALIDATION = 'true';
  const app = new App({ context: STRICT_CONTEXT, analyticsReporting: false });
  const [near, far] = ['eu-west-1', 'eu-central-1'].map((region) =>
    new Stack(app, region, { env: { account: '111122223333', region } }));
  const source = new PostgresDatabase(near, 'Database', {
    vpc: new Vpc(near, 'Vpc', THREE_TIERS),
    credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: 'eu-central-1' }] }),
  });
  const vpc = new Vpc(far, 'Vpc', THREE_TIERS);
  new PostgresReplica(far, 'Replica', { source, vpc, ...props });
  new PostgresReplica(far, 'Other', {
    source, vpc, ...props, encryptionKey: Key.fromKeyArn(far, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1'),
  });

  expect(() => app.synth()).not.toThrow();
});
