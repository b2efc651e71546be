/** What a consent may be for. Closed: there is no marketing purpose, and one purpose never implies another (P-01). */
export const PURPOSES = ['reminder', 'recall', 'conversation'] as const
export type Purpose = (typeof PURPOSES)[number]

export const isPurpose = (text: string): text is Purpose => (PURPOSES as readonly string[]).includes(text)
