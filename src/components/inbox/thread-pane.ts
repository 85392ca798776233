/** Registers what an inbox needs once a conversation is open; see `lazy-thread.ts`. */
export {ParlorMessageThread} from '../message-thread/define.js';
export {ParlorReplyBox} from '../reply-box/define.js';
