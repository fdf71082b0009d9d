import { createServer } from 'node:http';

// where FargateService expects an application unless it is told otherwise: port 8080, and an answer to GET /health.
const PORT = 8080;

const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/health') return answer(response, 200, 'ok\n');
  if (path === '/') return answer(response, 200, 'Hello from Fargate\n');
  answer(response, 404, 'no such page\n');
});

function answer(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

// the load balancer reuses a connection for up to 60 seconds, so this side must not be the first to close it.
server.keepAliveTimeout = 65_000;
server.listen(PORT, () => console.log(`listening on port ${PORT}`));

// sent before a task ends: open requests get their answers.
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
