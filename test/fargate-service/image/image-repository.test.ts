import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Profile } from '../../../src/core';
import { ImageRepository, type ImageRepositoryProps } from '../../../src/fargate-service';
import { only, type Properties } from '../../support/templates';

const REPOSITORY = 'AWS::ECR::Repository';

function repositoryTemplate(props?: ImageRepositoryProps, profile = Profile.PRODUCTION): Template {
  const stack = new Stack();
  profile.applyTo(stack);
  new ImageRepository(stack, 'Images', props);
  return Template.fromStack(stack);
}

const rulesOf = (template: Template) =>
  JSON.parse(only(template, REPOSITORY).Properties.LifecyclePolicy.LifecyclePolicyText).rules;

// R-ECS-2
test.each([RemovalPolicy.SNAPSHOT, 'DELETE' as RemovalPolicy])(
  'a repository fails for the removal policy %s',
  (removalPolicy) => {
    expect(() => new ImageRepository(new Stack(new App(), 'Stack'), 'Images', { removalPolicy })).toThrow(new Error(
      'Stack/Images (ImageRepository) has an invalid prop:\n'
      + `  "removalPolicy" must be one of destroy, retain, retain-on-update-or-delete, got "${removalPolicy}": Amazon `
      + 'ECR makes no snapshots'));
  },
);

describe('image repository', () => {
  const template = repositoryTemplate();

  test('has tags that never change their image, and scans what is pushed', () => {
    expect(only(template, REPOSITORY).Properties).toMatchObject({
      ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true },
    });
  });

  test('keeps 30 images, and untagged ones for 7 days', () => {
    expect(rulesOf(template).map(({ selection }: Properties) => selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 7, countUnit: 'days' },
      { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 30 },
    ]);
  });

  test('has no physical name', () => {
    expect(only(template, REPOSITORY).Properties).not.toHaveProperty('RepositoryName');
  });

  test.each([
    [Profile.DEVELOPMENT, 'Delete', true], [Profile.STAGING, 'Retain', undefined],
    [Profile.PRODUCTION, 'Retain', undefined], [Profile.REGULATED, 'Retain', undefined],
  ])('%#: is retained, except in development', (profile, policy, empty) => {
    const [resource] = Object.values(repositoryTemplate({}, profile).findResources(REPOSITORY));

    expect([resource.DeletionPolicy, resource.UpdateReplacePolicy, resource.Properties.EmptyOnDelete]).toEqual(
      [policy, policy, empty],
    );
  });

  test('is encrypted with the key of the stack under REGULATED, and with a given key anywhere', () => {
    expect(only(repositoryTemplate({}, Profile.REGULATED), REPOSITORY).Properties.EncryptionConfiguration)
      .toMatchObject(
        {
          EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': [expect.stringMatching(/^EncryptionKey/), 'Arn'] },
        },
      );
    const encryptionKey = Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1');

    const { Properties: properties } = only(repositoryTemplate({ encryptionKey }), REPOSITORY);

    expect(properties.EncryptionConfiguration).toMatchObject({ KmsKey: encryptionKey.keyArn });
  });

  test('explicit values win', () => {
    const explicit = repositoryTemplate({
      keepImages: 5, untaggedExpiry: Duration.days(1), removalPolicy: RemovalPolicy.DESTROY,
    });

    expect(rulesOf(explicit).map(({ selection }: Properties) => selection.countNumber)).toEqual([1, 5]);
    expect(Object.values(explicit.findResources(REPOSITORY))[0]).toMatchObject({ DeletionPolicy: 'Delete' });
  });

  test.each<[ImageRepositoryProps, string]>([
    [{ keepImages: 0 }, '"keepImages" must be an integer from 1 to 1000, got 0'],
    [{ keepImages: 1001 }, '"keepImages" must be an integer from 1 to 1000, got 1001'],
    [{ keepImages: 1.5 }, '"keepImages" must be an integer from 1 to 1000, got 1.5'],
    [{ untaggedExpiry: Duration.days(0) }, '"untaggedExpiry" must be whole days from 1 to 365, got 0 seconds'],
    [{ untaggedExpiry: Duration.days(366) }, '"untaggedExpiry" must be whole days from 1 to 365, got 366 days'],
    [{ untaggedExpiry: Duration.hours(36) }, '"untaggedExpiry" must be whole days from 1 to 365, got 1 day 12 hours'],
  ])('fails for %j', (props, problem) => {
    expect(() => repositoryTemplate(props))
      .toThrow(new Error(`Default/Images (ImageRepository) has an invalid prop:\n  ${problem}`));
  });

  test('accepts the limits', () => {
    const stack = new Stack();
    new ImageRepository(stack, 'Few', { keepImages: 1, untaggedExpiry: Duration.days(365) });
    new ImageRepository(stack, 'Many', { keepImages: 1000, untaggedExpiry: Duration.days(1) });

    Template.fromStack(stack).resourceCountIs(REPOSITORY, 2);
  });

  test('fails for values that are known at deployment only, because they stand inside a text', () => {
    const stack = new Stack();
    const later = new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber;

    expect(() => new ImageRepository(stack, 'Images', { keepImages: later, untaggedExpiry: Duration.days(later) }))
      .toThrow(
        /"keepImages" must be known at synthesis.*\n.*"untaggedExpiry" must be known at synthesis/);
  });
});
