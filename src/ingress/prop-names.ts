/** Gives a prop the name that the user knows it by: `ingress.port` where the options of an ingress have a `port`. */
export type PropNames = (prop: string) => string;

/** Props of the construct itself. */
export const ownProps: PropNames = (prop) => prop;

/** Props of the options that another prop holds. */
export function propsOf(prefix: string): PropNames {
  return (prop) => `${prefix}.${prop}`;
}

/** Props of a load balancer, where the options of an ingress hold some of them in a group. */
export function edgeOf(prefix: string): PropNames {
  const group = /^(?:accessLogs|attributes|firewall|placement)\b/;
  return (prop) => `${prefix}.${group.test(prop) ? 'loadBalancer.' : ''}${prop}`;
}
