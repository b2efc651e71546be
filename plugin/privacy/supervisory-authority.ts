/**
 * Which data-protection authority supervises a practice: that of its Land (§ 40 BDSG), in Bavaria the one for bodies under
 * private law. Named by the office, whoever holds it.
 */
const AUTHORITIES: Readonly<Record<string, string>> = {
  'DE-BW': 'Landesbeauftragte/-r für den Datenschutz und die Informationsfreiheit Baden-Württemberg',
  'DE-BY': 'Bayerisches Landesamt für Datenschutzaufsicht (BayLDA)',
  'DE-BE': 'Berliner Beauftragte/-r für Datenschutz und Informationsfreiheit',
  'DE-BB': 'Landesbeauftragte/-r für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg',
  'DE-HB': 'Landesbeauftragte/-r für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen',
  'DE-HH': 'Hamburgische/-r Beauftragte/-r für Datenschutz und Informationsfreiheit',
  'DE-HE': 'Hessische/-r Beauftragte/-r für Datenschutz und Informationsfreiheit',
  'DE-MV': 'Landesbeauftragte/-r für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern',
  'DE-NI': 'Landesbeauftragte/-r für den Datenschutz Niedersachsen',
  'DE-NW': 'Landesbeauftragte/-r für Datenschutz und Informationsfreiheit Nordrhein-Westfalen',
  'DE-RP': 'Landesbeauftragte/-r für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz',
  'DE-SL': 'Unabhängiges Datenschutzzentrum Saarland',
  'DE-SN': 'Sächsische/-r Datenschutz- und Transparenzbeauftragte/-r',
  'DE-ST': 'Landesbeauftragte/-r für den Datenschutz Sachsen-Anhalt',
  'DE-SH': 'Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein',
  'DE-TH': 'Thüringer Landesbeauftragte/-r für den Datenschutz und die Informationsfreiheit',
}

/** @returns `null` where the region names no German Land; a municipality after the Land changes nothing */
export const supervisoryAuthority = (region: string): string | null =>
  AUTHORITIES[region.split('-').slice(0, 2).join('-')] ?? null
