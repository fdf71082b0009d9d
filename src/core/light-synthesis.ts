import { ENABLE_ADDITIONAL_METADATA_COLLECTION } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { rememberLogicalIds } from './logical-ids';

/**
 * Spares a synthesis what a construct of the library would cost it without any use to the app.
 *
 * Logical ids are computed once. And the constructs of the CDK below leave out their metadata on the use of props,
 * which AWS collects to learn how people use them: there it would tell of the choices of the library. It does not reach
 * a resource, and takes 3 % of the time. Call it before anything stands below the construct.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html
 */
export function keepLight(scope: IConstruct): void {
  rememberLogicalIds(scope);
  scope.node.setContext(ENABLE_ADDITIONAL_METADATA_COLLECTION, false);
}
