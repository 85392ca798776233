import {foldText} from './fold-text.js';

/** What of a text fits a search: 3 from its beginning on, 2 from the beginnings of its words, 1 somewhere, 0 not at all. */
export function fitOf(text: string, search: string): 0 | 1 | 2 | 3 {
  const [folded, wanted] = [foldText(text), foldText(search)];
  if (folded.startsWith(wanted)) return 3;
  const words = wanted.split(' ');
  const starts = folded.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => starts.some((start) => start.startsWith(word)))) return 2;
  return words.every((word) => folded.includes(word)) ? 1 : 0;
}

/** The best ones first; of equals, the one that was first. */
export function bestFits<Item>(
  items: readonly Item[],
  fit: (item: Item) => number,
): readonly {readonly item: Item; readonly fit: number}[] {
  const found = items.map((item) => ({item, fit: fit(item)})).filter((one) => one.fit > 0);
  return found.sort((a, b) => b.fit - a.fit);
}
