/** Places on a page: rectangles, and the matrices that map one coordinate system to another (ISO 32000-2, 8.3). */

/** Left, bottom, right, top. */
export type Rect = [number, number, number, number]
export type Point = [number, number]
/** a b c d e f, as `cm` takes them. */
export type Matrix = [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
export const EVERYWHERE: Rect = [-Infinity, -Infinity, Infinity, Infinity]

/** First `inner`, then `outer`. */
export const combine = (inner: Matrix, outer: Matrix): Matrix => {
  const [a, b, c, d, e, f] = inner
  const [x, y] = apply(outer, [e, f])
  return [
    a * outer[0] + b * outer[2],
    a * outer[1] + b * outer[3],
    c * outer[0] + d * outer[2],
    c * outer[1] + d * outer[3],
    x,
    y,
  ]
}

export const apply = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
]

export const toMatrix = (numbers: readonly number[]): Matrix => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers
  return [a, b, c, d, e, f]
}

export const boundsOf = (points: readonly Point[]): Rect => [
  Math.min(...points.map(([x]) => x)),
  Math.min(...points.map(([, y]) => y)),
  Math.max(...points.map(([x]) => x)),
  Math.max(...points.map(([, y]) => y)),
]

export const cornersOf = ([left, bottom, right, top]: Rect): Point[] => [
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
]

/** Empty (right of its own right side) if the two do not meet. */
export const intersection = (a: Rect, b: Rect): Rect => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
]

export const meets = (a: Rect, b: Rect): boolean => {
  const [left, bottom, right, top] = intersection(a, b)
  return left <= right && bottom <= top
}

export const contains = (outer: Rect, inner: Rect): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
