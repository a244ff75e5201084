import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../config/config';
import { Lifecycle } from '../health/lifecycle';
import { Egress } from './egress';

const HOST = 'media.example';

/** Key and certificate for {@link HOST}; undefined where the machine has no openssl. */
function certificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'nuvra-egress-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=Media', '-addext', `subjectAltName=DNS:${HOST}`];
  try {
    execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const tls = certificate();

describe.skipIf(!tls)('a connection to an address that was checked', () => {
  const trusted = getCACertificates();
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    setDefaultCACertificates([...trusted, tls!.cert]);
    server = createServer(tls!, (request, response) => response.end(request.headers.host)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    setDefaultCACertificates(trusted);
    server.close();
  });

  const ask = async (hostname: string): Promise<string> => {
    const dispatcher = new Egress(parseConfig({}), new Lifecycle()).pinned(origin, hostname);
    try {
      const headers = { host: hostname };
      return await (await dispatcher.request({ origin, path: '/', method: 'GET', headers })).body.text();
    } finally {
      await dispatcher.destroy();
    }
  };

  it('goes there whatever the name means, and the certificate must be the name’s', async () => {
    // No resolver knows the name: only the address can have been called.
    expect(await ask(HOST)).toBe(HOST);
    await expect(ask('other.example')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });
});
