/** What spreadsheets take for the beginning of a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

/** One cell after RFC 4180. What a spreadsheet would run as a formula gets an apostrophe before it, which makes it a text. */
function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV, with the mark by which Excel knows that it is UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

/** A moment as ISO 8601 with the offset of a zone: `2026-05-04T14:05:00-04:00`. */
export function isoInZone(at: number, timeZone: string): string {
  const second = Math.floor(at / 1000) * 1000;
  const fields = new Map(
    new Intl.DateTimeFormat('en-US', {
      ...{timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit'},
      ...{hour: '2-digit', minute: '2-digit', second: '2-digit', calendar: 'gregory', numberingSystem: 'latn'},
    })
      .formatToParts(second)
      .map(({type, value}) => [type, value]),
  );
  const field = (type: Intl.DateTimeFormatPartTypes) => fields.get(type) ?? '';
  const local = `${field('year').padStart(4, '0')}-${field('month')}-${field('day')}T${field('hour')}:${field('minute')}:${field('second')}`;
  const minutes = Math.round((Date.parse(`${local}Z`) - second) / 60_000);
  const pad = (number: number): string => String(number).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
