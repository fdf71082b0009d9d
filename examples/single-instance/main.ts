// One EC2 instance with its data, as for development: a Compose project behind a load balancer (R-EC2-1, R-EC2-4,
// R-EC2-5)
import path from 'node:path';
import { type App, Size, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Bootstrap, Compute, DataVolume, ElasticWebTier, Ingress, Network, Profile } from '../../src';

export function build(app: App): void {
  Profile.DEVELOPMENT.applyTo(app);

  // with account and region, so that the machine image is looked up once and kept in cdk.context.json.
  const stack = new Stack(app, 'Wiki', { env: { account: '111122223333', region: 'eu-west-1' } });
  const network = new Network(stack, 'Network');
  const wiki = new ElasticWebTier(stack, 'Wiki', {
    vpc: network.vpc,
    bootstrap: Bootstrap.compose(path.join(__dirname, 'compose.yaml'), {
      repositories: [Repository.fromRepositoryName(stack, 'Repository', 'wiki')],
    }),
    compute: Compute.singleInstance({ dataVolume: DataVolume.sized({ size: Size.gibibytes(30), mountPath: '/data' }) }),
    ingress: Ingress.http(),
    environment: { WIKI_TITLE: 'How we work' },
    owner: 'platform-team',
  });
  wiki.exportOutputs();
}
