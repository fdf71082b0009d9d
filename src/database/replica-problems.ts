import { Stack } from 'aws-cdk-lib';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import {
  contradiction, encryptionKeyProblems, inWords, isKnown, isSame, partitionOf, placeProblems, type Problem, relation,
  secretFieldProblems, stageProblems, whereaboutsOf,
} from '../core';
import { vpcPlaceProblems } from '../network';
import { classProblems } from './engine-problems';
import { SECRET_FIELDS } from './existing-secret';
import type { PostgresReplicaProps } from './postgres-replica-props';
import { subnetProblems } from './problems';

const CREDENTIALS = 'set "credentials" of the database to DatabaseCredentials.generated({ replicaRegions })';

/**
 * What RDS would reject, and a copy that nobody could log in to.
 *
 * @param props with the subnets that the replica gets
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html
 */
export function replicaProblems(
  scope: Construct, props: PostgresReplicaProps & { readonly vpcSubnets: SubnetSelection },
): Problem[] {
  const source = sourceProblems(scope, props);
  return [
    // a copy of the secret of the wrong source says nothing new.
    ...source.length > 0 ? source : secretProblems(scope, props),
    ...props.instanceType ? classProblems(props.instanceType.toString()) : [],
    ...encryptionKeyProblems(scope, 'encryptionKey', props.encryptionKey),
    ...vpcPlaceProblems(scope, 'vpc', props.vpc),
    ...subnetProblems(scope, props.vpc, props.vpcSubnets),
  ];
}

function sourceProblems(scope: Construct, { source }: PostgresReplicaProps): Problem[] {
  const [theirs, ours] = [Stack.of(source), Stack.of(scope)];
  const { credentials, backupRetention } = source._resolved;
  const got = inWords(source.node.path);
  const areKnown = isKnown(theirs.region) && isKnown(ours.region);
  return [
    ...contradiction(!areKnown, {
      prop: 'source', must: 'be in a stack that names its Region, as the stack of the replica has to', got,
      advice: 'give "env" to both stacks',
    }),
    ...contradiction(areKnown && theirs.region === ours.region, {
      prop: 'source', must: 'be in another Region', got: inWords(`${source.node.path} in ${theirs.region}`),
      advice: 'set "readReplicas" of the database for replicas in its Region',
    }),
    ...contradiction(areKnown && partitionOf(theirs.region) !== partitionOf(ours.region), {
      prop: 'source', must: 'be in the same partition of AWS', got: inWords(`${source.node.path} in ${theirs.region}`),
    }),
    ...contradiction(isSame(theirs.account, ours.account) === false, {
      prop: 'source', must: `be in the account ${ours.account} of the stack`, got,
      advice: 'RDS copies a database within its account',
    }),
    ...stageProblems(scope, 'source', source),
    ...contradiction(credentials.isManagedByRds, {
      prop: 'source', must: 'have a password that RDS does not manage', got, advice: CREDENTIALS,
    }),
    ...relation({
      prop: 'source', must: 'have backups', got, advice: 'RDS makes replicas from backups: set "backup.retention"',
    }, [backupRetention], () => backupRetention.toSeconds({ integral: false }) > 0),
  ];
}

/** Clients of the replica need the password of the source, in the Region of the replica. */
function secretProblems(scope: Construct, { source, secret }: PostgresReplicaProps): Problem[] {
  const { region } = Stack.of(scope);
  const { _variant: { replicaRegions } } = source._resolved.credentials;
  if (secret) {
    return [
      ...placeProblems(scope, {
        prop: 'secret', thing: secret, is: whereaboutsOf(secret, secret.secretArn),
        advice: 'a replica is for the day on which the other Region is down; give a copy of the secret',
      }),
      ...secretFieldProblems('secret', secret, SECRET_FIELDS),
    ];
  }
  const isThere = replicaRegions?.some((one) => one.region === region || !isKnown(one.region)) ?? false;
  return contradiction(isKnown(region) && !isThere, {
    prop: 'source', must: `have a copy of its secret in ${region}`, got: inWords(source.node.path),
    advice: replicaRegions ? CREDENTIALS : 'copy your secret there, and give the copy as "secret"',
  });
}
