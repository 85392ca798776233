/** What a reply box does without until somebody uses it; see `extras-controller.ts`. */
export {renderFromRow} from './from-row.js';
export {MediaEntryController} from './media-entry-controller.js';
export {renderChips, renderMediaEntry} from './media-row.js';
export {renderCount, renderNote, segmentLineOf} from './segment-line.js';
export {replyWords} from '../../strings/english/reply-words.js';
export {segmentsWords} from '../../strings/english/segments-words.js';
