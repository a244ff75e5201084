/**
 * The floor of the bench: what any Node gateway must spend to pass a call on. `node bare-proxy.ts <upstream origin>` listens on a
 * free loopback port and reports it to its parent.
 */
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Pool } from 'undici';

const [origin = ''] = process.argv.slice(2);
const pool = new Pool(origin);

const server = createServer((request, response) => {
  const headers = { 'content-type': 'application/json', 'content-length': request.headers['content-length'] };
  pool
    .stream({ path: request.url ?? '/', method: 'POST', headers, body: request }, ({ statusCode, headers: answered }) =>
      response.writeHead(statusCode, { 'content-type': String(answered['content-type']) }),
    )
    .catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
