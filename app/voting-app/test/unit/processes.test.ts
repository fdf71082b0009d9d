import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Config, readConfig } from '../../src/config/config.ts';
import { type Role, ROLES } from '../../src/config/roles.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');
const PLACEHOLDER = /^\$\{(\w+):-(.*)\}$/;

interface Container {
  readonly command: string | string[];
  readonly environment?: Record<string, string>;
  readonly ports?: string[];
}

/** A Compose file gives the default of a variable that the shell does not have. */
function environmentOf({ environment = {} }: Container, shell: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => {
    const [, variable = '', fallback = ''] = PLACEHOLDER.exec(value) ?? [];
    return [name, variable === '' ? value : shell[variable] ?? fallback];
  }));
}

describe('the Compose file', () => {
  const { services } = parse(
    readFileSync(join(DOCS, 'voting-app-compose.yaml'), 'utf8'), { merge: true },
  ) as { services: Record<string, Container> };
  const container = (role: string): Container => services[role];
  const start = (role: Role, shell?: Record<string, string>): Config =>
    readConfig(environmentOf(container(role), shell), role);

  test('has a container for each role, which runs that role', () => {
    for (const role of ROLES.filter((name) => name !== 'all')) expect(container(role).command).toEqual([role]);
  });

  test('starts every role with what it needs, on the stores beside it', () => {
    for (const role of ['worker', 'vote'] as const) expect(start(role).queue?.redis?.host).toBe('redis');
    for (const role of ['worker', 'result', 'api', 'migrate'] as const) {
      expect(start(role).database).toMatchObject({ host: 'postgres', tls: false });
    }
    expect(Object.keys(services)).toEqual(expect.arrayContaining(['redis', 'postgres']));
  });

  test('takes the options and the token of administrators from the shell', () => {
    const { polls } = start('vote', { OPTION_A: 'Tea', OPTION_B: 'Coffee' });

    expect(polls.main.options.map(({ label }) => label)).toEqual(['Tea', 'Coffee']);
    expect(start('result').adminToken).toBeUndefined();
    expect(start('result', { ADMIN_TOKEN: 'sixteen-or-more-characters' }).adminToken).toBeDefined();
  });

  test('shows each page where the other one links to', () => {
    const published = (role: string): string => `http://${container(role).ports![0].split(':').slice(0, 2).join(':')}/`;

    expect(start('vote').web.resultUrl).toBe(published('result'));
    expect(start('result').web.voteUrl).toBe(published('vote'));
  });
});

describe('the page about separate processes', () => {
  const page = readFileSync(join(DOCS, 'voting-app-processes.md'), 'utf8');
  const assignments = (line: string): Record<string, string> =>
    Object.fromEntries([...line.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]));
  const common = assignments(/^export (.*DB_HOST.*)$/m.exec(page)![1]);
  const commands = [...page.matchAll(/^(.*)node \$app (\w+)/gm)].map(([, before, role]) => ({
    role: role as Role, env: { ...common, ...assignments(before) },
  }));

  test.each(ROLES.filter((role) => role !== 'all'))('starts the role %s with what it needs', (role) => {
    const { env } = commands.find((command) => command.role === role)!;

    expect(() => readConfig(env, role)).not.toThrow();
  });

  test('gives each role ports of its own', () => {
    const ports = commands.filter(({ env }) => 'METRICS_PORT' in env)
      .flatMap(({ role, env }) => [readConfig(env, role).web.port, readConfig(env, role).web.metricsPort]);

    expect(ports).toHaveLength(8);
    expect(new Set(ports).size).toBe(8);
  });
});
