import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { AwsService } from './aws-service';

/**
 * Where the values of secrets are fetched from before an application starts. A value that is no secret is left out
 * here, because the rules of the variables reject it.
 */
export function servicesOfSecrets(secrets: readonly Secret[]): AwsService[] {
  // the service stands in the ARN of a parameter as text, even where the rest is a token; the ARN of a secret may be a
  // token as a whole.
  const names = secrets.map((secret) => (secret as Secret | undefined | null)?.arn).filter((arn) => arn !== undefined)
    .map((arn) => arn.includes(':ssm:') ? AwsService.SSM : AwsService.SECRETS_MANAGER);
  return [...new Set(names)];
}
