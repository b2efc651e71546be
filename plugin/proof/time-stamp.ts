/**
 * Time stamps of a foreign authority over a checkpoint: proof that it existed at a time, by somebody who does not gain
 * by it. Requests, answers and their verification as bytes; nothing of the network. Pure but for the random nonce.
 * @see RFC 3161, sections 2.4.1 and 2.4.2
 */
import { createHash, randomBytes } from 'node:crypto'
import { fromBER, Integer, OctetString } from 'asn1js'
import {
  AlgorithmIdentifier,
  Certificate,
  ContentInfo,
  ExtKeyUsage,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'
import { instantOf, type Instant } from '../time.js'

const SHA256 = '2.16.840.1.101.3.4.2.1'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
/** PKIStatus: granted, or granted with modifications. */
const GRANTED = [0, 1]

export interface TimeStampQuery {
  /** DER, to be posted as `application/timestamp-query`. */
  bytes: Uint8Array
  nonce: Uint8Array
}

const digestOf = (note: string): Buffer => createHash('sha256').update(note, 'utf8').digest()

/** Asks for a stamp over the SHA-256 of a signed note, with the authority's certificate in the answer. */
export function timeStampQuery(note: string): TimeStampQuery {
  const nonce = randomBytes(16)
  // A leading bit would make the number negative.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage: new OctetString({ valueHex: bufferOf(digestOf(note)) }),
    }),
    nonce: new Integer({ valueHex: bufferOf(nonce) }),
    certReq: true,
  })
  return { bytes: new Uint8Array(request.toSchema().toBER()), nonce }
}

export type TimeStampAnswer =
  /** `token`: DER of the ContentInfo, as `openssl ts -verify -token_in` reads it. */
  { kind: 'token'; token: Buffer } | { kind: 'refused'; status: number } | { kind: 'malformed' }

/** @param nonce of the query: an answer to another one is malformed */
export function readTimeStampAnswer(bytes: Uint8Array, nonce: Uint8Array): TimeStampAnswer {
  try {
    const answer = TimeStampResp.fromBER(bufferOf(bytes))
    const { status } = answer.status
    if (!GRANTED.includes(status)) return { kind: 'refused', status }
    if (answer.timeStampToken === undefined) return { kind: 'malformed' }
    const info = infoOf(signedDataOf(answer.timeStampToken))
    const echoed = info?.nonce === undefined ? null : Buffer.from(info.nonce.valueBlock.valueHexView)
    if (echoed === null || !echoed.equals(nonce)) return { kind: 'malformed' }
    return { kind: 'token', token: Buffer.from(answer.timeStampToken.toSchema().toBER()) }
  } catch {
    return { kind: 'malformed' }
  }
}

export type TimeStampCheck =
  /** `trusted`: its certificate leads to one of the given roots. */
  | { kind: 'valid'; stampedAt: Instant; trusted: boolean }
  | { kind: 'invalid'; reason: 'malformed' | 'other_note' | 'signature' | 'not_trusted' }

/**
 * @param token DER, as stored
 * @param note the very text that was stamped
 * @param roots PEM certificates of authorities that are trusted; none: the stamp's own certificate is not judged
 */
export async function verifyTimeStamp(
  token: Uint8Array,
  note: string,
  roots: readonly string[] = [],
): Promise<TimeStampCheck> {
  let signed: SignedData
  let info: TSTInfo | null
  let trustedCerts: Certificate[]
  try {
    signed = signedDataOf(ContentInfo.fromBER(bufferOf(token)))
    info = infoOf(signed)
    trustedCerts = roots.flatMap(certificatesIn)
  } catch {
    return { kind: 'invalid', reason: 'malformed' }
  }
  if (info === null) return { kind: 'invalid', reason: 'malformed' }
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const stamped = Buffer.from(hashedMessage.valueBlock.valueHexView)
  if (hashAlgorithm.algorithmId !== SHA256 || !stamped.equals(digestOf(note)))
    return { kind: 'invalid', reason: 'other_note' }
  const data = bufferOf(Buffer.from(note, 'utf8'))
  const holds = async (checkChain: boolean): Promise<boolean> => {
    try {
      const result = await signed.verify({
        signer: 0,
        data,
        trustedCerts,
        checkChain,
        // Today the authority's certificate may have run out; what counts is the moment of the stamp.
        checkDate: info.genTime,
        extendedMode: true,
      })
      if (result.signatureVerified !== true || !mayStamp(result.signerCertificate)) return false
      return !checkChain || result.signerCertificateVerified === true
    } catch {
      return false
    }
  }
  if (!(await holds(false))) return { kind: 'invalid', reason: 'signature' }
  if (trustedCerts.length > 0 && !(await holds(true))) return { kind: 'invalid', reason: 'not_trusted' }
  return { kind: 'valid', stampedAt: instantOf(info.genTime.getTime()), trusted: trustedCerts.length > 0 }
}

/** RFC 3161, section 2.3: the certificate is for stamping, and for nothing else. */
function mayStamp(certificate: Certificate | null | undefined): boolean {
  const usage: unknown = certificate?.extensions?.find(
    ({ extnID }) => extnID === EXTENDED_KEY_USAGE,
  )?.parsedValue
  return usage instanceof ExtKeyUsage && usage.keyPurposes.join() === TIME_STAMPING
}

function signedDataOf(content: ContentInfo): SignedData {
  return new SignedData({ schema: content.content })
}

function infoOf(signed: SignedData): TSTInfo | null {
  const { eContentType, eContent } = signed.encapContentInfo
  if (eContentType !== TST_INFO || eContent === undefined) return null
  return TSTInfo.fromBER(eContent.getValue())
}

function certificatesIn(pem: string): Certificate[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)].map(
    ([, body = '']) => {
      const parsed = fromBER(bufferOf(Buffer.from(body, 'base64')))
      return new Certificate({ schema: parsed.result })
    },
  )
}

/** An ArrayBuffer of exactly these bytes. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}
