/** What a bubble does without unless its message holds links, pictures or files; see `lazy-extras.ts`. */
export {attachmentView} from './attachment-view.js';
export {extrasStyles as styles} from './extras.styles.js';
export {textWithLinks} from './text-with-links.js';
