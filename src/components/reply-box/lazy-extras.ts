import {LazyPart} from '../../model/lazy-part.js';
import {addWords} from '../../i18n/known-words.js';

export const replyExtras = new LazyPart(async () => {
  const extras = await import('./extras.js');
  addWords({...extras.replyWords, ...extras.segmentsWords});
  return extras;
});

export type ReplyExtras = NonNullable<(typeof replyExtras)['value']>;

/** Loads what an unused reply box does without, so that an inbox draws sooner. */
export const loadExtras = () => replyExtras.load();
