// R-SEC-1: what the rule packs say about a tier itself, beside its load balancer.
import { App, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { audit, type Finding } from '../../demo/audit';
import { Bootstrap, Compute, ElasticWebTier, Network, Profile, TierImage } from '../../src';
import { CONTEXT, ENVIRONMENT } from './support';

function findingsOf(profile: Profile, compute: Compute): Finding[] {
  const app = new App({ context: CONTEXT });
  profile.applyTo(app);
  const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
  const { vpc } = new Network(stack, 'Network');
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'shop');
  new ElasticWebTier(stack, 'Shop', {
    vpc, bootstrap: Bootstrap.container(TierImage.fromRepository(repository, '1.4.2')), compute,
  });
  app.synth();
  return audit(app).filter(({ resource }) => resource.startsWith('Stack/Shop/'));
}

const reported = (findings: Finding[]) =>
  [...new Set(findings.filter(({ acknowledged }) => !acknowledged).map(({ rule }) => rule))].sort();

describe('the rule packs', () => {
  test.each([
    ['a group in production', Profile.PRODUCTION, Compute.autoScaling(), ['CloudWatchLogGroupEncrypted']],
    ['a regulated group', Profile.REGULATED, Compute.autoScaling(), []],
    [
      'a single instance in production', Profile.PRODUCTION, Compute.singleInstance(),
      ['CloudWatchLogGroupEncrypted', 'EC2EBSInBackupPlan'],
    ],
    ['a regulated single instance', Profile.REGULATED, Compute.singleInstance(), ['EC2EBSInBackupPlan']],
  ])('report of %s what is listed, and nothing else', (_, profile, compute, rules) => {
    expect(reported(findingsOf(profile, compute))).toEqual(rules);
  });

  test('find rights on all resources on the one policy of the role only, and that is acknowledged', () => {
    const acknowledged = findingsOf(Profile.PRODUCTION, Compute.singleInstance())
      .filter((finding) => finding.acknowledged);

    expect(acknowledged.map(({ id, resource }) => `${id} ${resource}`))
      .toEqual(['AwsSolutions-IAM5[Resource::*] Stack/Shop/Role/Rights/Resource']);
  });
});
