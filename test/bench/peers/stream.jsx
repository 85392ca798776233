import {MessageList} from 'stream-chat-react';
import {stream} from '../page/stream.jsx';
window.bench = stream(MessageList, false);
