import { DangerKind, type Danger } from './danger';
import { idsIn } from './references';
import { replacedIn } from './resource-dangers';
import type { StackTemplate } from './stack-template';

/**
 * Outputs and exports that an update would remove, and exports whose value it would change: people, scripts and other
 * stacks read them by name.
 */
export function outputDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  const [then, now] = [outputsOf(before), outputsOf(after)];
  const replaced = then.some(({ exportName }) => exportName) ? replacedIn(before, after) : new Set<string>();
  return then.flatMap(({ id, exportName, value, condition }): Danger[] => {
    const of = { stack: before.id, path: before.paths[id] ?? id };
    const heir = now.find((output) => exportName !== undefined && output.exportName === exportName);
    const text = exportName === undefined ? undefined : brokenExport(exportName, value, heir, replaced);
    if (text !== undefined) {
      const kind = heir ? DangerKind.CHANGE_EXPORT : DangerKind.REMOVE_EXPORT;
      return [{ ...of, kind, id: exportName!, type: 'export', text }];
    }
    const next = now.find((output) => output.id === id);
    if (next && (next.condition === undefined || next.condition === condition)) return [];
    const words = next ? `the output gets the condition ${next.condition}` : 'the output is removed';
    return [{ ...of, kind: DangerKind.REMOVE_OUTPUT, id, type: 'output', text: words }];
  });
}

interface RawOutput {
  readonly Value?: unknown;
  readonly Export?: { readonly Name?: unknown };
  readonly Condition?: string;
}
interface Output {
  readonly id: string;
  readonly exportName?: string;
  readonly value: unknown;
  readonly condition?: string;
}

/** Why a stack that imports an export would stop the update; nothing if it would not. */
function brokenExport(
  name: string, value: unknown, heir: Output | undefined, replaced: ReadonlySet<string>,
): string | undefined {
  const refused = 'CloudFormation refuses while a stack imports it';
  if (!heir) return `the export ${name} is removed: ${refused}`;
  const isSame = JSON.stringify(heir.value) === JSON.stringify(value);
  if (!isSame) return `the value of the export ${name} changes: ${refused}`;
  const source = idsIn(value).find((id) => replaced.has(id));
  return source && `the value of the export ${name} changes, because ${source} is replaced: ${refused}`;
}

function outputsOf({ json }: StackTemplate): Output[] {
  return Object.entries((json.Outputs ?? {}) as { readonly [id: string]: RawOutput | null }).map(([id, output]) => {
    const { Value: value, Export: { Name: name } = {}, Condition: condition } = output ?? {};
    return {
      id, value, condition,
      ...name !== undefined && { exportName: typeof name === 'string' ? name : JSON.stringify(name) },
    };
  });
}
