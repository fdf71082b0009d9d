import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import { TierImage } from '../../src/elastic-web-tier';
import { ServiceImage } from '../../src/fargate-service';
import { floats, imageReferenceProblems, tagOrDigestProblems, warnAboutFloatingImage } from '../../src/workload';
import { rendered } from '../support/templates';

const WORDS = { must: 'be public', instead: 'Image.fromRepository' };
const DIGEST = `sha256:${'a1'.repeat(32)}`;

describe('an image reference', () => {
  test('has at most 255 characters', () => {
    const longest = `${'a'.repeat(253)}:1`;

    expect(imageReferenceProblems('image', longest, WORDS)).toEqual([]);
    expect(rendered(imageReferenceProblems('image', `a${longest}`, WORDS))).toEqual([
      `"image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "a${longest}"`,
    ]);
  });

  // the two services once had a grammar each, and only one of them knew the limit.
  test('follows one grammar for tasks and for instances', () => {
    const tooLong = 'a'.repeat(256);
    const ofTask = ServiceImage.fromRegistry(tooLong)._variant.problems('image');
    const image = TierImage.fromRegistry(tooLong);
    const ofInstance = image._variant.problems('image', {
      scope: new Stack(), architecture: InstanceArchitecture.X86_64,
    });

    expect(ofTask).toHaveLength(1);
    expect(ofInstance).toEqual(ofTask);
  });

  test('of private ECR is rejected in the words of its service', () => {
    const name = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1';

    expect(rendered(imageReferenceProblems('image', name, WORDS))).toEqual([
      `"image" must be public, got "${name}": give private ECR images with Image.fromRepository, which also grants the `
      + 'right to pull them',
    ]);
  });

  test('may be known at deployment only', () => {
    const token = new CfnParameter(new Stack(), 'P').valueAsString;

    expect([...imageReferenceProblems('image', token, WORDS), ...tagOrDigestProblems('tag', token)]).toEqual([]);
    expect(floats(token)).toBe(false);
  });

  test.each([
    ['nginx', true], ['nginx:latest', true], ['localhost:5000/nginx', true], ['nginx:1', false],
    ['localhost:5000/nginx:1', false],
    [`nginx@${DIGEST}`, false], [`nginx:latest@${DIGEST}`, false],
  ])('%s floats: %p', (reference, expected) => {
    expect(floats(reference)).toBe(expected);
  });

  test('that floats gives a warning that names what may differ', () => {
    const stack = new Stack(new App(), 'Stack');
    warnAboutFloatingImage(stack, 'instance');

    Annotations.fromStack(stack).hasWarning(
      '/Stack', 'an image without a tag, or with the tag "latest", may differ from instance to instance, and a '
      + 'rollback would run it as well: give each build a tag of its own [ack: cdk-elastic-web:floatingImageTag]',
    );
  });
});
