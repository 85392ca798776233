import {english} from './english.js';
import {addWords} from './known-words.js';
import {Localizer, type LocalizerOptions} from './localizer.js';

/** A localizer for pages: it knows every word from the start, also those of parts that are not loaded yet. */
export class FullLocalizer extends Localizer {
  constructor(options?: LocalizerOptions) {
    addWords(english);
    super(options);
  }
}
