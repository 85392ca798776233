// The same library with its VirtualizedMessageList (react-virtuoso).
import {VirtualizedMessageList} from 'stream-chat-react';
import {stream} from '../page/stream.jsx';
window.bench = stream(VirtualizedMessageList, true);
