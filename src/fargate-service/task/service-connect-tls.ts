import { Stack } from 'aws-cdk-lib';
import type { ICertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import type { ServiceConnectTlsConfiguration } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import {
  acknowledge, contradiction, encryptionKeyProblems, inWords, LeastPrivilegeRole, placeProblems, profileKeyOf,
  whereaboutsOfArn, type Problem,
} from '../../core';

/** Who makes the certificates of Service Connect. */
export interface ServiceConnectTlsOptions {
  /**
   * Certificate authority of AWS Private CA with the tag `AmazonECSManaged` = `true`, in the Region of the service. One
   * for short-lived certificates is enough and costs far less. ECS changes certificates every 5 days.
   */
  readonly authority: ICertificateAuthority;
  /**
   * Key that protects the private keys.
   *
   * @default - a key of AWS; with Profile.REGULATED the customer managed key of the stack
   */
  readonly encryptionKey?: IKey;
}

const ID = 'ServiceConnectTls';
/** The policy of AWS: it follows what ECS asks for, and names secrets and authorities that ECS manages only. */
const POLICY = 'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity';

export function tlsProblems(
  prop: string, scope: Construct, { authority, encryptionKey }: ServiceConnectTlsOptions, hasIngress: boolean,
): Problem[] {
  const arn = authority?.certificateAuthorityArn;
  return [
    ...contradiction(typeof arn !== 'string', {
      prop: `${prop}.authority`, must: 'be a certificate authority', got: arn,
    }),
    ...placeProblems(scope, {
      prop: `${prop}.authority`, is: whereaboutsOfArn(arn), advice: 'an authority serves its own Region',
    }),
    ...encryptionKeyProblems(scope, `${prop}.encryptionKey`, encryptionKey),
    ...contradiction(hasIngress, {
      prop, must: 'be left out with an ingress', got: inWords('both'),
      advice: 'the load balancer would have to speak TLS of the authority to the tasks; put what it calls into a '
        + 'service of its own, which calls this one by name',
    }),
  ];
}

/** The role that ECS manages certificates with, beside the service, which it has to outlive. */
export function createTls(
  scope: Construct, { authority, encryptionKey }: ServiceConnectTlsOptions,
): ServiceConnectTlsConfiguration {
  const kmsKey = encryptionKey ?? profileKeyOf(scope);
  const role = new LeastPrivilegeRole(scope, ID, {
    assumedBy: new ServicePrincipal('ecs.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description: 'Amazon ECS makes and stores the certificates of Service Connect',
  });
  role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(POLICY));
  acknowledge(role, 'connectTls');
  if (kmsKey) {
    role.addToPolicy(new PolicyStatement({
      actions: ['Encrypt', 'Decrypt', 'GenerateDataKey', 'GenerateDataKeyPair'].map((action) => `kms:${action}`),
      resources: [kmsKey.keyArn],
    }));
  }
  return { awsPcaAuthorityArn: authority.certificateAuthorityArn, kmsKey, role };
}

/** What has to be there as long as the service is: without its rights a deletion would hang. */
export function tlsRoleOf(service: Construct): Construct[] {
  const role = service.node.tryFindChild(ID);
  return role ? [role as Construct] : [];
}
