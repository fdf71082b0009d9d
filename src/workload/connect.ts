import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import {
  addedProblems, allowAccess, backendPlaceProblems, backendShapeProblems, connectProblems, INJECTED, loginOf,
  warnOfOtherVpc, type ConnectOptions, type IBackend,
} from '../backend';
import { kindProblems, readableSecrets, rejectProblems, type Variables } from '../core';
import {
  endpointProblems, fetchedSecrets, otherRegionProblems, provideServices, serviceNameProblems, servicesOfSecrets,
} from '../network';
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
  /** Whether it reaches AWS services without endpoints, by public addresses. */
  readonly isPublic?: boolean;
  /** Left out where the application reads its settings itself. */
  readonly variables?: ApplicationVariables;
  /** Lets the workload start after something. */
  waitFor(...dependencies: IDependable[]): void;
  /** Starts the application again after a secret has rotated; left out where the application sees to that itself. */
  restartAfterRotation?(secret: ISecret): void;
}

/** Everything that `connectTo` promises: network rule, rights, variables, endpoints, order, restart. */
export function connect(client: BackendClient, backend: IBackend, options: ConnectOptions): void {
  rejectProblems(client.construct, client.className, backendShapeProblems(backend));
  rejectProblems(client.construct, client.className, kindProblems('ConnectOptions', options, 'options.'));
  const prefix = options.environmentPrefix ?? backend.defaultEnvironmentPrefix;
  const access = options.access?._variant ?? INJECTED;
  const given = client.variables ? offeredBy(client.construct, backend, prefix, options.omit) : {};
  const services = [
    ...backend.requiredServices, ...access.requiredServices, ...servicesOfSecrets(Object.values(given.secrets ?? {})),
  ];
  rejectProblems(client.construct, client.className, [
    ...backendPlaceProblems(client.construct, backend),
    ...connectProblems(backend, prefix, given, client.variables?.names),
    ...access.problems('access', loginOf(backend)),
    ...addedProblems(prefix, access.adds, client.variables?.names),
    ...serviceNameProblems('backend.requiredServices', backend.requiredServices),
    ...client.isPublic ? [] : endpointProblems('vpc', client.vpc, services),
    ...otherRegionProblems(
      client.construct, client.isPublic ? undefined : client.vpc, fetchedSecrets('backend.', given.secrets),
    ),
  ]);

  warnOfOtherVpc(client.construct, client.title, client.vpc, backend);
  allowAccess(client.securityGroup, backend, `From the ${client.title} to its backend`);
  access.grant(backend, client.construct, client.variables !== undefined);
  if (client.variables) {
    const { application, migration } = access.variables({
      prefix, offered: given, backend,
      parameter: (holder, id, value) => createParameter(client.construct, holder, id, value),
    });
    client.variables.add(application, migration);
  }
  client.waitFor(backend, ...client.isPublic ? [] : provideServices(client.vpc, services));
  if (backend.rotatingSecret && access.restarts) client.restartAfterRotation?.(backend.rotatingSecret);
}

/** The variables of a backend, without those that the application does not read. */
function offeredBy(client: IConstruct, backend: IBackend, prefix: string, omit: readonly string[] = []): Variables {
  const left = <T>(values: { readonly [name: string]: T }) => Object.fromEntries(
    Object.entries(values).filter(([name]) => !omit.includes(name.slice(prefix.length + 1))),
  );
  return {
    environment: left(backend.environmentFor(prefix)),
    secrets: readableSecrets(client, left(backend.secretsFor(prefix))),
  };
}

function createParameter(client: Construct, holder: string, id: string, stringValue: string): Secret {
  const parameters = client.node.tryFindChild(holder) ?? new Construct(client, holder);
  return Secret.fromSsmParameter(new StringParameter(parameters as Construct, id, { stringValue }));
}
