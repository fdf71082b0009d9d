import type { Values, WrittenApp } from './source';

/** What stands in for a database or a cache. */
export interface StandIn { readonly service: 'postgres' | 'valkey'; readonly port: number }

const STAND_INS: { readonly [type: string]: StandIn } = {
  'AWS::RDS::DBInstance': { service: 'postgres', port: 5432 },
  'AWS::RDS::DBCluster': { service: 'postgres', port: 5432 },
  'AWS::RDS::DBProxy': { service: 'postgres', port: 5432 },
  'AWS::ElastiCache::ReplicationGroup': { service: 'valkey', port: 6379 },
  'AWS::ElastiCache::ServerlessCache': { service: 'valkey', port: 6379 },
};

/** User and database of the PostgreSQL that stands in; its password is a variable. */
export const POSTGRES = { user: 'postgres', database: 'postgres', password: 'POSTGRES_PASSWORD' } as const;

/** Gives values of a template the meaning that they have on this machine. */
export class Stage {
  /** Variables that people have to set, and what they mean. */
  public readonly needed = new Map<string, string>();
  /** Services that stand in, with the resources in whose place they are. */
  public readonly standIns = new Map<StandIn['service'], string>();

  private readonly takenPorts = new Set<number>();

  constructor(private readonly app: WrittenApp) {}

  /** A port of this machine: that of the container, or the next one that no other container has. */
  public portFor(wanted: number): number {
    if (this.takenPorts.has(wanted)) return this.portFor(wanted + 1);
    this.takenPorts.add(wanted);
    return wanted;
  }

  /** A value, or a variable of this name if only AWS knows it. */
  public valueOf(value: unknown, variable: string, meaning = 'a value that only AWS knows'): string {
    const known = this.known(value);
    return known === undefined ? this.ask(variable, meaning) : escaped(known);
  }

  /** A secret or a parameter. */
  public secretOf(from: unknown, variable: string): string {
    const written = JSON.stringify(from) ?? '';
    const parameter = this.referred(from).find(({ Type }) => Type === 'AWS::SSM::Parameter');
    const value = parameter && this.known(parameter.Properties.Value);
    if (value !== undefined) return escaped(value);
    if (!this.isOfDatabase(from)) return this.ask(variable, 'secret of the container');
    this.standIns.set('postgres', 'database');
    if (written.includes(':username:')) return POSTGRES.user;
    if (written.includes(':password:')) return this.ask(POSTGRES.password, 'password of the local PostgreSQL');
    if (written.includes(':host:')) return 'postgres';
    if (written.includes(':port:')) return '5432';
    return written.includes(':dbname:') ? POSTGRES.database : this.ask(variable, 'secret of the database as a whole');
  }

  /** A variable that people have to set; Compose does not start without it. */
  public ask(variable: string, meaning: string): string {
    this.needed.set(variable, meaning);
    return `\${${variable}:?${meaning.replaceAll(/[${}"\\]/g, '')}}`;
  }

  private known(value: unknown): string | undefined {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value !== 'object' || value === null) return undefined;
    const { 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Values;
    if (Array.isArray(join)) return this.joined(join[0] as string, join[1] as readonly unknown[]);
    return Array.isArray(attribute) ? this.attribute(String(attribute[0]), String(attribute[1])) : undefined;
  }

  private joined(separator: string, parts: readonly unknown[]): string | undefined {
    const known = parts.map((part) => this.known(part));
    return known.every((part) => part !== undefined) ? known.join(separator) : undefined;
  }

  private attribute(id: string, name: string): string | undefined {
    const { Type = '', Properties = {}, path = id } = this.app.resources[id] ?? {};
    const standIn = STAND_INS[Type];
    if (standIn === undefined) return undefined;
    this.standIns.set(standIn.service, path);
    if (/port/i.test(name)) return String(standIn.port);
    if (/address|endpoint/i.test(name)) return standIn.service;
    return typeof Properties[name] === 'string' ? String(Properties[name]) : undefined;
  }

  private isOfDatabase(from: unknown): boolean {
    return this.referred(from).some(({ Type, path }) => /^AWS::RDS::/.test(Type)
      || Type === 'AWS::SecretsManager::SecretTargetAttachment' || (/Secret/.test(Type) && /database/i.test(path)));
  }

  private referred(value: unknown): WrittenApp['resources'][string][] {
    const ids = [...(JSON.stringify(value) ?? '').matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([A-Za-z0-9]+)"/g)];
    return ids.flatMap(([, id]) => this.app.resources[id] ?? []);
  }
}

/** Compose takes a dollar sign for a variable. */
export function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}
