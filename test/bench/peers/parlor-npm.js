// The same from its modules, bundled as every other page.
import '../../../src/components/inbox/define.js';
import '../../../src/components/conversation-actions/define.js';
import {threadPane} from '../../../src/components/inbox/lazy-thread.js';
import '../../../src/components/inbox/thread-pane.js';
import '../../../src/components/message-bubble/extras.js';
import {bubbleExtras} from '../../../src/components/message-bubble/lazy-extras.js';
import '../../../src/store/history-rules.js';
import {loadHistoryRules} from '../../../src/store/lazy-history.js';
import {offerBench} from '../page/inbox-page.js';

await Promise.all([threadPane.load(), bubbleExtras.load(), loadHistoryRules()]);
offerBench();
