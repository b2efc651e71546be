/** Lays out the invented practice that `npm start` shows, with appointments and recalls around today. */
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DateTime } from 'luxon'
import { packageFile } from '../plugin/package-root.js'

/** What is copied once and then left alone, so that one may try things out in the copy. */
const KEPT = ['recall.config.json', 'wordings', 'forms']

/**
 * Repeatable: the first time copies the practice into `target`, each further time refreshes the host's lists only.
 * The database, edited settings and added forms stay.
 * @param target folder, made if it is missing
 * @param timeZone IANA name; whose days the dates of the lists are
 */
export async function layOutSamplePractice(
  target: string,
  now: Date,
  timeZone: string,
): Promise<{ configFile: string }> {
  const source = packageFile('examples/practice')
  const folder = resolve(target)
  await mkdir(join(folder, 'host'), { recursive: true })
  for (const name of KEPT) {
    await cp(join(source, name), join(folder, name), { recursive: true, force: false, errorOnExist: false })
  }
  for (const name of await readdir(join(source, 'host'))) {
    // Byte for byte: the lists have different encodings, and placeholders are ASCII in each of them.
    const list = await readFile(join(source, 'host', name), 'latin1')
    const file = join(folder, 'host', name)
    await writeFile(`${file}.new`, fillDates(list, now, timeZone), 'latin1')
    await rename(`${file}.new`, file)
  }
  return { configFile: join(folder, 'recall.config.json') }
}

const PLACEHOLDER = /\{([+-]\d{1,3})(?:h (date|time))?\}/g

/**
 * `{+2}` is the day after tomorrow, `{+4h date}` and `{+4h time}` are day and time of the first full hour that is at
 * least four hours away.
 */
export function fillDates(list: string, now: Date, timeZone: string): string {
  const here = DateTime.fromJSDate(now, { zone: timeZone })
  return list.replace(PLACEHOLDER, (_, offset: string, part: string | undefined) => {
    if (part === undefined) return here.plus({ days: Number(offset) }).toFormat('dd.MM.yyyy')
    return fullHour(here.plus({ hours: Number(offset) })).toFormat(part === 'date' ? 'dd.MM.yyyy' : 'HH:mm')
  })
}

function fullHour(time: DateTime): DateTime {
  const begun = time.startOf('hour')
  const next = begun < time ? begun.plus({ hours: 1 }) : begun
  // In autumn one hour happens twice, and a wall-clock time in it names no instant.
  return next.getPossibleOffsets().length > 1 ? fullHour(next.plus({ hours: 1 })) : next
}
