import { contradiction, known, oneOf, text, unique, type Problem } from '../core';
import type { DeliveryEnvironmentOptions } from './delivery-environment-options';

const NAME = /[A-Za-z0-9][A-Za-z0-9._-]{0,63}/;
const STACKS = /[A-Za-z0-9*][A-Za-z0-9*/._-]*/;
const REGION = /[a-z]{2,5}(?:-[a-z]+)+-\d/;

/** An environment and its rules. */
export class EnvironmentVariant {
  constructor(public readonly name: string, public readonly options: DeliveryEnvironmentOptions) {}

  public problems(prop: string): Problem[] {
    const { stacks, account, regions } = this.options;
    return [
      ...known(`${prop}.name`, this.name),
      ...text(`${prop}.name`, this.name, NAME,
        'have 1 to 64 letters, digits, "-", "_" and ".", and begin with a letter or digit'),
      ...filled(`${prop}.stacks`, stacks),
      ...each(`${prop}.stacks`, stacks, (at, pattern) => [
        ...known(at, pattern),
        ...text(at, pattern, STACKS, 'have letters, digits, "*", "/", "-", "_" and "."'),
      ]),
      ...text(`${prop}.account`, account, /\d{12}/, 'have 12 digits'),
      ...regions === undefined ? [] : filled(`${prop}.regions`, regions),
      ...each(`${prop}.regions`, regions, (at, region) =>
        text(at, region, REGION, 'be a Region such as eu-west-1', 'a pattern would admit others')),
      ...unique(`${prop}.regions`, regions ?? []),
    ];
  }
}

/** What is wrong with an environment that is named elsewhere. */
export function namedProblems(
  prop: string, names: readonly string[], environments: readonly EnvironmentVariant[],
): Problem[] {
  const there = environments.map(({ name }) => name);
  return [
    ...filled(prop, names), ...unique(prop, names),
    ...each(prop, names, (at, name) => [...known(at, name), ...oneOf(at, name, there)]),
  ];
}

function filled(prop: string, list: readonly string[]): Problem[] {
  return contradiction(list.length === 0, { prop, must: 'have at least one entry', got: list });
}

function each(
  prop: string, list: readonly string[] | undefined, rules: (at: string, entry: string) => Problem[],
): Problem[] {
  return (list ?? []).flatMap((entry, i) => rules(`${prop}[${i}]`, entry));
}
