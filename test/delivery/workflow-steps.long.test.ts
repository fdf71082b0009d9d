// R-DEL-2: every step of the workflows runs, in order, with stand-ins for npm, docker, AWS and GitHub.
import fs from 'node:fs';
import path from 'node:path';
import { workflowFiles } from '../../cli/src/workflow/files';
import { planOf } from '../../cli/src/workflow/read';
import { folder } from '../../cli/test/support';
import { assemblyOf, withImages } from '../../cli/test/workflow/apps';
import { play, type Outcome, type World } from '../../cli/test/workflow/runner';
import { stacksIn } from '../../src/template';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const CHOICES = {
  test: 'npm test', health: '/health', rate: 20, duration: 60, latency: 1000, cdk: '2.1148.1',
};
const files = workflowFiles(planOf(stacksIn(assemblyOf(withImages('shop', 'web-ui')))), CHOICES);
const plain = workflowFiles(planOf(stacksIn(assemblyOf())), CHOICES);
const strict = workflowFiles(planOf(stacksIn(assemblyOf())), { ...CHOICES, failOnDanger: true });

const GITHUB = {
  'actor': 'jane',
  'sha': SHA, 'ref': 'refs/heads/main', 'repository': 'acme/shop', 'token': 'token',
  'event.pull_request.number': '7', 'event.pull_request.head.repo.full_name': 'acme/shop',
};
const VARS = {
  PULL_REQUEST_ROLE: 'role/pr', BUILD_ROLE: 'role/build', DEPLOY_ROLE: 'role/deploy',
  SHOP_REPOSITORY: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop',
  WEB_UI_REPOSITORY: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web-ui',
};
const GOOD_LOAD = { requests: { total: 1200 }, non2xx: 0, errors: 0, latency: { p99: 80 } };

/** A folder that stands for AWS. */
function outsideWith(load: object = GOOD_LOAD): string {
  const outside = folder();
  fs.writeFileSync(path.join(outside, 'load.json'), JSON.stringify(load));
  return outside;
}

function run(text: string, world: Partial<World> = {}): Outcome {
  return play(text, { github: GITHUB, vars: VARS, outside: outsideWith(), ...world });
}

const without = (log: readonly string[], pattern: RegExp) => log.filter((line) => !pattern.test(line));
const deployments = (log: readonly string[]) => log.filter((line) => /: cdk deploy/.test(line));
const DEPLOY = 'cdk deploy --app cdk.out --exclusively --require-approval never --outputs-file outputs.json';
const NOTHING = { test: 'skipped', images: 'skipped', assembly: 'skipped' };

