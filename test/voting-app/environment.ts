import type { TemplateJson } from '../support/invariants';

/** Variables of a container as ECS would set them; nothing where the value is only known to AWS. */
export type ContainerEnvironment = Record<string, string | undefined>;

interface Container {
  readonly Name: string;
  readonly Command?: string[];
  readonly StopTimeout?: number;
  readonly Environment?: { Name: string; Value: string }[];
  readonly Secrets?: { Name: string; ValueFrom: unknown }[];
  readonly PortMappings?: { ContainerPort: number }[];
  readonly HealthCheck?: { Command: string[] };
}

/** The container that runs a role, or the migration. */
export function containerOf(template: TemplateJson, command: string): Container {
  const found = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ Properties }) => Properties!.ContainerDefinitions as Container[])
    .find(({ Command }) => Command?.[0] === command);
  if (!found) throw new Error(`no container runs ${command}`);
  return found;
}

/** The environment that the template gives to a role. Values of parameters are taken from the template. */
export function environmentOf(template: TemplateJson, command: string): ContainerEnvironment {
  const { Environment = [], Secrets = [] } = containerOf(template, command);
  return Object.fromEntries([
    ...Environment.map(({ Name, Value }) => [Name, Value]),
    ...Secrets.map(({ Name, ValueFrom }) => [Name, parameterIn(template, ValueFrom)]),
  ] as [string, string | undefined][]);
}

function parameterIn(template: TemplateJson, reference: unknown): string | undefined {
  const text = JSON.stringify(reference);
  const [, parameter] = Object.entries(template.Resources)
    .find(([id, { Type }]) => Type === 'AWS::SSM::Parameter' && text.includes(`"${id}"`)) ?? [];
  const value = parameter?.Properties?.Value;
  return typeof value === 'string' ? value : undefined;
}
