import { isKnown, text, type Problem } from '../core';

// registry/path:tag@digest, as the distribution project defines it.
const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?';
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = 'sha256:[a-f0-9]{64}';
// 255 characters are the limit of Amazon ECS.
const REFERENCE = new RegExp(`(?=.{1,255}$)(?:${HOST}/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?`);
const TAG_OR_DIGEST = new RegExp(`${TAG}|${DIGEST}`);
const PRIVATE_REGISTRY = /^[0-9]{12}\.dkr\.ecr\./;

export function imageReference(prop: string, name: string): Problem[] {
  const problems = text(prop, name, REFERENCE, 'be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3"');
  if (problems.length > 0 || !isKnown(name) || !PRIVATE_REGISTRY.test(name)) return problems;
  return [{
    prop, must: 'be an image of a public registry or of one with credentials', got: name,
    advice: 'give private ECR images with ServiceImage.fromRepository, which also grants the right to pull them',
  }];
}

export function tagOrDigest(prop: string, value: string | undefined): Problem[] {
  return text(
    prop, value, TAG_OR_DIGEST,
    'be a tag of 1 to 128 letters, digits, ".", "_", "-", or a digest "sha256:" with 64 hexadecimal digits',
  );
}

/** Whether two deployments of the same reference may run different images. */
export function floats(reference: string): boolean {
  if (!isKnown(reference) || String(reference).includes('@')) return false;
  const tag = /:([^/:]+)$/.exec(reference)?.[1];
  return tag === undefined || tag === 'latest';
}
