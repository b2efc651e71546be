/** Certificates of an invented authority, made for one test. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Certified {
  key: string
  certificate: string
}

const openssl = (directory: string, ...args: string[]): void => {
  execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' })
}

/** @returns paths of the authority's certificate and key */
export function makeAuthority(directory: string, name = 'ca'): Certified {
  openssl(
    directory,
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
    ...['-keyout', `${name}.key`, '-out', `${name}.pem`],
  )
  return { key: join(directory, `${name}.key`), certificate: join(directory, `${name}.pem`) }
}

/** @param alternative e.g. `DNS:localhost` */
export function makeCertificate(
  directory: string,
  authority: Certified,
  name: string,
  alternative: string,
): Certified {
  const extension = join(directory, `${name}.ext`)
  writeFileSync(extension, `subjectAltName=${alternative}\n`)
  openssl(
    directory,
    ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`],
    ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
  )
  openssl(
    directory,
    ...['x509', '-req', '-in', `${name}.csr`, '-days', '2', '-CAcreateserial', '-extfile', extension],
    ...['-CA', authority.certificate, '-CAkey', authority.key, '-out', `${name}.pem`],
  )
  return { key: join(directory, `${name}.key`), certificate: join(directory, `${name}.pem`) }
}
