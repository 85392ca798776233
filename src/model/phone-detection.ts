import type {DetectedLink} from './link-detection.js';

const GAP = String.raw`[ \u00a0.\-\u2010-\u2013]`;
const AREA = String.raw`(?:\([2-9]\d\d\)${GAP}?|[2-9]\d\d${GAP})`;
/** North American, as it is usually written, or ten digits alone. */
const NATIONAL = String.raw`(?:1${GAP})?${AREA}[2-9]\d\d${GAP}\d{4}|[2-9]\d\d[2-9]\d{6}`;
/** With its country: one sign at most between two digits. */
const INTERNATIONAL = String.raw`\+[1-9](?:${GAP}?[()]?${GAP}?\d){7,14}`;
/** Neither within a longer number or word, nor within an address or a date. */
const PHONE = new RegExp(
  String.raw`(?<![\p{L}\p{N}+_@#/=&$€£.,-])(?:${INTERNATIONAL}|${NATIONAL})(?![\p{L}\p{N}_@/%=]|[.,:-]\d)`,
  'gu',
);

/** What every phone number holds, so that most texts are not looked at closely: that many digits close to each other. */
const MAY_HOLD_PHONE = /(?:\d[ \u00a0().\-\u2010-\u2013]{0,3}){8}/;

/** The phone numbers in a text, each with its `tel:` address, in order. Linear in the length of the text. */
export function phonesIn(text: string): readonly DetectedLink[] {
  if (!MAY_HOLD_PHONE.test(text)) return [];
  return [...text.matchAll(PHONE)].map(({0: written, index}) => {
    const digits = written.replace(/\D/g, '');
    const number = written.startsWith('+') ? digits : digits.length === 10 ? `1${digits}` : digits;
    return {start: index, end: index + written.length, href: `tel:+${number}`};
  });
}