describe('a change of the branch', () => {
  const outside = outsideWith();
  const outcome = run(files['delivery.yml'], { outside });
  const digestOf = (image: string) => outcome.log.find((line) => line.startsWith('assembly: npx cdk synth'))!
    .match(new RegExp(`${image}-digest=(sha256:[0-9a-f]{64})`))![1];

  test('is tested, built, scanned, pushed, and deployed to one environment after the other', () => {
    expect(outcome.errors).toBe('');
    expect(without(outcome.log, /describe-images|get-login-password|: with /)).toEqual([
      'test: npm ci', 'test: npm test',
      `images: docker buildx build --platform linux/amd64 --provenance=false --load --tag shop:${SHA} services/shop`,
      `images: anchore/sbom-action shop:${SHA}`, `images: anchore/scan-action shop:${SHA}`,
      'images: docker buildx build --platform linux/amd64 --provenance=false --load '
      + `--tag web-ui:${SHA} services/web-ui`,
      `images: anchore/sbom-action web-ui:${SHA}`, `images: anchore/scan-action web-ui:${SHA}`,
      'images: login role/build in eu-west-1',
      'images: docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com',
      `images: docker tag shop:${SHA} ${VARS.SHOP_REPOSITORY}:shop-${SHA}`,
      `images: docker push ${VARS.SHOP_REPOSITORY}:shop-${SHA}`,
      'images: docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com',
      `images: docker tag web-ui:${SHA} ${VARS.WEB_UI_REPOSITORY}:web-ui-${SHA}`,
      `images: docker push ${VARS.WEB_UI_REPOSITORY}:web-ui-${SHA}`,
      'assembly: npm ci',
      `assembly: npx cdk synth --quiet --context shop-digest=${digestOf('shop')} --context web-ui-digest=${
        digestOf('web-ui')}`,
      'deploy-staging: login role/deploy in eu-west-1',
      `deploy-staging: ${DEPLOY} Staging`,
      'deploy-staging: curl https://deploy-staging.example.com/health',
      'deploy-staging: autocannon --json --connections 10 --overallRate 20 --duration 60 '
      + 'https://deploy-staging.example.com/health',
      'deploy-production: login role/deploy in eu-west-1',
      `deploy-production: ${DEPLOY} Production`,
      'deploy-production: curl https://deploy-production.example.com/health',
    ]);
  });

  test('runs the same images in each environment, by digest', () => {
    const deployed = outcome.log.filter((line) => line.includes(': with '));

    const context = `--context shop-digest=${digestOf('shop')} --context web-ui-digest=${digestOf('web-ui')}`;
    expect(deployed.map((line) => line.replace(/^[^:]*/, '')))
      .toEqual([`: with cdk synth --quiet ${context}`, `: with cdk synth --quiet ${context}`]);
    expect(digestOf('shop')).not.toBe(digestOf('web-ui'));
  });

  test('pushes nothing when it runs again, because tags never change', () => {
    const again = run(files['delivery.yml'], { outside });

    expect(again.errors).toBe('');
    expect(again.log.filter((line) => /docker push/.test(line))).toEqual([]);
    expect(again.log).toContain(outcome.log.find((line) => line.startsWith('assembly: npx cdk synth')));
    expect(deployments(again.log)).toHaveLength(2);
  });

  test('without images goes from the tests to the assembly', () => {
    const { jobs, log, errors } = run(plain['delivery.yml']);

    expect(errors).toBe('');
    expect(jobs).toEqual({
      'test': 'success', 'assembly': 'success', 'deploy-staging': 'success', 'deploy-production': 'success',
    });
    expect(log.filter((line) => /docker|aws|role\/build/.test(line))).toEqual([]);
  });
});

describe('nothing goes on', () => {
  test.each<[name: string, world: Partial<World>, failing: string, deployed: number]>([
    ['after tests that fail', { env: { FAILING: 'test' } }, 'test', 0],
    ['after packages that cannot be installed', { env: { FAILING: 'ci' } }, 'test', 0],
    ['after a scan that finds something', { env: { VULNERABLE: 'anchore/scan-action' } }, 'images', 0],
    ['with something else than a digest', { env: { DIGEST: 'None' } }, 'images', 0],
    ['with a digest and more', { env: { DIGEST: `sha256:${'a'.repeat(64)} --all` } }, 'images', 0],
    ['without an address', { env: { ADDRESS_OF_SHOP: '' } }, 'deploy-staging', 1],
    ['with an address that is none', { env: { ADDRESS_OF_SHOP: 'https://a.example.com/$(id)' } }, 'deploy-staging', 1],
    ['while staging does not answer', { env: { SICK: 'deploy-staging' } }, 'deploy-staging', 1],
    ['when staging is too slow', { outside: outsideWith({ ...GOOD_LOAD, latency: { p99: 1001 } }) },
      'deploy-staging', 1],
    ['when staging answers with errors', { outside: outsideWith({ ...GOOD_LOAD, non2xx: 1 }) }, 'deploy-staging', 1],
    ['when staging does not answer all', { outside: outsideWith({ ...GOOD_LOAD, errors: 1 }) }, 'deploy-staging', 1],
    ['when there was no load', { outside: outsideWith({ ...GOOD_LOAD, requests: { total: 0 } }) }, 'deploy-staging', 1],
    ['while production does not answer', { env: { SICK: 'deploy-production' } }, 'deploy-production', 2],
  ])('%s', (_, world, failing, deployed) => {
    const { jobs, log } = run(files['delivery.yml'], world);

    expect(Object.entries(jobs).filter(([, state]) => state === 'failure').map(([id]) => id)).toEqual([failing]);
    expect(deployments(log)).toHaveLength(deployed);
  });

  test('on another branch, also by hand', () => {
    const { jobs, log } = run(files['delivery.yml'], { github: { ...GITHUB, ref: 'refs/heads/feature' } });

    expect(log).toEqual([]);
    expect(jobs).toEqual({ ...NOTHING, 'deploy-staging': 'skipped', 'deploy-production': 'skipped' });
  });
});

