// what stands in for AWS: a topic, a workspace, and the metadata endpoint of a task.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A message as it reached a topic. */
export interface Published {
  readonly at: number;
  readonly topic: string;
  readonly subject: string;
  readonly message: string;
}

export interface StandIn { readonly url: string; close(): void }

async function listen(server: Server): Promise<StandIn> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Amazon SNS, as far as Alertmanager asks it. */
export async function topics(): Promise<StandIn & { readonly published: Published[] }> {
  const published: Published[] = [];
  const standIn = await listen(createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const form = new URLSearchParams(body.toString());
      published.push({
        at: Date.now(), topic: form.get('TopicArn') ?? '', subject: form.get('Subject') ?? '',
        message: form.get('Message') ?? '',
      });
      response.writeHead(200, { 'content-type': 'text/xml' }).end(
        '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId>'
        + '</PublishResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>',
      );
    });
  }));
  return { ...standIn, published };
}

/** A workspace that takes everything, and keeps how it was signed. */
export async function workspace(): Promise<StandIn & { readonly signatures: string[] }> {
  const signatures: string[] = [];
  const standIn = await listen(createServer((request, response) => {
    void bodyOf(request).then(() => {
      signatures.push(request.headers.authorization ?? 'none');
      response.writeHead(200).end();
    });
  }));
  return { ...standIn, signatures };
}

/** The metadata endpoint of ECS: a task of half a core, of which a tenth is used. */
export async function taskMetadata(): Promise<StandIn> {
  const started = Date.now();
  return listen(createServer((request, response) => {
    const usage = { total_usage: (Date.now() - started) * 50_000 };
    const answer = request.url!.endsWith('/stats')
      ? { program: { cpu_stats: { cpu_usage: usage }, memory_stats: { usage: 200e6, stats: { inactive_file: 20e6 } } } }
      : {
          TaskARN: 'arn:aws:ecs:eu-west-1:111122223333:task/Cluster/0123', AvailabilityZone: 'eu-west-1a',
          Limits: { CPU: 0.5, Memory: 1024 },
        };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }));
}

/**
 * cAdvisor on an instance with two containers, with the names and labels of its documentation: the program needs a
 * Docker to look at.
 *
 * @see https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md
 */
export async function cadvisor(): Promise<StandIn> {
  const started = Date.now();
  return listen(createServer((_, response) => {
    const seconds = (Date.now() - started) / 1000;
    const of = (name: string, index: number) => {
      const labels = `id="/docker/${index}",image="${name}:1",name="${name}"`;
      return [
        `container_cpu_usage_seconds_total{cpu="total",${labels}} ${seconds * (index + 1) / 10}`,
        `container_memory_working_set_bytes{${labels}} ${(index + 1) * 50e6}`,
        `container_network_receive_bytes_total{interface="eth0",${labels}} ${Math.round(seconds * 1000)}`,
      ];
    };
    // the machine itself has no name.
    const machine = 'container_memory_working_set_bytes{id="/",image="",name=""} 900000000';
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
      .end(`${[machine, ...['shop', 'proxy'].flatMap(of)].join('\n')}\n`);
  }));
}
