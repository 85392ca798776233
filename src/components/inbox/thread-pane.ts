/** Registers what an inbox needs once a conversation is open; see `lazy-thread.ts`. */
import {bubbleExtras} from '../message-bubble/lazy-extras.js';
import type {ThreadPane} from './lazy-thread.js';

export {ParlorMessageThread} from '../message-thread/define.js';
export {ParlorReplyBox} from '../reply-box/define.js';

export const loadExtras: ThreadPane['loadExtras'] = () =>
  Promise.all([bubbleExtras.load(), import('../conversation-actions/define.js')]);
