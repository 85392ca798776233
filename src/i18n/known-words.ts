import {firstWords} from './english/first-words.js';
import type {ParlorStrings} from './strings.js';

let known: Partial<ParlorStrings> = firstWords;

/**
 * The English words that have arrived. Typed as complete, because every part of the inbox brings its own before it
 * reads them.
 */
export const knownWords = (): ParlorStrings => known as ParlorStrings;

/** Adds the words of a part of the inbox that is loaded when it is first used. */
export function addWords(words: Partial<ParlorStrings>): void {
  const isNews = Object.keys(words).some((key) => !(key in known));
  if (isNews) known = {...known, ...words};
}
