import { costWords, counted, incompleteWords } from '../drawing/words';
import { nameOf, type AppModel, type Part } from '../model/app-model';

/** What is in a picture, in words. */
export function spokenWords({ parts, talks, zones, total, withoutPrice, endpoints }: AppModel): string {
  const gateways = zones.reduce((sum, { natGateways }) => sum + natGateways, 0);
  return [
    ...total ? [`It costs ${costWords(total)} a month.`, ...incompleteWords(withoutPrice)] : [],
    ...parts.some((part) => part.zones) ? [`The network has ${counted(zones.length, 'zone')}.`] : [],
    ...gateways > 0 ? [`${counted(gateways, 'NAT gateway')}.`] : [],
    ...endpoints.length > 0 ? [`${counted(endpoints.length, 'VPC endpoint')}: ${endpoints.join(', ')}.`] : [],
    ...parts.map(partWords),
    ...talks.map(({ from, to, label, isRight }) =>
      `${from ? nameOf(from) : 'The internet'} to ${nameOf(to)}${isRight ? '' : ' on'} ${label}.`),
  ].join(' ');
}

function partWords({ name, what, units, monthly }: Part): string {
  const count = units ? `${units.minimum === units.maximum ? '' : `${units.minimum} to `}${units.maximum} ` : '';
  return `${name}: ${count}${what}${monthly && monthly.maximum > 0 ? `, ${costWords(monthly)} a month` : ''}.`;
}
