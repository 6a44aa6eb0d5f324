import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Certificates {
  /** For `NODE_EXTRA_CA_CERTS`. */
  readonly authorityFile: string;
  readonly server: { readonly key: string; readonly cert: string };
}

const names = ['localhost', 'dynv6.com', 'ipv4.dynv6.com', 'ipv6.dynv6.com'];
const addresses = ['127.0.0.1', '::1'];

/** Makes an authority and a server certificate in the folder, by the openssl command. The caller removes the folder. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string) => join(folder, name);
  const subjects = [...names.map((name) => `DNS:${name}`), ...addresses.map((address) => `IP:${address}`)];
  await writeFile(file('server.ext'), `subjectAltName=${subjects.join(',')}\nextendedKeyUsage=serverAuth\n`);
  await writeFile(file('authority.conf'), authorityConfig);

  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = ['-x509', '-days', '2', '-config', file('authority.conf'), '-subj', '/CN=dynv6 double authority'];
  await openssl('req', ...key, ...authority, '-keyout', file('authority.key'), '-out', file('authority.pem'));
  const request = ['-config', file('authority.conf'), '-subj', '/CN=localhost'];
  await openssl('req', ...key, '-new', ...request, '-keyout', file('server.key'), '-out', file('server.csr'));
  const signing = ['-CA', file('authority.pem'), '-CAkey', file('authority.key'), '-set_serial', '2', '-days', '2'];
  const output = ['-extfile', file('server.ext'), '-in', file('server.csr'), '-out', file('server.pem')];
  await openssl('x509', '-req', ...signing, ...output);

  return {
    authorityFile: file('authority.pem'),
    server: { key: await readFile(file('server.key'), 'utf8'), cert: await readFile(file('server.pem'), 'utf8') },
  };
}

const authorityConfig = `[req]
distinguished_name = name
x509_extensions = authority
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
`;

async function openssl(...words: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', words);
}
