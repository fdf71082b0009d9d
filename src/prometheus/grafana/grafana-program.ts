import type { SslMode } from '../setup';

/** Port that Grafana listens on. */
export const GRAFANA_PORT = 3000;
/** Answers without a log-in, and says whether the database can be reached. */
export const HEALTH_PATH = '/api/health';

/** Where the image has its files. */
export const GRAFANA_PATHS = { config: '/etc/grafana', data: '/var/lib/grafana', temporary: '/tmp' } as const;

/** Variables that the container gets, and that the configuration reads. */
export const VARIABLES = {
  ADMIN_PASSWORD: 'GF_SECURITY_ADMIN_PASSWORD',
  SECRET_KEY: 'GF_SECURITY_SECRET_KEY',
  DATABASE: 'GRAFANA_DB',
} as const;

/** What differs between one Grafana and another. */
export interface GrafanaSettings {
  readonly url: string;
  readonly database?: DatabaseTrust;
}

/** How the database is spoken to. */
export interface DatabaseTrust {
  readonly sslMode: SslMode;
  /** File of the authorities that sign its certificate, where it is checked. */
  readonly authorities?: string;
}

/**
 * `grafana.ini`: no sign-up, nobody anonymous, cookies over HTTPS only, nothing is fetched from the internet.
 *
 * @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/
 */
export function grafanaIni({ url, database }: GrafanaSettings): string {
  const sections: Record<string, Record<string, string | number | boolean>> = {
    'server': { root_url: url, http_port: GRAFANA_PORT, enable_gzip: true },
    'security': {
      admin_user: 'admin', cookie_secure: true, cookie_samesite: 'lax', disable_gravatar: true,
      strict_transport_security: true, content_security_policy: true,
    },
    'users': { allow_sign_up: false, allow_org_create: false },
    'auth.anonymous': { enabled: false },
    'auth': { sigv4_auth_enabled: true },
    'aws': { allowed_auth_providers: 'default', assume_role_enabled: false },
    'analytics': { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
    'news': { news_feed_enabled: false },
    'plugins': { plugin_admin_enabled: false, preinstall_disabled: true },
    'snapshots': { enabled: false, external_enabled: false },
    // Grafana's own metrics need no log-in, and nobody asks for them.
    'metrics': { enabled: false },
    'log': { mode: 'console' },
    'log.console': { format: 'json' },
    'database': database ? databaseSection(database) : { type: 'sqlite3', wal: true },
  };
  return Object.entries(sections)
    .map(([name, settings]) => [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`)])
    .map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** Grafana puts variables in itself, so no secret stands in the file. */
function databaseSection({ sslMode, authorities }: DatabaseTrust): Record<string, string | number> {
  const of = (name: string) => `$__env{${VARIABLES.DATABASE}_${name}}`;
  return {
    type: 'postgres', host: `${of('HOST')}:${of('PORT')}`, name: of('NAME'), user: of('USER'), password: of('PASSWORD'),
    ssl_mode: sslMode, ...authorities && { ca_cert_path: authorities }, max_open_conn: 10, max_idle_conn: 2,
  };
}