describe('a pull request', () => {
  test('is tested, scanned and compared, and gets a comment with changes and cost', () => {
    const outside = outsideWith();
    const { log, errors } = run(files['pull-request.yml'], { outside });

    expect(errors).toBe('');
    expect(log.filter((line) => line.startsWith('test:'))).toEqual([
      'test: npm ci', 'test: npm test', 'test: npx cdk synth --quiet',
      expect.stringMatching(/^test: git worktree add --force --detach \S+\/base HEAD\^1$/), 'test: npm ci',
      'test: npx cdk synth --quiet', 'test: npx upgrade-check --markdown',
    ]);
    expect(log).toContain('images: anchore/scan-action shop:pull-request');
    expect(log.filter((line) => line.startsWith('diff:'))).toEqual([
      'diff: login role/pr in eu-west-1', 'diff: cdk diff --app cdk.out --exclusively --method template Staging',
      'diff: with cdk synth --quiet', 'diff: gh api repos/acme/shop/issues/7/comments?per_page=100',
      'diff: gh --silent --method POST repos/acme/shop/issues/7/comments --field body=@comment.md',
    ]);
    expect(fs.readFileSync(path.join(outside, 'comment.md'), 'utf8')).toBe(
      '<!-- cdk-elastic-web -->\n### What the update would break\n\nit keeps all\n\n'
      + '### What would change in staging\n\n~~~~~diff\n+ AWS::ECS::Service\n\n~~~~~\n\n'
      + '### What a month costs\n\n| service | USD |\n');
  });

  test('from a fork is tested, and gets no role', () => {
    const { jobs, log } = run(files['pull-request.yml'], {
      github: { ...GITHUB, 'event.pull_request.head.repo.full_name': 'mallory/shop' },
    });

    expect(jobs).toEqual({ test: 'success', images: 'success', diff: 'skipped' });
    expect(log.filter((line) => /login|gh /.test(line))).toEqual([]);
  });

  test('from Dependabot gets none either, because GitHub gives it no token', () => {
    const { jobs } = run(files['pull-request.yml'], { github: { ...GITHUB, actor: 'dependabot[bot]' } });

    expect(jobs.diff).toBe('skipped');
  });

  test('fails with a vulnerable image', () => {
    const { jobs } = run(files['pull-request.yml'], { env: { VULNERABLE: 'anchore/scan-action' } });

    expect(jobs.images).toBe('failure');
  });
});

