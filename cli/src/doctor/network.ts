import type { Deployed } from '../aws/stacks';
import type { Fact } from './facts';

const ENDPOINT = 'AWS::EC2::VPCEndpoint';
const NEEDED = ['ecr.api', 'ecr.dkr', 'logs', 's3'];

/** How tasks may reach AWS, as far as the templates of the stacks say. */
export function networkFacts(deployed: Deployed): Fact[] {
  const vpc = deployed.of('AWS::EC2::VPC')[0];
  if (!vpc) return [];
  const nat = deployed.of('AWS::EC2::NatGateway').length;
  const services = deployed.templates.flatMap(({ Resources = {} }) => Object.values(Resources))
    .filter(({ Type }) => Type === ENDPOINT).map(({ Properties }) => JSON.stringify(Properties?.ServiceName ?? ''));
  const missing = NEEDED.filter((name) => !services.some((service) => service.includes(`.${name}`)));
  if (nat > 0) return [fact(vpc.path, `the VPC has ${nat} NAT gateways; look at the route of the subnets`)];
  return [fact(vpc.path, missing.length === 0
    ? 'the VPC has endpoints for ECR, logs and S3, and no NAT gateway'
    : `the VPC has no NAT gateway, and no endpoint for ${missing.join(', ')}`)];
}

function fact(subject: string, text: string): Fact {
  return { source: 'network', subject, field: 'GetTemplate', text };
}
