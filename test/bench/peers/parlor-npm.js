// The same from its modules, bundled as every other page.
import '../../../src/components/inbox/define.js';
import '../../../src/components/conversation-actions/define.js';
import '../../../src/components/message-thread/define.js';
import '../../../src/components/reply-box/define.js';
import {offerBench} from '../page/inbox-page.js';

offerBench();
