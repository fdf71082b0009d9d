import type { Resource } from '../../template';
import { costWords, counted } from '../drawing/words';
import type { AppModel, Part } from '../model/app-model';

/** An app as a flow chart of Mermaid. */
export function mermaidOf(model: AppModel): string {
  const { parts, talks, zones, endpoints } = model;
  const ids = new Map(parts.map(({ resource }, i) => [resource, `part${i + 1}`]));
  const idOf = (resource: Resource | undefined) => resource === undefined ? 'internet' : ids.get(resource)!;
  const node = (part: Part) => `${idOf(part.resource)}${shapeOf(part)}`;
  const inside = parts.filter((part) => part.zones);
  const gateways = zones.reduce((sum, { natGateways }) => sum + natGateways, 0);
  return [
    'flowchart TB',
    ...talks.some(({ from }) => from === undefined) ? ['  internet(["Internet"])'] : [],
    ...parts.filter((part) => !part.zones).map((part) => `  ${node(part)}`),
    ...inside.length > 0
      ? [
          `  subgraph network["Network, ${counted(zones.length, 'zone')}"]`,
          ...inside.map((part) => `    ${node(part)}`),
          ...gateways > 0 ? [`    gateways["${counted(gateways, 'NAT gateway')}"]`] : [],
          ...endpoints.length > 0 ? [`    endpoints["${counted(endpoints.length, 'VPC endpoint')}"]`] : [],
          '  end',
        ]
      : [],
    ...talks.map(({ from, to, label, isRight }) =>
      `  ${idOf(from)} ${isRight ? '-.->' : '-->'}|"${text(label)}"| ${idOf(to)}`),
    '',
  ].join('\n');
}

function shapeOf({ name, what, units, monthly, tier }: Part): string {
  const count = units ? `${units.minimum === units.maximum ? '' : `${units.minimum} to `}${units.maximum} ` : '';
  const lines = [name, `${count}${what}`, ...monthly && monthly.maximum > 0 ? [`${costWords(monthly)} a month`] : []];
  const words = `"${lines.map(text).join('<br/>')}"`;
  return tier === 'data' ? `[(${words})]` : `[${words}]`;
}

/** What would end a text of Mermaid is written by its number. */
function text(words: string): string {
  return words.replace(/["<>#&|]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
