/** A link inside a word: where it stands, in UTF-16 code units, and where it leads. */
export interface DetectedLink {
  readonly start: number;
  readonly end: number;
  readonly href: string;
}

/** Longer addresses are left as text, which also bounds the work. */
const LONGEST_LINK = 2048;
const LONGEST_HOST = 253;

/** Endings that make a bare `example.com` a link. Words of a language are not among them: "see you.at noon". */
const DOMAIN_ENDINGS = new Set('com org net edu gov mil info biz io app dev xyz'.split(' '));
/** Endings that need a path or `www.` too, since "ok.me" and "call.us" are mostly a forgotten space. */
const ENDINGS_WITH_PATH = new Set(
  (
    'ac ae ai ar at au be bg br ca cc ch cl cn co cz de dk ee es eu fi fm fr gd gg gl gr gy hk hr hu id ie il im in is ' +
    'it jp ke kr li lt lu lv ly ma me mx my ng nl no nu nz ph pk pl pt ro rs ru sa se sg si sk so st th to tr tv tw ua ' +
    'uk us vn ws za care cloud health link online page shop site store tech'
  ).split(' '),
);

/** Invisible characters and controls, which have no place in an address. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;
/** Where an address ends at the latest: quotes, angle brackets, and the punctuation of scripts without spaces. */
const NOT_IN_ADDRESS =
  /["<>\\^`{|}\u00ab\u00bb\u2018-\u201f\u2026\u060c\u061b\u061f\u06d4\u0964\u3000-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65\ufffd]/;
const SCHEME = /https?:\/\//i;
/** A whole host run, good or bad: cutting it short would link to another host than the one on screen. */
const HOST_RUN = /[\p{L}\p{M}\p{N}._%-]*/uy;
/** Most words hold nothing else, and need none of the large tables above, which take browsers a while to build. */
const ASCII = /^[!-~]*$/;
const ASCII_HOST_RUN = /[a-z\d._%-]*/iy;
const HOST = /^(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/;
const AFTER_HOST = /(?::\d{1,5})?(?=[/?#]|$)/y;
const MAILBOX = /^(?:mailto:)?([a-z0-9.!#$&'*+=_~-]{1,64})@([a-z0-9.-]{1,253})$/i;
const SENTENCE_END = /[.,;:!?'*]/;
const OPENERS: Readonly<Record<string, string>> = {')': '(', ']': '['};

/**
 * Finds the link in a word, that is, in text without white space.
 *
 * Linked are `http(s)` addresses, bare domains (as `https`) and e-mail addresses (as `mailto`). An address that could
 * show another host than it leads to stays text: one with a user name before the host (`https://bank.com@evil.com`),
 * one with invisible or direction characters in it, one whose host is not plain ASCII or is written in punycode.
 * The price is that honest international host names are not links either.
 */
export function linkIn(word: string): DetectedLink | undefined {
  if (!word.includes('.')) return undefined;
  const isAscii = ASCII.test(word);
  if (!isAscii && HIDDEN.test(word)) return undefined;
  const scheme = SCHEME.exec(word);
  if (scheme) {
    // "xhttp://" is no web address, and "a@http://b" no honest one.
    const before = word.slice(0, scheme.index);
    if ((isAscii ? /[a-z\d@]$/i : /[\p{L}\p{N}@]$/u).test(before)) return undefined;
    return webAddress(word, scheme.index, scheme.index + scheme[0].length);
  }
  const start = /^["'*_~([{<\u00ab\u2018-\u201f]*/.exec(word)?.[0].length ?? 0;
  // In "example.com/@name" the sign belongs to a path.
  return /^[^/?#]*@/.test(word) ? mailAddress(word, start) : webAddress(word, start, start);
}

function webAddress(word: string, start: number, hostStart: number): DetectedLink | undefined {
  const hostRun = ASCII.test(word) ? ASCII_HOST_RUN : HOST_RUN;
  hostRun.lastIndex = hostStart;
  const run = hostRun.exec(word)?.[0] ?? '';
  if (run.length > LONGEST_HOST) return undefined;
  const host = run.replace(/[._-]+$/, '').toLowerCase();
  const labels = host.split('.');
  if (!HOST.test(host) || labels.some((label) => label.startsWith('xn--'))) return undefined;

  const end = addressEnd(word, start, hostStart + run.length);
  if (end === undefined || end - start > LONGEST_LINK) return undefined;
  const address = word.slice(start, end);
  if (hostStart === start && !isBareDomain(labels, address.length > host.length)) return undefined;
  return hrefWithHost(hostStart === start ? `https://${address}` : address, host, start, end);
}

/** Where an address ends, given the end of its host; `undefined` when what follows the host makes it no address. */
function addressEnd(word: string, start: number, hostEnd: number): number | undefined {
  const stop = word.slice(hostEnd).search(NOT_IN_ADDRESS);
  const limit = stop < 0 ? word.length : hostEnd + stop;
  // An honest host ends in a path, a port or the end of the sentence; "@" would make it a user name.
  if (/^[^/?#]*@/.test(word.slice(hostEnd))) return undefined;
  AFTER_HOST.lastIndex = hostEnd;
  const continues = AFTER_HOST.test(word.slice(0, limit));
  return trimEnd(word, start, continues ? limit : hostEnd);
}

/** Leaves out the punctuation of the sentence, and brackets that were opened outside the address. */
function trimEnd(word: string, start: number, end: number): number {
  const count: Record<string, number> = {};
  for (let index = start; index < end; index++) {
    const character = word.charAt(index);
    count[character] = (count[character] ?? 0) + 1;
  }
  while (end > start) {
    const last = word.charAt(end - 1);
    const opener = OPENERS[last];
    const isSpare = opener === undefined ? SENTENCE_END.test(last) : (count[last] ?? 0) > (count[opener] ?? 0);
    if (!isSpare) break;
    count[last] = (count[last] ?? 0) - 1;
    end--;
  }
  return end;
}

function isBareDomain(labels: readonly string[], hasMore: boolean): boolean {
  const ending = labels.at(-1) ?? '';
  if (labels[0] === 'www' && labels.length > 2) return true;
  if (DOMAIN_ENDINGS.has(ending)) return true;
  // "co.uk" and its like are never two words.
  if (labels.length > 2 && ENDINGS_WITH_PATH.has(ending) && /^(?:com?|org|net|gov|ac|edu)$/.test(labels.at(-2) ?? ''))
    return true;
  return hasMore && ENDINGS_WITH_PATH.has(ending);
}

/** The last word: a browser must read the same host out of the address as a person does. */
function hrefWithHost(address: string, host: string, start: number, end: number): DetectedLink | undefined {
  try {
    const url = new URL(address);
    const isHonest = url.hostname === host && !url.username && !url.password && /^https?:$/.test(url.protocol);
    return isHonest ? {start, end, href: url.href} : undefined;
  } catch {
    return undefined;
  }
}

function mailAddress(word: string, start: number): DetectedLink | undefined {
  const end = trimEnd(word, start, word.length);
  if (end - start > 330) return undefined;
  const [address, mailbox = '', domain = ''] = MAILBOX.exec(word.slice(start, end)) ?? [];
  if (address === undefined || /^\.|\.\.|\.$/.test(mailbox)) return undefined;
  const host = domain.toLowerCase();
  if (!HOST.test(host) || host.includes('xn--')) return undefined;
  return {start, end, href: `mailto:${encodeURIComponent(mailbox)}@${host}`};
}
