import { DangerKind, type Danger } from './danger';
import type { StackTemplate } from './stack-template';

/** Outputs and exports that an update would remove: people, scripts and other stacks read them by name. */
export function outputDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  const [then, now] = [outputsOf(before), outputsOf(after)];
  const exported = new Set(now.flatMap(({ exportName }) => exportName ?? []));
  return then.flatMap(({ id, exportName }): Danger[] => {
    const of = { stack: before.id, path: before.paths[id] ?? id };
    if (exportName !== undefined && !exported.has(exportName)) {
      const text = `the export ${exportName} is removed: CloudFormation refuses while a stack imports it`;
      return [{ ...of, kind: DangerKind.REMOVE_EXPORT, id: exportName, type: 'export', text }];
    }
    if (now.some((output) => output.id === id)) return [];
    return [{ ...of, kind: DangerKind.REMOVE_OUTPUT, id, type: 'output', text: 'the output is removed' }];
  });
}

interface Output { readonly id: string; readonly exportName?: string }

function outputsOf({ json }: StackTemplate): Output[] {
  return Object.entries((json.Outputs ?? {}) as { readonly [id: string]: unknown }).map(([id, output]) => {
    const name = (output as { readonly Export?: { readonly Name?: unknown } } | null)?.Export?.Name;
    return { id, ...name !== undefined && { exportName: typeof name === 'string' ? name : JSON.stringify(name) } };
  });
}
