/**
 * Promises that are not true, whoever makes them (P-37): Meta's Cloud API decrypts, no key lies with anybody in Germany,
 * and no product is compliant by itself. Pure.
 */
export type UntrueClaim = 'full_compliance' | 'end_to_end' | 'key_in_germany'

/** Within one sentence. */
const NEAR = '[^.!?\\n]{0,40}'
const LAW = '(?:DS-?GVO|GDPR|RGPD|KVKK|Datenschutz)'

const PATTERNS: Readonly<Record<UntrueClaim, readonly string[]>> = {
  full_compliance: [
    `100 ?(?:%|Prozent|percent|per cent) ?${LAW}`,
    `${LAW}[ -]?(?:konform|compliant|compliance garant|uyumlu|sicher\\b)`,
    `(?:rechtskonform|rechtssicher) (?:zu )?100`,
    `(?:fully|completely|100 ?%) (?:GDPR|legally) ?-?compliant`,
    `${LAW}['’]?[a-zçğıöşü]* ?(?:%100|yüzde yüz|tam(?:amen)? uyum)`,
    `(?:%100|yüzde yüz|tamamen) ${LAW}`,
    `(?:полностью|100 ?%)${NEAR}соответству\\S+${NEAR}(?:GDPR|DSGVO)`,
    `соответству\\S+ (?:GDPR|DSGVO)`,
    `(?:повністю|100 ?%)${NEAR}відповіда\\S+${NEAR}(?:GDPR|DSGVO)`,
    `відповіда\\S+ (?:GDPR|DSGVO)`,
    `متوافق\\S*${NEAR}(?:GDPR|DSGVO|اللائحة العامة)`,
  ],
  end_to_end: [
    'Ende[ -]*zu[ -]*Ende',
    'end[ -]to[ -]end',
    '\\bE2EE?\\b',
    'uçtan[ -]uca',
    'сквозн\\S+ шифр',
    'наскрізн\\S+ шифр',
    'من طرف [إا]لى طرف',
    'بين الطرفين',
  ],
  key_in_germany: [
    `(?:Schlüssel|Keys?)${NEAR}(?:in Deutschland|in Germany|bei (?:einer )?deutschen|German (?:firm|company|hands))`,
    `(?:in Deutschland|in Germany|German)[^.!?\\n]{0,12}(?:Schlüssel|keys?)\\b`,
    `(?:verlassen|verlässt) (?:Deutschland|die EU|Europa) (?:nicht|nie)`,
    `never leaves? (?:Germany|the EU|Europe)`,
    `anahtar${NEAR}Almanya`,
    `Almanya${NEAR}anahtar`,
    `ключ${NEAR}(?:в Германии|в Німеччині|у Німеччині)`,
    `(?:в Германии|в Німеччині|у Німеччині)${NEAR}ключ`,
    `مفتاح${NEAR}[أا]لمانيا`,
  ],
}

const CLAIMS = (['full_compliance', 'end_to_end', 'key_in_germany'] as const).map((claim) => ({
  claim,
  patterns: PATTERNS[claim].map((source) => new RegExp(source, 'iu')),
}))

export function untrueClaims(text: string): UntrueClaim[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[^\S\n]+/gu, ' ')
  return CLAIMS.filter(({ patterns }) => patterns.some((pattern) => pattern.test(plain))).map(
    ({ claim }) => claim,
  )
}
