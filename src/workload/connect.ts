import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import { allowAccess, connectProblems, INJECTED, type ConnectOptions, type IBackend } from '../backend';
import { rejectProblems, type Variables } from '../core';
import { endpointProblems, provideServices, serviceNameProblems, servicesOfSecrets } from '../network';
import type { ApplicationVariables } from './application-variables';

/** What has to be known of a workload to connect it to a backend. */
export interface BackendClient {
  /** Class that the user wrote, for errors. */
  readonly className: string;
  /** What people call it: `service`. */
  readonly title: string;
  readonly construct: IConstruct & IGrantable;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  /** Left out where the application reads its settings itself. */
  readonly variables?: ApplicationVariables;
  /** Lets the workload start after something. */
  waitFor(...dependencies: IDependable[]): void;
  /** Starts the application again after a secret has rotated; left out where the application sees to that itself. */
  restartAfterRotation?(secret: ISecret): void;
}

/** Everything that `connectTo` promises: network rule, rights, variables, endpoints, order, restart. */
export function connect(client: BackendClient, backend: IBackend, options: ConnectOptions): void {
  const prefix = options.environmentPrefix ?? backend.defaultEnvironmentPrefix;
  const access = options.access?._variant ?? INJECTED;
  const given: Variables = client.variables
    ? { environment: backend.environmentFor(prefix), secrets: backend.secretsFor(prefix) }
    : {};
  const services = [
    ...backend.requiredServices, ...access.requiredServices, ...servicesOfSecrets(Object.values(given.secrets ?? {})),
  ];
  rejectProblems(client.construct, client.className, [
    ...connectProblems(backend, prefix, given, client.variables?.names),
    ...access.problems(prefix, client.variables?.names, backend.rotatingSecret),
    ...serviceNameProblems('backend.requiredServices', backend.requiredServices),
    ...endpointProblems('vpc', client.vpc, services),
  ]);

  allowAccess(client.securityGroup, backend, `From the ${client.title} to its backend`);
  backend.grantAccess(client.construct);
  client.variables?.add(access.variables(prefix, given, backend.rotatingSecret, (value) =>
    arnParameter(client.construct, prefix, value)));
  client.waitFor(backend, ...provideServices(client.vpc, services));
  if (backend.rotatingSecret && access.restarts) client.restartAfterRotation?.(backend.rotatingSecret);
}

/** Where an application finds a secret that it reads itself: no secret, yet not for every reader of its definition. */
function arnParameter(client: Construct, prefix: string, stringValue: string): Secret {
  const parameters = client.node.tryFindChild('SecretArns') ?? new Construct(client, 'SecretArns');
  return Secret.fromSsmParameter(new StringParameter(parameters as Construct, prefix, { stringValue }));
}
