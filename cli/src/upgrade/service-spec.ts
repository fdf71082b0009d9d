import { replacingProperties } from '../../../src/forecast/changes/replacements';

/** What `@aws-cdk/cloudformation-diff` reads of a type. */
interface ResourceModel {
  readonly properties: { readonly [name: string]: { readonly causesReplacement: 'yes' | 'maybe' } };
}

/**
 * Stands in for the function of `@aws-cdk/aws-service-spec` in the built program: that package brings 2.6 MB of
 * schemas, and the library ships what a comparison needs of them.
 */
export function loadAwsServiceSpecSync(): { lookup(...query: readonly string[]): readonly ResourceModel[] } {
  return { lookup: (...query) => [modelOf(query[query.length - 1])] };
}

function modelOf(type: string): ResourceModel {
  const { always, maybe } = replacingProperties(type);
  return { properties: Object.fromEntries([
    ...always.map((name) => [name, { causesReplacement: 'yes' }] as const),
    ...maybe.map((name) => [name, { causesReplacement: 'maybe' }] as const),
  ]) };
}
