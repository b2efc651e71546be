/** The words of the page that belong to a control: on its line, to the right of a box or the left of a line. */
import type { ControlReading } from '../reading.js'
import type { PlacedText } from './second-reader.js'

const LONGEST_LABEL = 160
/** Points between a control and the words that still belong to it. */
const FARTHEST = 260

export function attachNearbyText(controls: ControlReading[], texts: PlacedText[]): void {
  for (const control of controls) {
    const textFollows = control.kind === 'checkbox' || control.kind === 'radio'
    for (const widget of control.widgets) {
      if (widget.rect === null) continue
      const [left, bottom, right, top] = widget.rect
      const onLine = texts.filter(
        (text) =>
          text.page === widget.page && text.y >= bottom - 4 && text.y <= Math.max(top, bottom + 8) + 2,
      )
      const after = onLine
        .filter((text) => text.x >= right - 2 && text.x - right < FARTHEST)
        .sort((a, b) => a.x - b.x)
      const before = onLine
        .filter((text) => text.x + text.width <= left + 2 && left - text.x - text.width < FARTHEST)
        .sort((a, b) => a.x - b.x)
      const above = texts.filter(
        (text) =>
          text.page === widget.page &&
          text.y > top &&
          text.y - top < 24 &&
          text.x < right &&
          text.x + text.width > left,
      )
      const chosen = [textFollows ? after : before, textFollows ? before : after, above].find(
        (list) => list.length > 0,
      )
      const words = chosen
        ?.map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' ')
      widget.nearbyText = words === undefined ? null : words.slice(0, LONGEST_LABEL)
    }
  }
}
