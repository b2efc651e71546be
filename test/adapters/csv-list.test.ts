import { expect } from 'chai'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { decode, type CsvEncoding } from '../../adapters/csv/decode.js'
import { readList, type ListFormat } from '../../adapters/csv/list.js'
import { csvOptions } from '../../adapters/csv/options.js'
import { appointmentSource, patientSource, recallSource } from '../../adapters/csv/sources.js'
import type { HostContext, HostPatient } from '../../adapters/host.js'
import { RecallError } from '../../plugin/errors.js'
import { toTimeZone } from '../../plugin/time.js'
import { APPOINTMENTS, PATIENTS, RECALLS } from './csv-files.js'

const context = (options: Record<string, unknown> = {}): HostContext => ({
  id: 'csv',
  options: { directory: '/nowhere', ...options },
  directory: '/',
  timeZone: toTimeZone('Europe/Berlin'),
  country: 'DE',
})
const PLAIN: ListFormat = { delimiter: null, encoding: null, columns: {} }

const bytesOf = (text: string | string[], encoding = 'windows-1252'): Buffer =>
  iconv.encode(typeof text === 'string' ? text : `${text.join('\r\n')}\r\n`, encoding)

function patients(text: string | string[] | Buffer, format: Partial<ListFormat> = {}) {
  const { layouts, kind } = patientSource(context())
  const bytes = Buffer.isBuffer(text) ? text : bytesOf(text)
  const read = readList('patienten.csv', bytes, layouts, kind, { ...PLAIN, ...format })
  if (read.kind === 'refused') throw new RecallError(read.problem.code, read.problem.details)
  return read
}

function appointments(lines: string[], options: Record<string, unknown> = {}, end = '\r\n') {
  const parsed = csvOptions(context(options))
  const { layouts, kind } = appointmentSource(context(options), parsed)
  const read = readList('termine.csv', bytesOf(lines.join('\r\n') + end), layouts, kind, parsed)
  if (read.kind === 'refused') throw new RecallError(read.problem.code, read.problem.details)
  return read
}

const refusalOf = (work: () => unknown): { code: string; details: unknown } => {
  try {
    work()
  } catch (error) {
    if (error instanceof RecallError) return { code: error.code, details: error.details }
    throw error
  }
  throw new Error('nothing was refused')
}

const ERIKA = {
  hostPatientId: '4711',
  familyName: 'Müller-Größ',
  givenName: 'Erika',
  birthDate: '1980-01-31',
  mobilePhone: { kind: 'mobile', number: '+4915112345678' },
  active: true,
}
const ERIKA_LINE = '4711;Müller-Größ;Erika;31.01.1980;0151 12345678'

