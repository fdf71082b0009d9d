import type { UpgradeCheckArguments } from '../commands/upgrade-check';
import { LimitBroken, WrongUse } from '../outcome';
import { bullets, parts, table } from '../output';
import { Source } from '../source';
import type { Terminal } from '../terminal';
import { readAllowed, sortOut, type Sorted } from '../upgrade/allowed';
import { dangersBetween } from '../upgrade/check';
import type { Danger } from '../upgrade/danger';
import { STACK_TEMPLATES } from '../upgrade/stack-template';
import { inMarkdown } from '../upgrade/markdown';
import { entryOf, nameOf, nothing } from '../upgrade/words';
import { counted } from '../views/words';

/** Writes what an update would break, and breaks off if there is something that nobody allowed. */
export function checkUpgrade(given: UpgradeCheckArguments, terminal: Terminal): void {
  const { before, after, allow } = given;
  const [then, now] = [Source.at(before), Source.at(after)];
  if (then.isAssembly !== now.isAssembly) {
    throw new WrongUse(`"${before}" and "${after}" are no pair`, 'name two cloud assemblies, or two templates');
  }
  const permissions = allow === undefined ? [] : Source.file(allow).explain(readAllowed);
  const [old, next] = [then, now].map((source) => source.read(STACK_TEMPLATES, {}));
  if (old.length === 0) {
    throw new WrongUse(`"${before}" has no stack, so there is nothing to compare`, 'name what is deployed');
  }
  const sorted = sortOut(dangersBetween(old, next), permissions);
  terminal.write(written(sorted, old.length, given, terminal));
  if (sorted.dangers.length > 0) throw new LimitBroken(advice(sorted.dangers[0], sorted.dangers.length));
}

function written(
  sorted: Sorted, stacks: number, { json, markdown }: UpgradeCheckArguments, terminal: Terminal,
): string {
  if (json) return `${JSON.stringify(sorted, undefined, 2)}\n`;
  return markdown ? inMarkdown(sorted, stacks) : render(sorted, stacks, terminal);
}

function advice(first: Danger, count: number): string {
  const { stack, kind, id } = first;
  return `the update would break ${counted(count, 'thing')}. Undo the change, or list what is meant in a file for `
    + `--allow, for example:\n${JSON.stringify([{ stack, kind, id, reason: 'why this is meant' }])}`;
}

function render({ dangers, allowed, unused }: Sorted, stacks: number, terminal: Terminal): string {
  const summary = dangers.length === 0 ? nothing(stacks) : overview(dangers, terminal);
  return parts(
    summary,
    bullets('allowed', allowed.map((one) => `${nameOf(one)}: ${one.text} (${one.reason})`), terminal),
    bullets('allowed, but it does not happen: remove the entry', unused.map(entryOf), terminal),
  );
}

function overview(dangers: readonly Danger[], terminal: Terminal): string {
  const titles = ['stack', 'what', 'type', 'happens'];
  return table(titles.map((title) => ({ title })), dangers.map((danger) =>
    [danger.stack, terminal.paint.bold(nameOf(danger)), danger.type.replace(/^AWS::/, ''), danger.text]), terminal);
}
