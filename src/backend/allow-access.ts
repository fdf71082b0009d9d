import { Port, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { admit } from '../core';
import type { IBackend } from './backend';

/**
 * Opens the port of a backend to a client.
 *
 * As a remote rule, so that it stands in the stack of the client: the backend's stack then depends on no client.
 */
export function allowAccess(client: ISecurityGroup, backend: IBackend, description: string): void {
  for (const group of backend.connections.securityGroups) {
    admit(group, client, Port.tcp(backend.backendPort), description);
  }
}