describe('the comment on a pull request', () => {
  /** What is written if the command line of the CDK and of the library write these texts. */
  function commentOf(texts: { readonly [file: string]: string }): string {
    const outside = outsideWith();
    for (const [file, text] of Object.entries(texts)) fs.writeFileSync(path.join(outside, file), text);
    expect(run(plain['pull-request.yml'], { outside }).errors).toBe('');
    return fs.readFileSync(path.join(outside, 'comment.md'), 'utf8');
  }
  /** Lines of a block of code, by the rules of CommonMark. */
  function block(comment: string): string[] {
    const lines = comment.split(/\r\n|\r|\n/);
    const from = lines.indexOf('~~~~~diff') + 1;
    return lines.slice(from, lines.findIndex((line, i) => i >= from && /^ {0,3}~{5,}[ \t]*$/.test(line)));
  }

  test('stays one block of code, whatever lines are in the diff', () => {
    const lines = block(commentOf({
      'diff.txt': '+ one\n~~~~~\n   ~~~~~~~\n~~~~~\t\n```\n+ x\r~~~~~\ry\n# loud\n',
    }));

    expect(lines).toEqual([
      '+ one', '    ~~~~~', '       ~~~~~~~', '    ~~~~~\t', '```', '+ x~~~~~y', '# loud', '',
    ]);
  });

  test('is never longer than GitHub takes, however long its parts are', () => {
    const long = 'äöü €\n'.repeat(30_000);
    const comment = commentOf({ 'diff.txt': long, 'cost.md': long, 'upgrade.md': long });

    expect(comment.length).toBeLessThan(65_536);
    expect(comment.match(/\(cut here: the summary of this run has the rest\)/g)).toHaveLength(3);
    expect(comment).toMatch(/### What would change[^]*### What a month costs/);
  });

  test('is written again, and comments of others stay', () => {
    const written = (id: number, login: string, body: string) => ({ id, user: { login }, body });
    const mark = '<!-- cdk-elastic-web -->';
    const { log } = run(plain['pull-request.yml'], { env: { COMMENTS: JSON.stringify([
      written(1, 'github-actions[bot]', 'coverage: 90 %'), written(2, 'mallory', mark),
      written(3, 'github-actions[bot]', `${mark}\n### What`), written(4, 'github-actions[bot]', `quotes ${mark}`),
    ]) } });

    expect(log.filter((line) => line.includes('gh --silent'))).toEqual([
      'diff: gh --silent --method PATCH repos/acme/shop/issues/comments/3 --field body=@comment.md',
    ]);
  });
});

describe('an update that would break something', () => {
  const jobsOf = (text: string, env: World['env']) => run(text, { env }).jobs;

  test('is said, and fails by choice beside the comment', () => {
    const outside = outsideWith();
    const { jobs, log } = run(strict['pull-request.yml'], { outside, env: { BREAKS: '1' } });

    expect(jobs).toEqual({ test: 'success', upgrade: 'failure', diff: 'success' });
    expect(log.filter((line) => line.includes('gh --silent'))).toHaveLength(1);
    expect(jobsOf(plain['pull-request.yml'], { BREAKS: '1' })).toEqual({ test: 'success', diff: 'success' });
    expect(jobsOf(strict['pull-request.yml'], {})).toEqual({ test: 'success', upgrade: 'skipped', diff: 'success' });
  });

  test('is measured with the list of what is meant, if the project has one', () => {
    expect(run(plain['pull-request.yml'], { env: { ALLOWED: 'yes' } }).log)
      .toContain('test: npx upgrade-check --markdown --allow upgrade.yaml');
  });

  test('is not known if the branch itself cannot be synthesized, and the rest goes on', () => {
    const outside = outsideWith();
    const { jobs, output } = run(strict['pull-request.yml'], { outside, env: { BROKEN: 'yes' } });

    expect(jobs).toEqual({ test: 'success', upgrade: 'skipped', diff: 'success' });
    expect(output).toContain('::warning::The branch itself cannot be synthesized');
    expect(fs.readFileSync(path.join(outside, 'comment.md'), 'utf8')).toContain('Not known, because the branch itself');
  });

  test('of which the list is wrong fails the tests', () => {
    expect(jobsOf(plain['pull-request.yml'], { BREAKS: '2' })).toEqual({ test: 'failure', diff: 'skipped' });
  });
});

describe('a run that was overtaken', () => {
  /** A run of Delivery while there are others. */
  const beside = (runs: object, jobs: object) => run(plain['delivery.yml'], {
    run: '9', env: { RUNS: JSON.stringify(runs), JOBS_OF_RUN: JSON.stringify(jobs) },
  });
  const runs = [{ run_number: 8, id: 1008 }, { run_number: 9, id: 1009 }, { run_number: 10, id: 1010 }];

  test('does not bring an environment back to an older commit', () => {
    const { jobs, log, errors } = beside(runs, [{ name: 'Deploy staging', conclusion: 'success' }]);

    expect(jobs).toMatchObject({ 'deploy-staging': 'failure', 'deploy-production': 'skipped' });
    expect(errors).toContain('::error::Run 1010 has deployed a newer commit. To go back to this one, start the '
      + 'workflow Rollback.');
    expect(log.filter((line) => /login|: cdk/.test(line))).toEqual([]);
  });

  test('stops where the newer one is, and no earlier', () => {
    const { jobs } = beside(runs, [{ name: 'Deploy production', conclusion: 'success' }]);

    expect(jobs).toMatchObject({ 'deploy-staging': 'success', 'deploy-production': 'failure' });
  });

  test.each([
    ['an older one', [{ run_number: 8, id: 1008 }], [{ name: 'Deploy staging', conclusion: 'success' }]],
    ['itself, for it may run again', [{ run_number: 9, id: 1009 }],
      [{ name: 'Deploy staging', conclusion: 'success' }]],
    ['a newer one that failed', runs, [{ name: 'Deploy staging', conclusion: 'failure' }]],
    ['a newer one that has not come so far', runs, [{ name: 'Test', conclusion: 'success' }]],
  ])('goes on beside %s', (_, others, jobs) => {
    const { jobs: ended, errors } = beside(others, jobs);

    expect([ended['deploy-staging'], ended['deploy-production'], errors]).toEqual(['success', 'success', '']);
  });
});

describe('a rollback', () => {
  const artifacts = new Map<string, string>();
  run(files['delivery.yml'], { artifacts, run: '41', env: { DIGEST: `sha256:${'a'.repeat(64)}` } });
  run(files['delivery.yml'], { artifacts, run: '42', env: { DIGEST: `sha256:${'b'.repeat(64)}` } });
  const DEPLOYED = JSON.stringify(['staging', 'production'].map((name) =>
    ({ name: `Deploy ${name}`, conclusion: 'success' })));
  const info = {
    path: '.github/workflows/delivery.yml', head_branch: 'main', head_repository: { full_name: 'acme/shop' },
    event: 'push',
  };
  const back = (
    inputs: { environment?: string; run?: string }, told: object = {}, github: object = {}, jobs = DEPLOYED,
  ) =>
    run(files['rollback.yml'], {
      artifacts, run: '50', inputs: { environment: 'production', run: '41', ...inputs },
      github: { ...GITHUB, ...github }, env: { RUN_INFO: JSON.stringify({ ...info, ...told }), JOBS_OF_RUN: jobs },
    });

  test('deploys the assembly and the images of the earlier run to one environment', () => {
    const { log, errors } = back({});

    expect(errors).toBe('');
    expect(log).toEqual([
      'rollback: gh api repos/acme/shop/actions/runs/41',
      'rollback: login role/deploy in eu-west-1',
      `rollback: ${DEPLOY} Production`,
      expect.stringContaining(`shop-digest=sha256:${'a'.repeat(64)}`),
      'rollback: curl https://rollback.example.com/health',
    ]);
  });

  test('of a run that was started by hand works too, and of one whose path has a branch', () => {
    expect(back({}, { event: 'workflow_dispatch' }).jobs).toEqual({ rollback: 'success' });
    expect(back({}, { path: `${info.path}@main` }).jobs).toEqual({ rollback: 'success' });
  });

  test.each<[name: string, inputs: object, told: object]>([
    ['something else than a number', { run: '41; id' }, {}],
    ['a way out of the address', { run: '../41' }, {}],
    ['nothing', { run: '' }, {}],
    ['a run of another branch', {}, { head_branch: 'evil' }],
    ['a run of another workflow', {}, { path: '.github/workflows/evil.yml' }],
    ['a run of a fork', {}, { head_repository: { full_name: 'mallory/shop' } }],
    ['a run of a pull request', {}, { event: 'pull_request' }],
    ['a run of a target of pull requests', {}, { event: 'pull_request_target' }],
    ['a run whose files are gone', { run: '40' }, {}],
    ['another environment', { environment: 'other' }, {}],
  ])('refuses %s', (_, inputs, told) => {
    const { jobs, log } = back(inputs, told);

    expect(jobs).toEqual({ rollback: 'failure' });
    expect(deployments(log)).toEqual([]);
  });

  test.each([
    ['was never deployed there', [{ name: 'Deploy staging', conclusion: 'success' }]],
    ['was stopped by its checks there', [{ name: 'Deploy production', conclusion: 'failure' }]],
    ['was deployed to an environment whose name is longer', [{ name: 'Deploy production-2', conclusion: 'success' }]],
  ])('refuses what %s', (_, jobs) => {
    const { jobs: ended, log, errors } = back({}, {}, {}, JSON.stringify(jobs));

    expect(ended).toEqual({ rollback: 'failure' });
    expect(errors).toContain('::error::Run 41 has not deployed production, or its checks failed there.');
    expect(log.filter((line) => /login|: cdk/.test(line))).toEqual([]);
  });

  test('is refused on another branch', () => {
    expect(back({}, {}, { ref: 'refs/heads/feature' }).jobs).toEqual({ rollback: 'skipped' });
  });
});

test.each(['CloudFormation Validate', 'Construct Annotations', 'cdk-elastic-web cost'])(
  'the app is warned when nothing audits it but %s', (PLUGIN) => {
    const warned = run(plain['delivery.yml'], { env: { PLUGIN } });

    expect(warned.jobs.assembly).toBe('success');
    expect(warned.output).toContain('::warning::The app registers no rules of cdk-nag');
    expect(run(plain['delivery.yml']).output).not.toContain('::warning::');
  });
