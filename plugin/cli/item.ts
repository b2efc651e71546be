/** What a reminder is about, for people: the number of its appointment or recall. */
export const itemNumber = (about: { appointment: string } | { recall: string }): string =>
  'appointment' in about ? about.appointment : about.recall
