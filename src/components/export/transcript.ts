import type {Localizer} from '../../i18n/localizer.js';
import type {ExportWords} from '../../i18n/words/export.js';
import type {Conversation} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import {ownSenderName} from '../../model/own-sender.js';
import {shownAddress, shownName, writerName} from '../../model/shown-name.js';
import {isoInZone} from './csv.js';
import type {History} from './read-history.js';

type Words = Localizer<ExportWords>;

/** What is made into a file. */
export interface Sheet {
  readonly title: string;
  /** What has to be said of it before anything else. */
  readonly notes: readonly string[];
  /** The first row names the columns. */
  readonly table: readonly (readonly string[])[];
  /** For reading: days, or people, with what belongs to each. */
  readonly sections: readonly {readonly heading: string; readonly lines: readonly string[]}[];
  /** Without its ending. */
  readonly fileName: string;
}

const COLUMNS = ['time', 'time_source', 'direction', 'sender', 'text', 'media', 'status', 'failure', 'message_id'];

export interface TranscriptOptions {
  readonly conversation: Conversation;
  readonly history: History;
  readonly localizer: Words;
  readonly now: number;
}

/** A conversation as a table and as text. */
export function transcriptOf({conversation, history, localizer, now}: TranscriptOptions): Sheet {
  const {strings} = localizer;
  const name = shownName(conversation) || strings.unknownContact;
  const numbers = [...conversation.participants, conversation.ownEndpoint].map((end) => shownAddress(end?.address));
  const sections = new Map<string, string[]>();
  for (const message of history.messages) {
    const day = message.at === undefined ? strings.exportTimeUnknown : localizer.date(message.at);
    const lines = sections.get(day) ?? [];
    sections.set(day, lines);
    lines.push(lineOf(message, conversation, localizer));
  }
  return {
    title: name,
    notes: [
      numbers.filter((number) => number !== '').join(' · '),
      localizer.fill(strings.exportedAt, {time: `${localizer.full(now)} (${localizer.zone})`}),
      history.isWhole ? strings.exportWhole : strings.exportPart,
    ].filter((note) => note !== ''),
    // A file may be called otherwise later.
    table: [
      COLUMNS,
      ...(history.isWhole ? [] : [partRow(localizer)]),
      ...history.messages.map((message) => rowOf(message, conversation, localizer)),
    ],
    sections: [...sections].map(([heading, lines]) => ({heading, lines})),
    fileName: fileNameOf([name, history.isWhole ? '' : 'incomplete'], now, localizer),
  };
}

/** Of a file's name, in characters; systems take 255 bytes. */
const LONGEST_WORD = 50;

/** Letters and digits of any script, the day, and what else has to be said. */
export function fileNameOf(parts: readonly string[], now: number, localizer: Words): string {
  const words = [...parts, localizer.dayKey(now)].map((part) => part.replace(/[^\p{L}\p{N}]+/gu, '-'));
  return (
    words
      .map((word) => word.replace(/^-+|-+$/g, ''))
      .filter((word) => word !== '')
      // Each by itself: a long name takes away neither the day nor that something is missing.
      .map((word) => [...word].slice(0, LONGEST_WORD).join(''))
      .join('-')
  );
}

function senderOf({direction, sender}: Message, conversation: Conversation, {strings}: Words): string {
  if (direction === 'outbound') return ownSenderName(direction, sender) ?? strings.exportYou;
  const isGroup = conversation.kind === 'group';
  const name = writerName(sender, {contactName: isGroup ? '' : shownName(conversation), group: isGroup});
  return name || (direction === 'inbound' ? strings.unknownContact : strings.unknownSender);
}

const failureOf = ({failure}: Message): string =>
  [failure?.code, failure?.text].filter((part) => part !== undefined).join(' ');

function rowOf(message: Message, conversation: Conversation, localizer: Words): readonly string[] {
  const {at, atSource, direction, text, attachments, status, id} = message;
  return [
    at === undefined ? '' : isoInZone(at, localizer.zone),
    ...[atSource, direction, senderOf(message, conversation, localizer), text ?? ''],
    ...[attachments.map(({url}) => url).join(' '), status, failureOf(message), id],
  ];
}

/** A row without a message, where those that are missing would begin. */
const partRow = ({strings}: Words): readonly string[] =>
  COLUMNS.map((column) => (column === 'text' ? strings.exportPart : ''));

function lineOf(message: Message, conversation: Conversation, localizer: Words): string {
  const {at, text, attachments, status, direction} = message;
  const {strings} = localizer;
  const time = at === undefined ? '' : `${localizer.time(at)} `;
  const parts = [text ?? '', ...attachments.map(({url}) => `[${url}]`)].filter((part) => part !== '');
  const body = parts.join(' ') || strings.emptyMessage;
  const state =
    direction === 'outbound' ? ` (${strings.statuses[status]}${failureOf(message) && `: ${failureOf(message)}`})` : '';
  return `${time}${senderOf(message, conversation, localizer)}: ${body}${state}`;
}
