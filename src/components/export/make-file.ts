import type {Sheet} from './transcript.js';
import {csvOf} from './csv.js';

export type ExportFormat = 'csv' | 'text' | 'print';

const TYPES = {csv: 'text/csv;charset=utf-8', text: 'text/plain;charset=utf-8'} as const;
const ENDINGS = {csv: 'csv', text: 'txt'} as const;
/** Downloads begin a little after the click; in milliseconds. */
const KEPT_FOR = 60_000;

export const fileNameIn = (sheet: Sheet, format: 'csv' | 'text'): string => `${sheet.fileName}.${ENDINGS[format]}`;

export const contentOf = (sheet: Sheet, format: 'csv' | 'text'): string =>
  format === 'csv' ? csvOf(sheet.table) : textOf(sheet);

function textOf({title, notes, sections}: Sheet): string {
  const parts = sections.map(({heading, lines}) => [heading, ...lines].join('\n'));
  return `${[[title, ...notes].join('\n'), ...parts].join('\n\n')}\n`;
}

/** Hands a file to the browser, which asks or knows where to keep it. Nothing leaves the page. */
export function download(content: string, name: string, format: 'csv' | 'text'): void {
  const address = URL.createObjectURL(new Blob([content], {type: TYPES[format]}));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
}

const PRINT_STYLES = `
  body { margin: 0; font: 11pt/1.4 system-ui, sans-serif; color: #000; }
  h1 { margin: 0 0 4pt; font-size: 16pt; }
  h2 { margin: 12pt 0 4pt; font-size: 11pt; break-after: avoid; }
  p { margin: 0 0 3pt; white-space: pre-wrap; overflow-wrap: anywhere; break-inside: avoid; }
  .note { color: #444; font-size: 9pt; }
`;

/** Draws a sheet into an empty document, as text alone. */
export function fillPage(page: Document, {title, notes, sections}: Sheet): void {
  const add = (tag: 'h1' | 'h2' | 'p', text: string, name = ''): void => {
    const element = page.createElement(tag);
    element.textContent = text;
    element.dir = 'auto';
    if (name) element.className = name;
    page.body.append(element);
  };
  page.title = title;
  page.documentElement.lang = document.documentElement.lang;
  add('h1', title);
  for (const note of notes) add('p', note, 'note');
  for (const {heading, lines} of sections) {
    add('h2', heading);
    for (const line of lines) add('p', line);
  }
  const Sheets = page.defaultView?.CSSStyleSheet;
  if (!Sheets) return;
  const styles = new Sheets();
  styles.replaceSync(PRINT_STYLES);
  page.adoptedStyleSheets = [styles];
}

/** Prints a sheet and nothing of the page around it. */
export function printSheet(sheet: Sheet): void {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  Object.assign(frame.style, {position: 'fixed', inlineSize: '0', blockSize: '0', border: '0'});
  document.body.append(frame);
  const {contentWindow: view, contentDocument: page} = frame;
  if (!view || !page) return frame.remove();
  fillPage(page, sheet);
  view.addEventListener('afterprint', () => setTimeout(() => frame.remove()));
  view.print();
}
