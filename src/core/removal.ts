import { RemovalPolicy } from 'aws-cdk-lib';

/** Where a data store stays behind, what it stands on has to stay as well; else it goes with the stack. */
export function removalOfParts(store: RemovalPolicy): RemovalPolicy {
  return [RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE].includes(store)
    ? store
    : RemovalPolicy.DESTROY;
}