describe('An exported patient list', () => {
  for (const [name, encoding, options] of [
    ['Windows-1252', 'windows-1252', {}],
    ['UTF-8', 'utf-8', {}],
    ['UTF-8 with its mark', 'utf-8', { addBOM: true }],
    ['UTF-16LE with its mark', 'utf-16le', { addBOM: true }],
  ] as const) {
    it(`is read in ${name}`, () => {
      const bytes = iconv.encode(`${PATIENTS}\r\n${ERIKA_LINE}\r\n`, encoding, options)
      expect(patients(bytes).list.items).to.deep.equal([ERIKA])
    })
  }

  it('of the DOS age is read when its code page is named, and refused when it is not', () => {
    const bytes = bytesOf([PATIENTS, ERIKA_LINE], 'cp850')
    expect(patients(bytes, { encoding: 'cp850' }).list.items).to.deep.equal([ERIKA])
    expect(refusalOf(() => patients(bytes))).to.deep.equal({
      code: 'HOST_FILE_INVALID',
      details: { file: 'patienten.csv', reason: 'encoding_unclear' },
    })
    expect(refusalOf(() => patients(bytesOf([PATIENTS, '1;Bär;Uwe;;'], 'cp850'))).code).to.equal(
      'HOST_FILE_INVALID',
    )
  })

  it('is refused when it is a workbook under another name, or empty', () => {
    expect(refusalOf(() => patients(Buffer.from('PK\u0003\u0004\0\0\0'))).details).to.include({
      reason: 'not_text',
    })
    expect(refusalOf(() => patients('')).details).to.include({ reason: 'empty' })
    expect(refusalOf(() => patients('\r\n \r\n')).details).to.include({ reason: 'empty' })
  })

  it('has any of the usual delimiters, or the one it names', () => {
    for (const delimiter of [';', '\t', ',', '|'])
      expect(
        patients([PATIENTS, ERIKA_LINE].map((line) => line.replaceAll(';', delimiter))).list.items,
      ).to.deep.equal([ERIKA])
    const named = ['sep=#', PATIENTS.replaceAll(';', '#'), ERIKA_LINE.replaceAll(';', '#')]
    expect(patients(named).list.items).to.deep.equal([ERIKA])
  })

  it('has headers as practices call them, below titles, and footers', () => {
    const read = patients([
      'Patientenliste Zahnarztpraxis Dr. Muster',
      '',
      'Stand;21.11.2026',
      'PAT.-NR;Nachname;VORNAME;Geb.-Datum;Tel. mobil;Ort',
      '4711;Müller-Größ;Erika;31.1.80;0151/12345678;Berlin',
      'PAT.-NR;Nachname;VORNAME;Geb.-Datum;Tel. mobil;Ort',
      'Summe: 1;;;;',
      'Seite 1 von 1',
    ])
    expect(read.list.items).to.deep.equal([ERIKA])
    expect(read.problems).to.deep.equal([])
  })

  it('has both names in one column', () => {
    const read = patients(['Pat-Nr;Name, Vorname;Handy', '4711;"Müller-Größ, Erika";0151 12345678'])
    expect(read.list.items).to.deep.equal([{ ...ERIKA, birthDate: null }])
  })

  it('has the columns that the configuration names, by header or by position', () => {
    const named = patients(['Kunde;Name;Vorname;Privat', '4711;Müller-Größ;Erika;0151 12345678'], {
      columns: { PatNr: 'Kunde', Mobil: 'Privat' },
    })
    expect(named.list.items).to.deep.equal([{ ...ERIKA, birthDate: null }])
    const byPosition = patients([ERIKA_LINE], {
      columns: { PatNr: 1, Name: 2, Vorname: 3, Geburtsdatum: 4, Mobil: 5 },
    })
    expect(byPosition.list.items).to.deep.equal([ERIKA])
  })

  it('is refused with the column it lacks', () => {
    expect(refusalOf(() => patients(['PatNr;Name;Vorname;Telefon', '1;A;B;0151 12345678']))).to.deep.equal({
      code: 'HOST_HEADER_UNKNOWN',
      details: { file: 'patienten.csv', column: 'Mobil' },
    })
    expect(
      refusalOf(() => patients(['PatNr,Name,Vorname,Telefon', '1,A,B,0151 12345678'])).details,
    ).to.include({ column: 'Mobil' })
  })

  it('may have quotation marks, line breaks in cells, spreadsheet wrappings and hard blanks', () => {
    const read = patients([
      PATIENTS,
      '="4711";"Müller-Größ";"Erika";31.01.1980;="015112345678"',
      '4712;"von ""Eck""\r\nzu Ohm";\u00a0Uwe\u00a0;;\'0151 12345679',
      '4713;Zwick;Ada;;',
    ])
    expect(read.list.items).to.deep.equal([
      ERIKA,
      {
        hostPatientId: '4712',
        familyName: 'von "Eck" zu Ohm',
        givenName: 'Uwe',
        birthDate: null,
        mobilePhone: { kind: 'mobile', number: '+4915112345679' },
        active: true,
      },
      {
        hostPatientId: '4713',
        familyName: 'Zwick',
        givenName: 'Ada',
        birthDate: null,
        mobilePhone: { kind: 'empty' },
        active: true,
      },
    ])
  })

  it('delivers a patient whose number cannot be read without a number, and says where', () => {
    const read = patients([PATIENTS, '4711;Müller-Größ;Erika;31.01.1980;4,91512E+12'])
    expect(read.list.items).to.deep.equal([{ ...ERIKA, mobilePhone: { kind: 'invalid' } }])
    expect(read.problems).to.deep.equal([
      {
        code: 'HOST_LINE_INVALID',
        details: { file: 'patienten.csv', line: 2, column: 'Mobil', reason: 'not_a_phone_number' },
      },
    ])
  })

  it('says who is deceased, blocked, moved or archived (P-32)', () => {
    const header = `${PATIENTS};Aktiv;Verstorben;Gesperrt;Verzogen`
    const active = (cells: string): unknown =>
      patients([header, `4711;Muster;Erika;;0151 12345678;${cells}`]).list.items[0]?.active
    expect(active(';;;')).to.equal(true)
    expect(active('ja;;nein;0')).to.equal(true)
    expect(active('nein;;;')).to.equal(false)
    expect(active(';x;;')).to.equal(false)
    expect(active(';01.02.2024;;')).to.equal(false)
    expect(active(';;WAHR;')).to.equal(false)
    expect(active(';;;j')).to.equal(false)
    const unclear = patients([header, '4711;Muster;Erika;;0151 12345678;vielleicht;;;'])
    expect(unclear.list.unreadable).to.deep.equal(['4711'])
  })

  it('does not take names that were converted twice, nor birthdays of the unborn', () => {
    const read = patients(
      bytesOf([PATIENTS, '1;MÃ¼ller;Uwe;;', '2;Muster;Uwe;01.01.2099;', '3;Muster;Ada;;'], 'utf-8'),
    )
    expect(read.list.items.map((item) => item.hostPatientId)).to.deep.equal(['3'])
    expect(read.list.unreadable).to.deep.equal(['1', '2'])
    expect(read.problems.map((problem) => problem.details['reason'])).to.deep.equal([
      'encoding_damaged',
      'not_a_birthday',
    ])
  })

  it('comes back as it was written, whatever the names, encoding and delimiter', () => {
    const letters = 'abcdefgzäöüßÄÖÜéèçñ \'-"'
    const name = fc
      .string({ unit: fc.constantFrom(...letters.split(/(?:)/u)), minLength: 1, maxLength: 20 })
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => /^[^'"]/.test(text))
    const line = fc.record({ familyName: name, givenName: name })
    const encodings = fc.constantFrom<CsvEncoding>('utf-8', 'windows-1252', 'cp850')
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        encodings,
        fc.constantFrom(';', ',', '\t', '|'),
        (people, encoding, delimiter) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
          const text = [
            PATIENTS.replaceAll(';', delimiter),
            ...people.map(({ familyName, givenName }, index) =>
              [String(index + 1), quoted(familyName), quoted(givenName), '', ''].join(delimiter),
            ),
          ]
          const read = patients(bytesOf(text, encoding), { encoding: encoding === 'cp850' ? encoding : null })
          expect(
            read.list.items.map(({ familyName, givenName }: HostPatient) => ({ familyName, givenName })),
          ).to.deep.equal(people)
        },
      ),
    )
  })

  it('is decoded in finite ways only: any bytes are text or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decode(bytes, null).kind).to.be.oneOf(['text', 'refused'])
      }),
    )
  })
})

