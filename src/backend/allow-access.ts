import { Port, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { admit } from '../core';
import type { IBackend } from './backend';

/**
 * Opens the port of a backend to a client.
 *
 * As a remote rule, so that it stands in the stack of the client: the backend's stack then depends on no client. Said
 * to the groups themselves, because `Connections` would also add an outbound rule to a client that may connect
 * anywhere, and warn that it is not needed.
 */
export function allowAccess(client: ISecurityGroup, backend: IBackend, description: string): void {
  for (const group of backend.connections.securityGroups) {
    const port = Port.tcp(backend.backendPort);
    admit(group, client, port, description);
    // a property injector of the app may have closed the way out.
    if (!client.allowAllOutbound) client.addEgressRule(group, port, description);
  }
}
