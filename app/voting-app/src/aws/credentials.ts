import { type Environment } from '../config/env-reader.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

export type CredentialSource = () => Promise<AwsCredentials>;

const ECS_HOST = 'http://169.254.170.2';
const EC2_HOST = 'http://169.254.169.254';
const TIMEOUT_MS = 2_000;
const REFRESH_BEFORE_MS = 5 * 60_000;

/** Role credentials of the task or the instance, as the AWS SDKs find them; kept until shortly before they expire. */
export function awsCredentials(env: Environment): CredentialSource {
  let kept: AwsCredentials | undefined;
  return async () => {
    if (kept !== undefined && (kept.expiresAt ?? Infinity) - REFRESH_BEFORE_MS > Date.now()) return kept;
    kept = await find(env);
    return kept;
  };
}

async function find(env: Environment): Promise<AwsCredentials> {
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) {
    return {
      accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      sessionToken: env.AWS_SESSION_TOKEN,
    };
  }
  if (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI) {
    return fromEndpoint(`${ECS_HOST}${env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}`, {});
  }
  if (env.AWS_CONTAINER_CREDENTIALS_FULL_URI) {
    const token = env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    return fromEndpoint(env.AWS_CONTAINER_CREDENTIALS_FULL_URI, token === undefined ? {} : { authorization: token });
  }
  return fromInstance(env.AWS_EC2_METADATA_SERVICE_ENDPOINT ?? EC2_HOST);
}

/** Instance metadata, version 2 only. */
async function fromInstance(host: string): Promise<AwsCredentials> {
  const token = await (
    await get(`${host}/latest/api/token`, { 'x-aws-ec2-metadata-token-ttl-seconds': '300' }, 'PUT')
  ).text();
  const headers = { 'x-aws-ec2-metadata-token': token };
  const base = `${host}/latest/meta-data/iam/security-credentials/`;
  const role = (await (await get(base, headers)).text()).trim();
  return fromEndpoint(`${base}${role}`, headers);
}

async function fromEndpoint(url: string, headers: Record<string, string>): Promise<AwsCredentials> {
  const body = (await (await get(url, headers)).json()) as Record<string, string>;
  return {
    accessKeyId: body.AccessKeyId,
    secretAccessKey: body.SecretAccessKey,
    sessionToken: body.Token,
    expiresAt: body.Expiration === undefined ? undefined : Date.parse(body.Expiration),
  };
}

async function get(url: string, headers: Record<string, string>, method = 'GET'): Promise<Response> {
  const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`no AWS credentials: ${new URL(url).host} answered ${response.status}`);
  return response;
}
