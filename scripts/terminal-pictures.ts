// pictures of the command line, from the recorded answers of its tests: "npx tsx scripts/terminal-pictures.ts".
import fs from 'node:fs';
import path from 'node:path';
import { minutesAgo, operate, rolloutWith, runningTask, serviceWith, targetsWith, BALANCER, type Calls }
  from '../cli/test/aws/recorded';

const IMAGES = path.join(__dirname, '../docs/images');
const COLUMNS = 118;
const [CHARACTER, LINE, MARGIN] = [8.43, 19, 16];
const COLORS: { readonly [code: string]: string } = {
  31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#79c0ff', 2: '#8b949e', 1: '#ffffff',
};
const PLAIN = '#d5dae0';

const DEPLOYING: Calls = {
  describeServiceDeployments: async () => rolloutWith({
    status: 'IN_PROGRESS', lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT', finishedAt: undefined, startedAt: minutesAgo(4),
    deploymentConfiguration: { strategy: 'CANARY' },
    targetServiceRevision: { requestedProductionTrafficWeight: 10 },
  }),
};

const LOAD: { readonly [metric: string]: (minute: number) => number } = {
  RequestCount: (minute) => 6000 + 3000 * Math.sin(minute / 4),
  TargetResponseTime: (minute) => 0.08 + 0.03 * Math.sin(minute / 3),
  HTTPCode_Target_5XX_Count: () => 0,
  CPUUtilization: (minute) => 42 + 18 * Math.sin(minute / 4),
  HealthyHostCount: (minute) => minute > 14 ? 2 : 3,
};

const BUSY: Calls = {
  describeTargetGroups: async () => ({ TargetGroups: [{ LoadBalancerArns: [BALANCER] }] }),
  getMetricData: async ({ MetricDataQueries = [] }) => ({ MetricDataResults: MetricDataQueries.map((query) => {
    const minutes = Array.from({ length: 30 }, (_, index) => index + 1);
    const load = LOAD[query.MetricStat?.Metric?.MetricName ?? ''] ?? (() => 0);
    return { Id: query.Id, Timestamps: minutes.map(minutesAgo), Values: minutes.map(load) };
  }) }),
};

const BROKEN: Calls = {
  describeServices: async () => serviceWith({ runningCount: 0, events: [], deployments: [
    { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', failedTasks: 2, desiredCount: 2 },
  ] }),
  describeTargetHealth: async () => targetsWith(),
  listTasks: async ({ desiredStatus }) => ({ taskArns: desiredStatus === 'STOPPED' ? ['4f1c9e2ab'] : [] }),
  describeTasks: async () => ({ tasks: [runningTask('4f1c9e2ab', {
    lastStatus: 'STOPPED', stoppedAt: minutesAgo(2), stopCode: 'TaskFailedToStart', containers: [{ name: 'web' }],
    stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not '
      + 'contain descriptor matching platform \'linux/arm64\'',
  })] }),
  describeTaskDefinition: async () => ({ taskDefinition: { containerDefinitions: [] } }),
};

/** Content of the pictures by their files. */
export async function terminalPictures(): Promise<Readonly<Record<string, string>>> {
  const pictures = {
    status: await screenOf('status Shop', DEPLOYING), live: await screenOf('live Shop --times 1', BUSY),
    doctor: await screenOf('doctor Shop', BROKEN),
  };
  return Object.fromEntries(Object.entries(pictures).map(([name, svg]) => [path.join(IMAGES, `${name}.svg`), svg]));
}

async function screenOf(words: string, calls: Calls): Promise<string> {
  const { out } = await operate(words, calls, { isTTY: true, columns: COLUMNS });
  // eslint-disable-next-line no-control-regex -- the signs that clear the screen.
  const text = out.replaceAll(/\x1b\[(?:2J|H)/g, '').trimEnd();
  return svgOf([`$ cdk-elastic-web ${words}`, ...text.split('\n').flatMap((line) => wrapped(line))]);
}

/** Lines that are longer than the terminal go on in the next line. */
function wrapped(line: string): string[] {
  if (visible(line).length <= COLUMNS) return [line];
  const [indent] = /^ */.exec(line) ?? [''];
  return line.trimStart().split(' ').reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    const next = last === undefined ? `${indent}${word}` : `${last} ${word}`;
    return last === undefined || visible(next).length <= COLUMNS
      ? [...lines.slice(0, -1), next]
      : [...lines, `            ${word}`];
  }, []);
}

function svgOf(lines: readonly string[]): string {
  const [width, height] = [Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN), lines.length * LINE + 2 * MARGIN];
  let color = PLAIN;
  const texts = lines.map((line, index) => {
    // eslint-disable-next-line no-control-regex -- the signs that begin and end a colour.
    const spans = line.split(/(\x1b\[\d+m)/).map((part) => {
      // eslint-disable-next-line no-control-regex -- as above.
      const code = /^\x1b\[(\d+)m$/.exec(part)?.[1];
      if (code === undefined) return part === '' ? '' : `<tspan fill="${color}">${escaped(part)}</tspan>`;
      color = COLORS[code] ?? PLAIN;
      return '';
    }).join('');
    return `<text x="${MARGIN}" y="${MARGIN + 14 + index * LINE}" xml:space="preserve">${spans}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
    + ' font-family="ui-monospace, \'DejaVu Sans Mono\', Menlo, Consolas, monospace" font-size="14">\n'
    + `<rect width="${width}" height="${height}" rx="8" fill="#161b22"/>\n${texts.join('\n')}\n</svg>\n`;
}

function visible(text: string): string {
  // eslint-disable-next-line no-control-regex -- colours have no width.
  return text.replaceAll(/\x1b\[\d+m/g, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

if (require.main === module) {
  void terminalPictures().then((pictures) => {
    for (const [file, svg] of Object.entries(pictures)) fs.writeFileSync(file, svg);
  });
}
