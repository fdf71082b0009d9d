import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ServiceImage } from '../../../src/fargate-service';
import { rendered } from '../../support/templates';

const stack = new Stack();
const token = new CfnParameter(stack, 'P');
const DIGEST = `sha256:${'a1'.repeat(32)}`;

describe('service image', () => {
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'shop');

  test.each([
    'nginx', 'nginx:1.27.3', 'library/nginx', 'public.ecr.aws/nginx/nginx:1.27.3', 'localhost:5000/a/b',
    `ghcr.io/a/b@${DIGEST}`, 'a/b:1@' + DIGEST, 'a__b/c-d',
  ])('accepts the reference %s', (name) => {
    expect(rendered(ServiceImage.fromRegistry(name)._variant.problems('image'))).toEqual([]);
  });

  test.each([
    '', ' ', 'nginx latest', 'Nginx', 'nginx:', 'nginx:-1', `nginx:${'a'.repeat(129)}`, 'nginx@sha256:12', '/nginx',
    'a//b', 'https://ghcr.io/a',
  ])(
    'fails for the reference "%s"', (name) => {
      expect(rendered(ServiceImage.fromRegistry(name)._variant.problems('image'))).toEqual([
        `"image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "${name}"`,
      ]);
    });

  test('fails for a private ECR image by name, which could not be pulled', () => {
    const name = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1';

    expect(rendered(ServiceImage.fromRegistry(name)._variant.problems('image'))).toEqual([
      `"image" must be an image of a public registry or of one with credentials, got "${name}": `
      + 'give private ECR images with ServiceImage.fromRepository, which also grants the right to pull them',
    ]);
  });

  test.each(['', '.1', '-1', 'a b', 'a'.repeat(129), 'sha256:12'])('fails for the tag "%s"', (tag) => {
    const expected = [
      '"image.tag" must be a tag of 1 to 128 letters, digits, ".", "_", "-", or a digest "sha256:" with 64 '
      + 'hexadecimal digits, '
      + `got "${tag}"`,
    ];

    expect(rendered(ServiceImage.fromRepository(repository, tag)._variant.problems('image'))).toEqual(expected);
    expect(rendered(ServiceImage.managedRepository({ tag })._variant.problems('image'))).toEqual(expected);
  });

  test.each(['1', 'v1.2.3', 'a'.repeat(128), '_x', DIGEST])('accepts the tag %s', (tag) => {
    expect(rendered(ServiceImage.fromRepository(repository, tag)._variant.problems('image'))).toEqual([]);
  });

  test('accepts references and tags that are known at deployment only', () => {
    expect(rendered([
      ...ServiceImage.fromRegistry(token.valueAsString)._variant.problems('image'),
      ...ServiceImage.fromRegistry(`ghcr.io/a/b:${token.valueAsString}`)._variant.problems('image'),
      ...ServiceImage.fromRepository(repository, token.valueAsString)._variant.problems('image'),
      ...ServiceImage.managedRepository({ tag: token.valueAsString })._variant.problems('image'),
    ])).toEqual([]);
  });

  test('checks how the managed repository keeps images', () => {
    const image = ServiceImage.managedRepository({ keepImages: 0, untaggedExpiry: Duration.days(366) });

    expect(rendered(image._variant.problems('image'))).toEqual([
      '"image.keepImages" must be an integer from 1 to 1000, got 0',
      '"image.untaggedExpiry" must be whole days from 1 to 365, got 366 days',
    ]);
  });

  test('rejects a directory or a Dockerfile that is not there', () => {
    const problems = (directory: string, file?: string) =>
      rendered(ServiceImage.fromAsset(directory, { file })._variant.problems('image'));

    expect(problems('/nowhere')).toEqual([
      '"image.directory" must be a directory with a Dockerfile, got "/nowhere"',
    ]);
    expect(problems(__dirname)).toEqual([
      `"image.file" must be the path of a Dockerfile in "${__dirname}", got "Dockerfile"`,
    ]);
    expect(problems(__dirname, 'service-image.test.ts')).toEqual([]);
  });
});
