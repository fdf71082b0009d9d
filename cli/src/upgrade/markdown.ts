import { markdownTable } from '../../../src/cost/report/table';
import { counted } from '../views/words';
import type { Sorted } from './allowed';
import type { Danger } from './danger';
import { entryOf, nameOf, nothing } from './words';

const HEAD = ['stack', 'what', 'type', 'happens'];

/** What an update would break, for a comment. */
export function inMarkdown({ dangers, allowed, unused }: Sorted, stacks: number): string {
  return `${[
    ...dangers.length === 0 ? [nothing(stacks)] : broken(dangers),
    ...list('Allowed', allowed.map((one) => `${plain(nameOf(one))}: ${plain(one.text)} (${plain(one.reason)})`)),
    ...list('Allowed, but it does not happen: remove the entry', unused.map((one) => plain(entryOf(one)))),
  ].join('\n\n')}\n`;
}

function broken(dangers: readonly Danger[]): string[] {
  const entries = dangers.map(({ stack, kind, id }) => ({ stack, kind, id, reason: 'why this is meant' }));
  return [
    `**The update would break ${counted(dangers.length, 'thing')}.**`,
    markdownTable(HEAD, dangers.map((danger) =>
      [danger.stack, nameOf(danger), danger.type.replace(/^AWS::/, ''), danger.text].map(plain)), HEAD.length),
    'Undo the change, or list what is meant, with the reason, in `upgrade.yaml`:',
    // indented, because a block with fences would go on where a comment is cut.
    `    [${entries.map((entry) => JSON.stringify(entry)).join(',\n     ')}]`,
  ];
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`**${title}**\n\n${items.map((item) => `- ${item}`).join('\n')}`];
}

/** Texts come from templates: one line, no sign of Markdown, and nobody who is called by an "@". */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('@', '@&#8203;').replaceAll(/[\\`*_[\]~]/g, '\\$&');
}
