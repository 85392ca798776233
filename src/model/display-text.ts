import {shortened} from './cut-text.js';

/** Text as it may be shown, also in a list, a title or a notification. */
export function displayText(text: string): string {
  // Most texts are, and need no closer look.
  if (/^[\t\n -~]*$/.test(text)) return text;
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '\ufffd');
}

/** Nobody reads more of a name, a label or a reason, and browsers are slow with lines of any length. In characters. */
export const LONGEST_LABEL = 300;

/** The same of what is no message: a name, a label, a reason. What is longer is cut. */
export const displayLabel = (text: string, longest = LONGEST_LABEL): string => displayText(shortened(text, longest));
