import type { TracingConfig } from '../trace/tracer.ts';
import type { EnvReader } from './env-reader.ts';
import type { Role } from './roles.ts';

const DEFAULT_RATIO = '0.01';

/** Under the names that OpenTelemetry gives them; without an endpoint nothing is traced. */
export function readTracing(env: EnvReader, role: Role): TracingConfig | undefined {
  const endpoint = env.optional('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined) return undefined;
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    env.fail(`OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address, got "${endpoint}"`);
  }
  const text = env.text('OTEL_TRACES_SAMPLER_ARG', DEFAULT_RATIO);
  const ratio = Number(text);
  if (!(ratio >= 0 && ratio <= 1)) env.fail(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, got "${text}"`);
  return { endpoint, service: env.text('OTEL_SERVICE_NAME', `voting-${role}`), ratio };
}
