import { RemovalPolicy } from 'aws-cdk-lib';

/** What can happen to a resource that AWS makes no snapshots of. */
export const REMOVALS_WITHOUT_SNAPSHOT: readonly RemovalPolicy[] = [
  RemovalPolicy.DESTROY, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
];

/** If a data store outlives its stack, the parts that it needs have to outlive the stack too. */
export function removalOfParts(store: RemovalPolicy): RemovalPolicy {
  return [RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE].includes(store)
    ? store
    : RemovalPolicy.DESTROY;
}
