// R-DEL-1: every image that a page, an example or a docstring names answers where the load balancer asks. Servers of
// our own are run: test/quick-start, test/voting-app.
import fs from 'node:fs';
import path from 'node:path';
import { OTHERS, SERVERS, usesIn } from '../support/images';

const ROOT = path.join(__dirname, '../..');
const FOLDERS = ['docs', 'examples', 'src', 'assets/voting-app/Dockerfile', 'README.md', 'test/support/samples.ts'];
const IMAGE = /\b(?:public\.ecr\.aws|docker\.io|quay\.io|ghcr\.io|mcr\.microsoft\.com)\/[\w./-]*\w/g;

function filesBelow(file: string): string[] {
  if (!fs.statSync(path.join(ROOT, file)).isDirectory()) return [file];
  return fs.readdirSync(path.join(ROOT, file)).flatMap((name) => filesBelow(`${file}/${name}`))
    .filter((name) => /(\.ts|\.md|\.ya?ml|Dockerfile)$/.test(name));
}

const texts = FOLDERS.flatMap(filesBelow).map((file) => ({
  file, text: fs.readFileSync(path.join(ROOT, file), 'utf8'),
}));

describe('the images that texts name', () => {
  test('are all known, and no others', () => {
    // of the registry itself, a page says where tags are found.
    const named = new Set(texts.flatMap(({ text }) => text.match(IMAGE) ?? []));

    expect([...named].sort()).toEqual([...Object.keys(SERVERS), ...Object.keys(OTHERS)].sort());
  });

  const uses = texts.flatMap(({ file, text }) => usesIn(text).map((use) => ({ file, ...use })));

  test('are found where they are used', () => {
    expect(uses.length).toBeGreaterThan(5);
    expect(uses.every(({ image }) => image in SERVERS || image in OTHERS)).toBe(true);
  });

  test.each(uses.filter(({ image }) => image in SERVERS))('listen where $file says: $image', ({ image, port }) => {
    if (port !== undefined) expect(port).toBe(SERVERS[image].port);
  });

  test.each(uses.filter(({ healthPath }) => healthPath !== undefined))(
    'are healthy where $file asks: $image', ({ image, healthPath }) => {
      expect(SERVERS[image].healthy).toContain(healthPath);
    },
  );
});

describe('the reader of texts', () => {
  const nginx = "fromRegistry('public.ecr.aws/docker/library/nginx:1.29')";

  test.each<[string, { port?: number; healthPath?: string }]>([
    [`new FargateService(this, 'A', { image: ServiceImage.${nginx}, ingress: Ingress.http() })`,
      { port: 8080, healthPath: '/health' }],
    [`new FargateService(this, 'A', { image: ServiceImage.${nginx}, port: 80 })`, { port: 80 }],
    [`new FargateService(this, 'A', { image: ServiceImage.${nginx}, port: 80, `
      + "ingress: Ingress.https({ domainName, healthCheck: { interval, path: '/up' } }) })",
    { port: 80, healthPath: '/up' }],
    [`new ElasticWebTier(this, 'A', { port: 9000, bootstrap: Bootstrap.container(TierImage.${nginx}, `
      + '{ containerPort: 81 }), ingress })', { port: 81, healthPath: '/health' }],
    [`new ecs_patterns.ApplicationLoadBalancedFargateService(this, 'A', { image: ecs.ContainerImage.${nginx} })`,
      { port: 80, healthPath: '/' }],
    [`Sidecar.of({ name: 'a', image: ServiceImage.${nginx} })`, {}],
  ])('understands %s', (text, expected) => {
    expect(usesIn(text)).toEqual([{ image: 'public.ecr.aws/docker/library/nginx', ...expected }]);
  });

  test('takes a name alone for no use', () => {
    expect(usesIn(`\`ServiceImage.${nginx}\` is an image`)).toEqual([]);
  });
});
