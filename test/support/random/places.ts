import type { Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';

/** Where the construct that is tried stands, and where its replica or its source does. */
export const HERE = { account: '111122223333', region: 'eu-west-1' };
export const FAR = { account: HERE.account, region: 'eu-central-1' };

export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${HERE.region}:${HERE.account}:${resource}`;

/** What things are made in. */
export interface Place {
  readonly stack: Stack;
  /** A stack in another Region. */
  readonly farStack: Stack;
  readonly vpc: IVpc;
  /** The thing of a name, made once. */
  of(name: string): unknown;
}
