import {displayText} from './display-text.js';
import {graphemesOf} from '../util/graphemes.js';
import {foldText} from './fold-text.js';
import type {Message} from './message.js';

/** Folding a long thread for every letter typed would be felt; messages never change, so once is enough. */
const folded = new WeakMap<Message, string>();

/** As it is shown, where a line may break anywhere. */
const fold = (text: string): string => foldText(displayText(text));

/** Everything of a message that can be found, a line for each piece, so that nothing is found across two of them. */
function foldedMessage(message: Message): string {
  let known = folded.get(message);
  if (known === undefined) {
    const pieces = [message.text, ...message.attachments.map(({name}) => name)];
    known = pieces.map((piece) => fold(piece ?? '')).join('\n');
    folded.set(message, known);
  }
  return known;
}

/**
 * The messages in which words occur, newest first: in their text, in the names of their attachments and, where asked
 * for, of their senders. Case, accents and the kind of white space make no difference, in whatever language.
 *
 * @param messages oldest first
 * @param options with `inSenders` where it can be seen who wrote each message
 */
export function findMessages(
  messages: readonly Message[],
  query: string,
  {inSenders = false}: {readonly inSenders?: boolean} = {},
): readonly Message[] {
  const words = fold(query);
  if (!words) return [];
  const isFound = (message: Message): boolean =>
    foldedMessage(message).includes(words) || (inSenders && fold(message.sender?.name ?? '').includes(words));
  return messages.filter(isFound).reverse();
}

/** In longer texts nobody sees a mark, and looking for its place would be felt. */
const LONGEST_MARKED = 20_000;

/** Where the words that were searched for stand in a text as it is shown, in UTF-16 code units. */
export function matchIn(text: string, query: string): {readonly start: number; readonly end: number} | undefined {
  const words = fold(query);
  if (!words || text.length > LONGEST_MARKED) return undefined;
  let folded = '';
  /** Where each folded letter comes from. */
  const places: number[] = [];
  for (const {segment, index} of graphemesOf(text)) {
    const letters = segment.trim() === '' ? ' ' : foldText(segment);
    if (letters === ' ' && folded.endsWith(' ')) continue;
    folded += letters;
    while (places.length < folded.length) places.push(index);
  }
  const at = folded.indexOf(words);
  if (at < 0) return undefined;
  return {start: places[at] ?? 0, end: places[at + words.length] ?? text.length};
}
