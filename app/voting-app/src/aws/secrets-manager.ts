import type { CredentialSource } from './credentials.ts';
import { signHeaders } from './sigv4.ts';

const TIMEOUT_MS = 5_000;

/** The current version of a secret, as text. The region is that of the ARN. */
export async function getSecretValue(arn: string, credentials: CredentialSource, endpoint?: string): Promise<string> {
  const [, partition, , region] = arn.split(':');
  const url = new URL(endpoint ?? `https://secretsmanager.${region}.${dnsSuffix(partition)}/`);
  const body = JSON.stringify({ SecretId: arn });
  const plain = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' };
  const scope = { region, service: 'secretsmanager', now: new Date() };
  const headers = signHeaders({ method: 'POST', url, headers: plain, body }, await credentials(), scope);
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const answer = (await response.json().catch(() => ({}))) as { SecretString?: string; __type?: string };
  if (!response.ok) throw new Error(`Secrets Manager answered ${response.status} ${answer.__type ?? ''}`.trim());
  if (answer.SecretString === undefined) throw new Error('the secret holds no text');
  return answer.SecretString;
}

function dnsSuffix(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
