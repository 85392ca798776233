/** What a reply box does without until somebody uses it; see `lazy-extras.ts`. */
export {EndpointController} from '../../controllers/endpoint-controller.js';
export {replyWords} from '../../i18n/english/reply-words.js';
export {segmentsWords} from '../../i18n/english/segments-words.js';
export {renderBlockedPanel} from './blocked-panel.js';
export {renderErrorLine} from './error-line.js';
export {renderFromRow} from './from-row.js';
export {makePlain} from './make-plain.js';
export {MediaEntryController} from './media-entry-controller.js';
export {renderChips, renderMediaEntry} from './media-row.js';
export {panelStyles as styles} from './panels.styles.js';
export {renderCount, renderNote, segmentLineOf} from './segment-line.js';
export {uploadNote} from './upload-note.js';
