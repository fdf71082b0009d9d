import type { IPeer, IVpc } from 'aws-cdk-lib/aws-ec2';
import { TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { cidr, contradiction, isKnown, type Problem } from '../../core';
import { TaskSize } from '../../fargate-service';
import { Ingress } from '../../ingress';
import { workloadZones } from '../../network';
import { imageOf, imageProblems } from '../setup/images';
import type { GrafanaInternalOptions } from './grafana-options';
import { GrafanaServer } from './grafana-server';
import { GRAFANA_PORT, HEALTH_PATH } from './grafana-program';
import type { GrafanaVariant } from './grafana-variant';

/** The largest network that is still somebody in particular. */
const SHORTEST_PREFIX = 8;
const LEAST_MEMORY = 1024;
const EVERYBODY = ['0.0.0.0/0', '::/0'];

/** `Grafana.https` and `Grafana.internal`. */
export function hosted(
  options: GrafanaInternalOptions, { isInternal }: { readonly isInternal: boolean },
): GrafanaVariant {
  const images = {
    image: imageOf('grafana', options?.image),
    configurationImage: imageOf('configuration', options?.configurationImage),
  };
  const ingress = ingressOf(options, isInternal);
  return {
    asks: true,
    problems: (prop, scope, vpc) => [
      ...withoutRepeats(peerProblems(prop, options, isInternal), ingress._variant.problems(prop, scope, targetIn(vpc))),
      ...wildcardProblems(`${prop}.domainName`, options.domainName),
      ...sizeProblems(`${prop}.size`, options.size),
      ...imageProblems(prop, images, scope, vpc),
    ],
    bind: (scope, spec) => new GrafanaServer(scope, 'Grafana', {
      ...spec, ...images, ingress, size: options.size ?? TaskSize.SMALL, database: options.database,
    }),
  };
}

function ingressOf(options: GrafanaInternalOptions, isInternal: boolean): Ingress {
  const { domainName, hostedZone, certificate, authentication, allowedCidrs, allowedPeers } = options ?? {};
  const common = {
    domainName, hostedZone, certificate, authentication, allowedCidrs, healthCheck: { path: HEALTH_PATH },
  };
  return isInternal ? Ingress.internal({ ...common, allowedPeers }) : Ingress.https(common);
}

/** Somebody has to be named, and nobody may be everybody. */
function peerProblems(
  prop: string, { allowedCidrs, allowedPeers }: GrafanaInternalOptions, isInternal: boolean,
): Problem[] {
  const names = isInternal ? '"allowedCidrs" or "allowedPeers"' : '"allowedCidrs"';
  return [
    ...contradiction(allowedCidrs === undefined && allowedPeers === undefined, {
      prop, must: `name who may connect in ${names}`, got: undefined,
      advice: 'Grafana shows how everything works, so only people whom you name reach it',
    }),
    ...(Array.isArray(allowedCidrs) ? allowedCidrs : []).flatMap((network, i) =>
      cidr(`${prop}.allowedCidrs[${i}]`, network, { min: SHORTEST_PREFIX, max: 32 })),
    ...(Array.isArray(allowedPeers) ? allowedPeers : []).flatMap((peer, i) =>
      openPeerProblems(`${prop}.allowedPeers[${i}]`, peer)),
  ];
}

/** An ingress allows wider networks than Grafana, so what Grafana says of a prop is enough. */
function withoutRepeats(own: readonly Problem[], others: readonly Problem[]): Problem[] {
  return [...own, ...others.filter(({ prop }) => !own.some((problem) => problem.prop === prop))];
}

function openPeerProblems(prop: string, peer: IPeer): Problem[] {
  const id = peer?.uniqueId;
  const prefix = isKnown(id) && typeof id === 'string' ? /\/(\d{1,3})$/.exec(id)?.[1] : undefined;
  return contradiction(EVERYBODY.includes(id) || (prefix !== undefined && Number(prefix) < SHORTEST_PREFIX), {
    prop, must: `not be everybody: a network has a prefix of /${SHORTEST_PREFIX} or more`, got: id,
    advice: 'name the networks of your offices and your VPN',
  });
}

function wildcardProblems(prop: string, name: string): Problem[] {
  return contradiction(isKnown(name) && String(name).includes('*'), {
    prop, must: 'be a name without wildcard', got: name, advice: 'nobody can open an address with a wildcard',
  });
}

function sizeProblems(prop: string, size: TaskSize | undefined): Problem[] {
  const own = size?._problems(prop) ?? [];
  if (own.length > 0 || size === undefined || !isKnown(size.memoryMiB) || size.memoryMiB >= LEAST_MEMORY) return own;
  return [{ prop: `${prop}.memoryMiB`, must: `be at least ${LEAST_MEMORY} MiB`, got: size.memoryMiB }];
}

function targetIn(vpc: IVpc) {
  return { vpc, port: GRAFANA_PORT, targetType: TargetType.IP, shiftsTraffic: false, zones: workloadZones(vpc) };
}
