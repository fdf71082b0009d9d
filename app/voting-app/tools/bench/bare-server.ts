import { createServer } from 'node:http';

/** The least that Node can do with a form: read it to its end, and answer with a page as long as the real one. */
const page = Buffer.alloc(1766, 'x');

createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const status = body.includes('=') ? 200 : 400;
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length }).end(page);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
