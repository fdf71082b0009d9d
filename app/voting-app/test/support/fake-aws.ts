import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Secrets Manager and the credentials endpoint of ECS, as far as the application asks them. */
export class FakeAws {
  public calls = 0;
  private readonly server: Server;

  constructor(public secret: Record<string, unknown>) {
    this.server = createServer((request, response) => {
      void this.answer(request).then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
  }

  public async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<[number, unknown]> {
    if (request.url === '/credentials') {
      const expiration = new Date(Date.now() + 3_600_000).toISOString();
      return [200, { AccessKeyId: 'AKIDTEST', SecretAccessKey: 'secret', Token: 'token', Expiration: expiration }];
    }
    this.calls++;
    const { authorization, 'x-amz-target': target, 'x-amz-security-token': token } = request.headers;
    const signed = authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIDTEST/') && token === 'token';
    if (!signed || target !== 'secretsmanager.GetSecretValue') return [400, { __type: 'UnrecognizedClientException' }];
    return [200, { SecretString: JSON.stringify(this.secret) }];
  }
}
