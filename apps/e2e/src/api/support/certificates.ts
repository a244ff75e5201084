import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for 127.0.0.1 that only who is told of its authority trusts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Of the authority, as NODE_EXTRA_CA_CERTS takes it. */
  readonly authorityFile: string;
  remove(): void;
}

/** Makes a certificate with the machine's openssl; undefined where there is none. */
export function makeCertificate(): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'nuvra-e2e-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const subject = ['-subj', '/CN=Vendor', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', keyFile, '-out', certFile], {
      stdio: 'ignore',
    });
  } catch {
    remove();
    return undefined;
  }
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8'), authorityFile: certFile, remove };
}
