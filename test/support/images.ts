// what stock images do unless they are told otherwise, as their publishers document it.

export interface StockImage {
  /** Where it listens. */
  readonly port: number;
  /** Paths that a fresh container answers with 200. */
  readonly healthy: readonly string[];
  readonly source: string;
}

/** Images that stand behind a load balancer somewhere. */
export const SERVERS: Readonly<Record<string, StockImage>> = {
  'public.ecr.aws/docker/library/nginx': { port: 80, healthy: ['/'], source: 'https://hub.docker.com/_/nginx' },
  'public.ecr.aws/nginx/nginx': { port: 80, healthy: ['/'], source: 'https://gallery.ecr.aws/nginx/nginx' },
};

/** Images that nothing asks for a page, with the reason. */
export const OTHERS: Readonly<Record<string, string>> = {
  'docker.io/grafana/grafana': 'a service of the construct that names it, whose tests know its port',
  'public.ecr.aws/aws-cli/aws-cli': 'runs once, before others start',
  'public.ecr.aws/aws-observability/aws-for-fluent-bit': 'takes the lines of the other containers',
  'public.ecr.aws/aws-observability/aws-otel-collector': 'takes traces of the same task',
  'public.ecr.aws/cloudwatch-agent/cloudwatch-agent': 'takes metrics of the same task',
  'public.ecr.aws/docker/library/elasticsearch': 'a store beside the application, in a Compose file',
  'public.ecr.aws/docker/library/node': 'the base of other images, and the placeholder with a program of ours',
  'public.ecr.aws/docker/library/postgres': 'a store beside the application, in a Compose file',
  'public.ecr.aws/docker/library/redis': 'a store beside the application, in a Compose file',
  'quay.io/oliver006/redis_exporter': 'asked by Prometheus alone',
  'quay.io/prometheus/alertmanager': 'asked by Prometheus and Grafana alone',
  'quay.io/prometheus/blackbox-exporter': 'asked by Prometheus alone',
  'quay.io/prometheus/prometheus': 'asked by Grafana alone',
  'quay.io/prometheuscommunity/ecs-exporter': 'a sidecar that is asked by Prometheus alone',
  'quay.io/prometheuscommunity/postgres-exporter': 'asked by Prometheus alone',
};

/** One use of a stock image in a text. */
export interface ImageUse {
  readonly image: string;
  /** What the text says, or what holds if it says nothing; nothing where no port is published. */
  readonly port?: number;
  /** Path of the health check, where there is one. */
  readonly healthPath?: string;
}

/** Calls that say how an image is run, with the port and the path that hold if they say none. */
const CALLS: readonly { readonly start: RegExp; readonly port?: number; readonly healthPath?: string }[] = [
  { start: /new FargateService\(/g, port: 8080, healthPath: '/health' },
  { start: /new ElasticWebTier\(/g, port: 8080, healthPath: '/health' },
  { start: /new (?:\w+\.)?ApplicationLoadBalancedFargateService\(/g, port: 80, healthPath: '/' },
  { start: /Bootstrap\.container\(/g, port: 8080 },
  { start: /\.addContainer\(/g },
  { start: /Sidecar\.of\(/g },
];

/** Every use of an image of a public registry as a container in code. */
export function usesIn(text: string): ImageUse[] {
  const calls = CALLS.flatMap(({ start, ...rest }) => [...text.matchAll(start)].map(({ index }) => {
    return { from: index, to: endOfCall(text, index), ...rest };
  }));
  return [...text.matchAll(/fromRegistry\('([\w./-]+)[:@'][^)]*/g)].flatMap(({ 1: image, index }) => {
    const around = calls.filter(({ from, to }) => from < index && index < to).sort((a, b) => b.from - a.from);
    if (around.length === 0) return [];
    const said = (pattern: RegExp) => around.map(({ from, to }) => pattern.exec(text.slice(from, to))?.[1])
      .find((value) => value !== undefined);
    const port = said(/\b(?:port|containerPort): (\d+)/);
    const hasWay = around.some(({ from, to }) => /\bingress\b/.test(text.slice(from, to)));
    const served = around.some(({ healthPath }) => healthPath === '/') || hasWay;
    return [{
      image,
      port: port === undefined ? around[0].port : Number(port),
      healthPath: served
        ? said(/healthCheck: \{[^}]*path: '([^']+)'/) ?? around.find(({ healthPath }) => healthPath)?.healthPath
        : undefined,
    }];
  });
}

function endOfCall(text: string, from: number): number {
  let depth = 0;
  for (let i = text.indexOf('(', from); i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i;
  }
  return text.length;
}