describe('An exported appointment list', () => {
  const line = (
    changes: Partial<Record<'id' | 'patient' | 'day' | 'time' | 'status', string>> = {},
  ): string => {
    const { id = 'T1', patient = '4711', day = '23.11.2026', time = '10:00', status = '' } = changes
    return `${id};${patient};${day};${time};30;${status};Dr. Muster`
  }
  const T1 = {
    appointmentId: 'T1',
    hostPatientId: '4711',
    startsAt: '2026-11-23T09:00:00.000Z',
    status: 'booked',
  }

  it('is read with local times of the practice', () => {
    expect(appointments([APPOINTMENTS, line()]).list).to.deep.equal({
      completeness: 'snapshot',
      items: [T1],
      gone: [],
      unreadable: [],
    })
  })

  it('may have day and time in one column', () => {
    expect(appointments(['TerminNr;PatNr;Beginn', 'T1;4711;23.11.2026 10:00']).list.items).to.deep.equal([T1])
    expect(appointments(['TerminNr;PatNr;Termin', 'T1;4711;2026-11-23T10:00:00']).list.items).to.deep.equal([
      T1,
    ])
  })

  it('knows the status words of the documentation, and those of the configuration', () => {
    const status = (word: string, options = {}): unknown =>
      appointments([APPOINTMENTS, line({ status: word })], options).list.items[0]?.status
    expect(status('gebucht')).to.equal('booked')
    expect(status('Bestätigt')).to.equal('confirmed')
    expect(status('ABGESAGT')).to.equal('cancelled')
    expect(status('erledigt')).to.equal('completed')
    expect(status('nicht  erschienen')).to.equal('no_show')
    expect(status('im Wartezimmer')).to.equal(undefined)
    expect(status('im Wartezimmer', { status: { 'Im Wartezimmer': 'confirmed' } })).to.equal('confirmed')
    expect(status('frei', { status: { frei: 'abgesagt' } })).to.equal('cancelled')
  })

  const broken: [string, string, string, string][] = [
    ['no such day', line({ id: 'T2', day: '30.02.2026' }), 'Datum', 'no_such_day'],
    ['no time', line({ id: 'T2', time: '' }), 'Uhrzeit', 'not_a_time'],
    [
      'a missing hour',
      line({ id: 'T2', day: '28.03.2027', time: '02:30' }),
      'Uhrzeit',
      'hour_does_not_exist',
    ],
    ['no patient', line({ id: 'T2', patient: '' }), 'PatNr', 'empty'],
    ['a destroyed patient number', line({ id: 'T2', patient: '4,71E+11' }), 'PatNr', 'spreadsheet_damage'],
    ['an unknown status', line({ id: 'T2', status: 'hmm' }), 'Status', 'unknown_status'],
    ['one cell too many', `${line({ id: 'T2' })};x`, 'Status', 'too_many_cells'],
    ['an open quotation mark', 'T2;4711;23.11.2026;"10:00;30;;', 'Uhrzeit', 'quote_not_closed'],
  ]
  for (const [name, text, column, reason] of broken) {
    it(`with ${name} in one line says so, keeps that appointment as it was and reads the others`, () => {
      const read = appointments([APPOINTMENTS, line(), text, line({ id: 'T3' })])
      expect(read.list.items.map((item) => item.appointmentId)).to.deep.equal(['T1', 'T3'])
      expect(read.list).to.include({ completeness: 'snapshot' })
      expect(read.list.unreadable).to.deep.equal(['T2'])
      expect(read.problems).to.deep.equal([
        { code: 'HOST_LINE_INVALID', details: { file: 'termine.csv', line: 3, column, reason } },
      ])
    })
  }

  it('loses only the two lines whose forgotten quotation marks seem to enclose the ones between', () => {
    const read = appointments([
      APPOINTMENTS,
      line().replace('Dr. Muster', '"Dr. Muster'),
      line({ id: 'T2' }),
      line({ id: 'T3' }).replace('Dr. Muster', '"Dr. Muster'),
      line({ id: 'T4' }),
    ])
    expect(read.list.items.map((item) => item.appointmentId)).to.deep.equal(['T2', 'T4'])
    expect(read.list.unreadable).to.deep.equal(['T1', 'T3'])
    expect(read.problems.map((problem) => problem.details['line'])).to.deep.equal([2, 4])
  })

  it('names the lines of the file, also below cells with line breaks', () => {
    const read = appointments([
      'sep=;',
      APPOINTMENTS,
      line().replace('Dr. Muster', '"Dr.\r\nMuster"'),
      '',
      line({ id: 'T2', day: 'x' }),
    ])
    expect(read.problems[0]?.details['line']).to.equal(6)
    expect(read.list.items).to.deep.equal([T1])
  })

  it('takes the first of two in the doubled hour, and says so', () => {
    const read = appointments([APPOINTMENTS, line({ day: '25.10.2026', time: '02:30' })])
    expect(read.list.items[0]?.startsAt).to.equal('2026-10-25T00:30:00.000Z')
    expect(read.problems.map((problem) => problem.details['reason'])).to.deep.equal([
      'hour_comes_twice_first_taken',
    ])
  })

  it('takes a repeated line once', () => {
    const read = appointments([APPOINTMENTS, line(), line().replace('Muster', 'Weiß')])
    expect(read.list.items).to.deep.equal([T1])
    expect(read.problems).to.deep.equal([])
  })

  it('takes neither of two lines that contradict each other', () => {
    const read = appointments([APPOINTMENTS, line(), line({ time: '11:00' }), line()])
    expect(read.list.items).to.deep.equal([])
    expect(read.list.unreadable).to.deep.equal(['T1'])
    expect(read.problems.map((problem) => problem.details)).to.deep.equal([
      { file: 'termine.csv', line: 3, column: 'TerminNr', reason: 'contradicts_other_line' },
      { file: 'termine.csv', line: 4, column: 'TerminNr', reason: 'contradicts_other_line' },
    ])
  })

  it('lets nothing count as missing while the number of a patient\u2019s appointment cannot be read', () => {
    const read = appointments([APPOINTMENTS, line({ id: '' })])
    expect(read.list.completeness).to.equal('changes')
    expect(read.problems[0]?.details).to.include({ column: 'TerminNr', reason: 'empty', line: 2 })
  })

  it('that ends in the middle of a line is not complete', () => {
    const read = appointments([APPOINTMENTS, line(), 'T2;4711;23.11.20'], {}, '')
    expect(read.list).to.deep.include({ completeness: 'changes', items: [T1], unreadable: ['T2'] })
    expect(read.problems.map((problem) => problem.details['reason'])).to.deep.equal(['cut_off'])
  })

  it('may end without a line end', () => {
    expect(appointments([APPOINTMENTS, line()], {}, '').list).to.deep.include({
      completeness: 'snapshot',
      items: [T1],
    })
  })

  it('tells no contents in its problems', () => {
    const read = appointments([
      APPOINTMENTS,
      line({ patient: 'Geheim\u0001', id: 'T2' }),
      line({ day: 'Geheim' }),
    ])
    expect(read.problems).to.have.length(2)
    expect(JSON.stringify(read.problems)).not.to.contain('Geheim')
  })
})

