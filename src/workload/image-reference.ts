import { Annotations } from 'aws-cdk-lib';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { Construct, IConstruct } from 'constructs';
import { isKnown, namelessProblems, placeProblems, text, whereaboutsOf, type Problem } from '../core';

// registry/path:tag@digest, as the distribution project defines it.
const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?';
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = 'sha256:[a-f0-9]{64}';
// 255 characters are the limit of Amazon ECS, and of the names that Docker accepts.
const REFERENCE = new RegExp(`(?=.{1,255}$)(?:${HOST}/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?`);
const TAG_OR_DIGEST = new RegExp(`${TAG}|${DIGEST}`);
/** Also its names with FIPS and for dual stack. */
const PRIVATE_REGISTRY = /^[0-9]{12}\.dkr[.-]ecr(?:-fips)?\./;

/** What is said about an image of private ECR that was given by name only. */
export interface RegistryWords {
  /** Which images are allowed, for example `be an image of a public registry`. */
  readonly must: string;
  /** The factory that takes private images, for example `TierImage.fromRepository`. */
  readonly instead: string;
}

/** An image that is given by its name, and so comes without the right to pull it from private ECR. */
export function imageReferenceProblems(prop: string, name: string, { must, instead }: RegistryWords): Problem[] {
  const problems = text(prop, name, REFERENCE, 'be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3"');
  if (problems.length > 0 || !isKnown(name) || !PRIVATE_REGISTRY.test(name)) return problems;
  return [{
    prop, must, got: name, advice: `give private ECR images with ${instead}, which also grants the right to pull them`,
  }];
}

export function tagOrDigestProblems(prop: string, value: string | undefined): Problem[] {
  return text(
    prop, value, TAG_OR_DIGEST,
    'be a tag of 1 to 128 letters, digits, ".", "_", "-", or a digest "sha256:" with 64 hexadecimal digits',
  );
}

/** Images are pulled from another Region or account, but never from another partition. */
export function repositoryPlaceProblems(prop: string, scope: IConstruct, repository: IRepository): Problem[] {
  const { partition, account, made } = whereaboutsOf(repository, repository.repositoryArn);
  const elsewhere = placeProblems(scope, {
    prop, is: { partition, account, made },
    advice: 'no partition of AWS knows the identities of another one; copy the image to a repository there',
  });
  return elsewhere.length > 0 ? elsewhere : namelessProblems(scope, prop, made);
}

/** Whether two deployments of the same reference may run different images. */
export function floats(reference: string): boolean {
  if (!isKnown(reference) || String(reference).includes('@')) return false;
  const tag = /:([^/:]+)$/.exec(reference)?.[1];
  return tag === undefined || tag === 'latest';
}

/** @param unit what may differ from the next one: `task` or `instance` */
export function warnAboutFloatingImage(scope: Construct, unit: string): void {
  Annotations.of(scope).addWarningV2('cdk-elastic-web:floatingImageTag',
    `an image without a tag, or with the tag "latest", may differ from ${unit} to ${unit}, and a rollback would run it `
    + 'as well: give each build a tag of its own');
}
