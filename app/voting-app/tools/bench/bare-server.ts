import { createServer } from 'node:http';

/** The least that a Node server can do with a form: read it and answer. */
const page = Buffer.alloc(1600, 'x');

createServer((request, response) => {
  request.on('data', () => undefined);
  request.on(
    'end',
    () =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length }).end(page),
  );
}).listen(Number(process.env.PORT), '127.0.0.1');