describe('An exported recall list', () => {
  it('is read without the kind of treatment', () => {
    const { layouts, kind } = recallSource(context())
    const read = readList(
      'recalls.csv',
      bytesOf([RECALLS, 'R1;4711;15.12.2026;PZR', 'R2;4711;11/2026;']),
      layouts,
      kind,
      PLAIN,
    )
    expect(read.kind === 'list' && read.list.items).to.deep.equal([
      { recallId: 'R1', hostPatientId: '4711', dueOn: '2026-12-15' },
      { recallId: 'R2', hostPatientId: '4711', dueOn: '2026-11-01' },
    ])
  })
})

describe('The options of a csv host', () => {
  const findings = (options: Record<string, unknown>): string =>
    (refusalOf(() => csvOptions(context(options))).details as { findings: string }).findings

  it('are checked, with the place where they are wrong', () => {
    expect(findings({ maxDisapearing: 0.5 })).to.contain('additional properties')
    expect(findings({ maxDisappearing: 2 })).to.contain('maxDisappearing')
    expect(findings({ encoding: 'ebcdic' })).to.contain('encoding')
    expect(findings({ columns: { Nummer: 'x' } })).to.contain('columns')
    expect(findings({ status: { frei: 'vielleicht' } })).to.contain('status.frei')
    expect(refusalOf(() => csvOptions({ ...context(), options: {} })).code).to.equal('CONFIG_INVALID')
  })

  it('have a directory relative to the configuration', () => {
    expect(csvOptions({ ...context({ directory: 'host' }), directory: '/srv/praxis' }).directory).to.equal(
      '/srv/praxis/host',
    )
  })
})
