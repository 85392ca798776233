/** A person or organisation as a card names it: texts of others, to be shown as nothing but text. */
export interface ContactCard {
  readonly name?: string;
  readonly organisation?: string;
  readonly title?: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

export interface ContactCards {
  readonly cards: readonly ContactCard[];
  /** There was more than the bounds below let through. */
  readonly isCut: boolean;
}

const MOST_CARDS = 20;
const MOST_VALUES = 20;
/** In characters; addresses and names are far shorter, pictures far longer. */
const LONGEST_VALUE = 500;
const LONGEST_LINE = 4 * LONGEST_VALUE;

interface Line {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

/**
 * Reads the names, numbers and e-mail addresses of the cards in a text of the type `text/vcard` (RFC 6350, and versions
 * 2.1 and 3.0 as phones write them). All else in it is left out. Linear in the length of the text, whatever the text is.
 */
export function parseContactCards(text: string): ContactCards {
  const cards: ContactCard[] = [];
  let isCut = false;
  let lines: Line[] | undefined;
  for (const written of unfolded(text)) {
    const line = lineOf(written);
    if (!line) continue;
    const word = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN' && word === 'VCARD') lines = [];
    else if (line.name === 'END' && word === 'VCARD') {
      if (lines && cards.length < MOST_CARDS) {
        const {card, isCut: isCardCut} = cardOf(lines);
        cards.push(card);
        isCut ||= isCardCut;
      } else isCut ||= lines !== undefined;
      lines = undefined;
    } else lines?.push(line);
  }
  return {cards: cards.filter(hasContent), isCut};
}

/** A line that begins with white space goes on with the one before it; so does one of quoted-printable after `=`. */
function unfolded(text: string): readonly string[] {
  const lines: string[] = [];
  let isQuoted = false;
  const goOn = (last: string, more: string): void => {
    // What is longer is a picture.
    if (last.length < LONGEST_LINE) lines[lines.length - 1] = last + more;
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.at(-1);
    if (isQuoted && last?.endsWith('=')) goOn(last.slice(0, -1), line);
    else if (last !== undefined && /^[ \t]/.test(line)) goOn(last, line.slice(1));
    else {
      lines.push(line);
      isQuoted = /^[^:]*;(?:encoding=)?quoted-printable[;:]/i.test(line.slice(0, LONGEST_VALUE));
    }
  }
  return lines;
}

function lineOf(written: string): Line | undefined {
  // A colon within quotes belongs to a parameter.
  const head = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:[^:;"]|"[^"]*")*)*):/.exec(written.slice(0, 2 * LONGEST_VALUE));
  if (!head?.[1]) return undefined;
  return {name: head[1].toUpperCase(), parameters: head[2] ?? '', value: written.slice(head[0].length)};
}

function cardOf(lines: readonly Line[]): {readonly card: ContactCard; readonly isCut: boolean} {
  const valuesOf = (name: string): readonly string[] =>
    lines.flatMap((line) => {
      const value = line.name === name ? valueOf(line) : '';
      return value ? [value] : [];
    });
  const phones = valuesOf('TEL').map((phone) => phone.replace(/^tel:/i, ''));
  const emails = valuesOf('EMAIL').map((email) => email.replace(/^mailto:/i, ''));
  const name = valuesOf('FN')[0] ?? nameOf(lines.find((line) => line.name === 'N'));
  const organisation = valuesOf('ORG')[0]?.replace(/;+/g, ', ').replace(/, $/, '');
  const title = valuesOf('TITLE')[0];
  const card = {
    ...(name && {name}),
    ...(organisation && {organisation}),
    ...(title && {title}),
    phones: [...new Set(phones)].slice(0, MOST_VALUES),
    emails: [...new Set(emails)].slice(0, MOST_VALUES),
  };
  return {card, isCut: Math.max(phones.length, emails.length) > MOST_VALUES};
}

/** Family name; given name; more given names; what stands before it; what stands behind it. */
function nameOf(line: Line | undefined): string | undefined {
  if (!line) return undefined;
  const [family, given, more, before, behind] = valueOf(line).split(';');
  return [before, given, more, family, behind].filter((part) => part?.trim()).join(' ') || undefined;
}

function valueOf({parameters, value}: Line): string {
  const plain = /quoted-printable/i.test(parameters) ? fromQuotedPrintable(value.slice(0, LONGEST_LINE)) : value;
  return plain
    .slice(0, LONGEST_VALUE)
    .replace(/\\([nN,;\\:])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? ' ' : sign))
    .trim();
}

function fromQuotedPrintable(written: string): string {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (let place = 0; place < written.length; place++) {
    const code = /^=[\dA-F]{2}/i.exec(written.slice(place, place + 3));
    if (code) {
      bytes.push(parseInt(code[0].slice(1), 16));
      place += 2;
    } else bytes.push(...encoder.encode(written[place]));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

const hasContent = ({name, organisation, phones, emails}: ContactCard): boolean =>
  !!name || !!organisation || phones.length > 0 || emails.length > 0;
